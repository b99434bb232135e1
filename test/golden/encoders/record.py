"""Writes what the reference computed: as JSON where it is small, as .npy files where it is not."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from sizes import Sizes


@dataclass
class Reference:
    family: str
    library: str
    parameters: int
    sizes: Sizes
    open: str
    padding: str  # trim | mask | full
    end: str  # eot | first | last
    padding_id: int
    ids: list[list[int]]
    prompts: list[str | None]
    image: torch.Tensor  # [n, dim]
    patches: torch.Tensor  # [n, rows * columns, dim]
    text: torch.Tensor  # [t, dim]
    tokens: torch.Tensor  # [t, length, width], padding included
    logit_scale: float
    logit_bias: float | None = None
    tolerance: float = 1e-5
    more: dict = field(default_factory=dict)


def unit(rows: torch.Tensor) -> torch.Tensor:
    return rows / rows.norm(dim=-1, keepdim=True)


def logits(reference: Reference) -> torch.Tensor:
    cosine = unit(reference.image) @ unit(reference.text).T
    return cosine * reference.logit_scale + (reference.logit_bias or 0.0)


def write_json(reference: Reference, folder: Path) -> None:
    r = reference
    tokens = [
        row if r.padding == "full" else row[: len(ids)] for row, ids in zip(r.tokens, r.ids, strict=True)
    ]
    document = head(r) | {
        "imageEmbeddings": numbers(r.image),
        "imageEmbeddingsUnit": numbers(unit(r.image)),
        "patches": numbers(r.patches),
        "textEmbeddings": numbers(r.text),
        "textEmbeddingsUnit": numbers(unit(r.text)),
        "tokens": [numbers(row) for row in tokens],
        "logits": numbers(logits(r)),
    }
    document |= {key: numbers(value) if torch.is_tensor(value) else value for key, value in r.more.items()}
    (folder / "expected.json").write_text(dump(document) + "\n")


def write_arrays(reference: Reference, folder: Path) -> None:
    r = reference
    (folder / "expected.json").write_text(json.dumps(head(r), indent=1) + "\n")
    arrays = {"images": r.image, "patches": r.patches, "texts": r.text, "logits": logits(r)}
    for row, (states, ids) in enumerate(zip(r.tokens, r.ids, strict=True)):
        arrays[f"tokens-{row}"] = states if r.padding == "full" else states[: len(ids)]
    for name, value in arrays.items():
        np.save(folder / f"expected-{name}.npy", value.numpy().astype(np.float32))


def head(r: Reference) -> dict:
    vision, text = r.sizes.vision, r.sizes.text
    return {
        "family": r.family,
        "open": r.open,
        "library": r.library,
        "parameterCount": r.parameters,
        "embeddingDimension": r.image.shape[-1],
        "logitScale": significant(r.logit_scale),
        "logitBias": None if r.logit_bias is None else significant(r.logit_bias),
        "tolerance": r.tolerance,
        "image": {
            "width": vision.size,
            "height": vision.size,
            "patch": vision.patch,
            "grid": [vision.grid, vision.grid],
            "count": r.image.shape[0],
            "layers": vision.layers,
            "towerWidth": vision.width,
            "heads": vision.heads,
            "mlp": vision.mlp,
        },
        "text": {
            "layers": text.layers,
            "towerWidth": text.width,
            "heads": text.heads,
            "mlp": text.mlp,
            "contextLength": text.context,
            "vocabularySize": text.vocabulary,
            "paddingId": r.padding_id,
            "padding": r.padding,
            "end": r.end,
        },
        "texts": [{"text": t, "ids": i} for t, i in zip(r.prompts, r.ids, strict=True)],
    }


def significant(value: float) -> float:
    return float(f"{value:.8g}")


def numbers(tensor: torch.Tensor):
    if tensor.ndim == 0:
        return significant(tensor.item())
    return [numbers(row) for row in tensor]


def dump(value, indent: str = "") -> str:
    """JSON with one innermost array a line."""
    deeper = indent + " "
    if isinstance(value, dict):
        rows = [f"{deeper}{json.dumps(k)}: {dump(v, deeper)}" for k, v in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(v, (list, dict)) for v in value):
        return "[\n" + ",\n".join(deeper + dump(v, deeper) for v in value) + f"\n{indent}]"
    return json.dumps(value)
