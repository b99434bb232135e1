"""
ONNX export of a CLIP checkpoint folder in the transformers.js layout: `python make_onnx.py CHECKPOINT EXPORT [--quantized]`.

The export holds `onnx/vision_model.onnx` and `onnx/text_model.onnx` (with `--quantized` also `_quantized`), CLIP's tokenizer and a
preprocessor configuration. Where CHECKPOINT does not exist, a ViT-B/32 with random weights is made there first.
"""

import argparse
import gzip
import sys
from pathlib import Path

import open_clip

HERE = Path(__file__).parent
GOLDEN = HERE.parent.parent / "golden" / "encoders"
sys.path[:0] = [str(HERE), str(GOLDEN), str(GOLDEN / "full-size")]

import onnx_exports
import preprocessor_files
import tokenizer_files
from checkpoint import open_checkpoint
from published import FAMILIES


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("export", type=Path)
    parser.add_argument("--quantized", action="store_true")
    words = parser.parse_args()
    if not words.checkpoint.exists():
        words.checkpoint.mkdir(parents=True)
        family = FAMILIES["clip-b32"]
        family.make(words.checkpoint, family.sizes)
    model = open_checkpoint(words.checkpoint)
    model.set_attn_implementation("eager")
    words.export.mkdir(parents=True, exist_ok=True)
    model.config.save_pretrained(words.export)
    preprocessor_files.clip(words.export, model.config.vision_config.image_size)
    merges = gzip.open(Path(open_clip.__file__).parent / "bpe_simple_vocab_16e6.txt.gz").read().decode()
    pairs = [tuple(line.split()) for line in merges.split("\n")[1 : 49152 - 256 - 2 + 1]]
    tokenizer_files.clip(words.export, model.config.text_config.max_position_embeddings, pairs)
    onnx_exports.export_model(
        model, words.export / "onnx", half=False, quantized=words.quantized, names=("vision_model", "text_model")
    )


if __name__ == "__main__":
    main()
