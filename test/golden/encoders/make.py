"""Makes the tiny checkpoints and their expected outputs: `python make.py [FOLDER …]`."""

import json
import os
import shutil
import sys
import warnings
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import torch

import hugging_face
import onnx_exports
import open_clip_layouts
import tokenizer_files
from record import Reference, write_json
from sizes import Sizes, Text, Vision

HERE = Path(__file__).parent
EYE = Vision(width=16, layers=2, heads=2, mlp=40, patch=8, size=32)
HEAD_64 = Vision(width=64, layers=2, heads=1, mlp=32, patch=8, size=48)


def reader(vocabulary: int, **other) -> Text:
    return Text(**({"width": 12, "layers": 2, "heads": 2, "mlp": 24, "context": 24, "vocabulary": vocabulary} | other))


def clip(folder: Path, seed: int, layout: str, activation: str) -> Reference:
    vocabulary = tokenizer_files.clip(folder, 24)
    return hugging_face.clip(folder, Sizes(EYE, reader(vocabulary), 20), seed, layout, activation)


def open_clip_default(folder: Path) -> Reference:
    return open_clip_layouts.open_clip_vit(folder, Sizes(HEAD_64, reader(100), 20), 5, quick=False, layout="safetensors")


def open_clip_quick(folder: Path) -> Reference:
    vision = Vision(width=24, layers=2, heads=2, mlp=96, patch=8, size=32)
    return open_clip_layouts.open_clip_vit(folder, Sizes(vision, reader(100, mlp=48), 20), 6, quick=True, layout="bin")


def openai(folder: Path) -> Reference:
    vision = Vision(width=64, layers=1, heads=1, mlp=64, patch=8, size=32)
    text = reader(60, width=64, layers=1, heads=1, mlp=64)
    return open_clip_layouts.openai_state(folder, Sizes(vision, text, 20), 7)


def openai_script(folder: Path) -> Reference:
    vision = Vision(width=64, layers=1, heads=1, mlp=256, patch=8, size=32)
    text = reader(60, width=64, layers=1, heads=1, mlp=256)
    return open_clip_layouts.openai_torchscript(folder, Sizes(vision, text, 20), 8)


def biomedclip(folder: Path) -> Reference:
    vocabulary = tokenizer_files.bert(folder, 32)
    text = reader(vocabulary, width=64, layers=1, heads=1, mlp=64, context=32)
    vision = Vision(width=64, layers=2, heads=1, mlp=32, patch=8, size=32)
    return open_clip_layouts.biomedclip(folder, Sizes(vision, text, 20, logit_scale=4.4454), 9)


def siglip(folder: Path) -> Reference:
    text = reader(tokenizer_files.siglip(folder, 16), width=16, mlp=64, context=16)
    return hugging_face.siglip(folder, Sizes(Vision(16, 2, 2, 64, 8, 32), text, 16), 10)


def siglip_wide(folder: Path) -> Reference:
    text = reader(tokenizer_files.siglip(folder, 16), width=18, heads=3, mlp=67, context=16)
    return hugging_face.siglip(folder, Sizes(Vision(18, 2, 3, 67, 14, 56), text, 18), 11)


def siglip2_fixed(folder: Path) -> Reference:
    text = reader(tokenizer_files.gemma(folder, 16), width=16, mlp=64, context=16)
    return hugging_face.siglip(folder, Sizes(EYE, text, 16), 12)


def siglip2_naflex(folder: Path) -> Reference:
    text = reader(tokenizer_files.gemma(folder, 16), width=16, mlp=64, context=16)
    return hugging_face.siglip2(folder, Sizes(EYE, text, 16), 13)


def dual_encoder(folder: Path, seed: int, vision_tower: str) -> Reference:
    text = reader(tokenizer_files.bert(folder, 32), context=32)
    return hugging_face.dual_encoder(folder, Sizes(EYE, text, 20), seed, vision_tower)


CHECKPOINTS = {
    "clip": lambda folder: clip(folder, 1, "safetensors", "quick_gelu"),
    "clip-bin": lambda folder: clip(folder, 2, "bin", "gelu"),
    "clip-half": lambda folder: clip(folder, 3, "half", "quick_gelu"),
    "clip-shards": lambda folder: clip(folder, 4, "shards", "quick_gelu"),
    "open-clip": open_clip_default,
    "open-clip-quickgelu": open_clip_quick,
    "openai-state": openai,
    "openai-torchscript": openai_script,
    "biomedclip": biomedclip,
    "siglip": siglip,
    "siglip-wide": siglip_wide,
    "siglip2-fixed": siglip2_fixed,
    "siglip2-naflex": siglip2_naflex,
    "dual-encoder": lambda folder: dual_encoder(folder, 14, "vit"),
    "dual-encoder-clip": lambda folder: dual_encoder(folder, 15, "clip"),
    "onnx": lambda folder: onnx_exports.export(folder, lambda scratch: clip(scratch, 1, "safetensors", "quick_gelu")),
}


def main(names: list[str]) -> None:
    torch.set_num_threads(1)
    warnings.simplefilter("ignore", FutureWarning)
    for name in names or CHECKPOINTS:
        folder = HERE / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        write_json(CHECKPOINTS[name](folder), folder)
        size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
        print(f"{name:22} {size / 1024:7.0f} KB")
    (HERE / "index.json").write_text(json.dumps(list(CHECKPOINTS), indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
