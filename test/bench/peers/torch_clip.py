"""
The Python peer: transformers' `CLIPModel` on PyTorch, pictures through Pillow and torchvision as OpenAI's code does; prints one JSON object.

`python torch_clip.py CHECKPOINT [--images LIST.json] [--prompts LIST.json] [--batch 8] [--text-batch 32]
[--threads 2] [--workers 0] [--output FOLDER]`; `--workers` above 0 decodes in that many processes of a DataLoader.
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import open_clip
import torch
import transformers
from PIL import Image
from torchvision import transforms

sys.path.insert(0, str(Path(__file__).parent))

from checkpoint import open_checkpoint

MEAN, STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)


class Pictures(torch.utils.data.Dataset):
    def __init__(self, paths: list[str], size: int) -> None:
        self.paths = paths
        self.prepare = transforms.Compose(
            [
                transforms.Resize(size, transforms.InterpolationMode.BICUBIC),
                transforms.CenterCrop(size),
                transforms.ToTensor(),
                transforms.Normalize(MEAN, STD),
            ]
        )

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> torch.Tensor:
        return self.prepare(Image.open(self.paths[index]).convert("RGB"))


def main() -> None:
    words = arguments()
    torch.set_num_threads(words.threads)
    started = time.perf_counter()
    model = open_checkpoint(words.checkpoint)
    report = {
        "library": f"torch {torch.__version__}, transformers {transformers.__version__}",
        "open": time.perf_counter() - started,
        "threads": words.threads,
        "workers": words.workers,
    }
    with torch.inference_mode():
        if words.images:
            report |= encode_files(model, json.loads(words.images.read_text()), words)
        if words.prompts:
            report |= encode_prompts(model, json.loads(words.prompts.read_text()), words)
    report["residentBytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps(report))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--images", type=Path)
    parser.add_argument("--prompts", type=Path)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--text-batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--output", type=Path)
    return parser.parse_args()


def encode_files(model: transformers.CLIPModel, paths: list[str], words: argparse.Namespace) -> dict:
    pictures = Pictures(paths, model.config.vision_config.image_size)

    def tower(pixels: torch.Tensor) -> torch.Tensor:
        return model.visual_projection(model.vision_model(pixel_values=pixels).pooler_output)

    sample = torch.stack([pictures[i] for i in range(min(words.batch, len(paths)))])
    tower(sample)
    started = time.perf_counter()
    loader = torch.utils.data.DataLoader(pictures, batch_size=words.batch, num_workers=words.workers)
    rows = [tower(pixels) for pixels in loader]
    seconds = time.perf_counter() - started
    best = min(timed(lambda: tower(sample)) for _ in range(6))
    save(words.output, "images.f32", rows)
    return {
        "files": {"count": len(paths), "batch": words.batch, "seconds": seconds, "perSecond": len(paths) / seconds},
        "imageTower": {"batch": len(sample), "seconds": best, "perSecond": len(sample) / best},
    }


def encode_prompts(model: transformers.CLIPModel, prompts: list[str], words: argparse.Namespace) -> dict:
    """Each batch is padded to its longest prompt, as the tokenizer of transformers does with `padding=True`."""
    tokenizer = open_clip.SimpleTokenizer(context_length=model.config.text_config.max_position_embeddings)
    end = model.config.text_config.eos_token_id

    def encode(batch: list[str]) -> torch.Tensor:
        ids = tokenizer(batch)
        last = ids.argmax(-1)
        ids = ids[:, : int(last.max()) + 1]
        ids = torch.where(torch.arange(ids.shape[1])[None] > last[:, None], end, ids)
        return model.text_projection(model.text_model(input_ids=ids).pooler_output)

    encode(prompts[: words.text_batch])
    started = time.perf_counter()
    rows = [encode(prompts[i : i + words.text_batch]) for i in range(0, len(prompts), words.text_batch)]
    seconds = time.perf_counter() - started
    save(words.output, "texts.f32", rows)
    return {
        "texts": {"count": len(prompts), "batch": words.text_batch, "seconds": seconds, "perSecond": len(prompts) / seconds}
    }


def timed(run) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def save(folder: Path | None, name: str, rows: list[torch.Tensor]) -> None:
    if folder is not None:
        np.concatenate([row.numpy() for row in rows]).astype(np.float32).tofile(folder / name)


if __name__ == "__main__":
    main()
