"""The published sizes, and how each family is made at them."""

import gzip
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import open_clip
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent))

import hugging_face
import open_clip_layouts
import preprocessor_files
import tokenizer_files
from record import Reference
from sizes import Sizes, Text, Vision

BASE_32 = Vision(width=768, layers=12, heads=12, mlp=3072, patch=32, size=224)
BASE_16 = replace(BASE_32, patch=16)
LARGE_14 = Vision(width=1024, layers=24, heads=16, mlp=4096, patch=14, size=224)
SO400M_14 = Vision(width=1152, layers=27, heads=16, mlp=4304, patch=14, size=448)
BPE_512 = Text(width=512, layers=12, heads=8, mlp=2048, context=77, vocabulary=49408)
BPE_768 = replace(BPE_512, width=768, heads=12, mlp=3072)
BERT = Text(width=768, layers=12, heads=12, mlp=3072, context=512, vocabulary=30522)
SIGLIP = Text(width=768, layers=12, heads=12, mlp=3072, context=64, vocabulary=32000)
SO400M = replace(SIGLIP, width=1152, layers=27, heads=16, mlp=4304)

CLIP_STATISTICS = (preprocessor_files.CLIP_MEAN, preprocessor_files.CLIP_STD)
HALVES = ([0.5] * 3, [0.5] * 3)


@dataclass(frozen=True)
class Family:
    sizes: Sizes
    make: Callable[[Path, Sizes], Reference]
    statistics: tuple[list[float], list[float]] = CLIP_STATISTICS


def clip(folder: Path, sizes: Sizes) -> Reference:
    path = Path(open_clip.__file__).parent / "bpe_simple_vocab_16e6.txt.gz"
    lines = gzip.open(path).read().decode().split("\n")[1 : 49152 - 256 - 2 + 1]
    tokenizer_files.clip(folder, sizes.text.context, [tuple(line.split()) for line in lines])
    return hugging_face.clip(folder, sizes, seed=1)


def open_clip_vit(folder: Path, sizes: Sizes) -> Reference:
    return open_clip_layouts.open_clip_vit(folder, sizes, seed=2, quick=False, layout="bin")


def biomedclip(folder: Path, sizes: Sizes) -> Reference:
    tokenizer_files.bert(folder, sizes.text.context)
    return open_clip_layouts.biomedclip(folder, sizes, seed=5)


def siglip(folder: Path, sizes: Sizes) -> Reference:
    """With the sparse configuration of the hub: everything of base size is left to the defaults."""
    tokenizer_files.siglip(folder, sizes.text.context)
    config = {
        "architectures": ["SiglipModel"],
        "initializer_factor": 1.0,
        "model_type": "siglip",
        "text_config": {"model_type": "siglip_text_model"},
        "torch_dtype": "float32",
        "vision_config": {"model_type": "siglip_vision_model"},
    }
    return hugging_face.siglip(folder, sizes, seed=6, hub_config=config)


def medsiglip(folder: Path, sizes: Sizes) -> Reference:
    tokenizer_files.siglip(folder, sizes.text.context)
    return hugging_face.siglip(folder, sizes, seed=7)


def dual_encoder(folder: Path, sizes: Sizes) -> Reference:
    tokenizer_files.bert(folder, sizes.text.context)
    return hugging_face.dual_encoder(folder, sizes, seed=8)


FAMILIES = {
    "clip-b32": Family(Sizes(BASE_32, BPE_512, 512), clip),
    "clip-b16": Family(Sizes(BASE_16, BPE_512, 512), clip),
    "clip-l14": Family(Sizes(LARGE_14, BPE_768, 768), clip),
    "clip-l14-336": Family(Sizes(replace(LARGE_14, size=336), BPE_768, 768), clip),
    "open-clip-b32": Family(Sizes(BASE_32, BPE_512, 512), open_clip_vit),
    "openai-state-b32": Family(Sizes(BASE_32, BPE_512, 512), lambda f, s: open_clip_layouts.openai_state(f, s, 3)),
    "openai-torchscript-b32": Family(
        Sizes(BASE_32, BPE_512, 512), lambda f, s: open_clip_layouts.openai_torchscript(f, s, 4)
    ),
    "biomedclip": Family(Sizes(BASE_16, replace(BERT, context=256), 512, logit_scale=4.4454), biomedclip),
    "siglip-b16": Family(Sizes(BASE_16, SIGLIP, 768), siglip, HALVES),
    "dual-encoder": Family(Sizes(BASE_16, BERT, 512), dual_encoder, HALVES),
    "medsiglip": Family(Sizes(SO400M_14, SO400M, 1152), medsiglip, HALVES),
}


def pictures(folder: Path, mean: list[float], std: list[float]) -> Callable[..., torch.Tensor]:
    """
    Seeded 8-bit pictures of the model's own size, so that preprocessing is only the normalisation. They are written to
    the folder as `image-0.png` and so on.
    """

    def make(count: int, channels: int, height: int, width: int) -> torch.Tensor:
        rows = []
        for index in range(count):
            random = np.random.default_rng(100 + index)
            coarse = random.integers(0, 256, (7, 7, channels), dtype=np.uint8)
            smooth = np.asarray(Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC), dtype=np.int16)
            noise = random.integers(-24, 25, smooth.shape)
            picture = np.clip(smooth + noise, 0, 255).astype(np.uint8)
            Image.fromarray(picture).save(folder / f"image-{index}.png")
            scaled = picture.astype(np.float32) / np.float32(255)
            rows.append((scaled - np.float32(mean)) / np.float32(std))
        return torch.from_numpy(np.stack(rows).transpose(0, 3, 1, 2).copy())

    return make
