"""
Embeddings of the built-in model in PyTorch, from the very numbers its files hold: expected.json.
`python test/golden/builtin-parity/make.py` from the repository's root; needs torch, safetensors, tokenizers.
"""

import json
import sys
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "kernels/clip/builtin/training"))

from reopen import reopen  # noqa: E402
from words import Words  # noqa: E402

FOLDER = ROOT / "kernels/clip/builtin/model"
TEXTS = ["chest X-ray with pleural effusion", "no pneumothorax", "red blood cell", "Normal brain MRI. No mass, no hemorrhage."]


def pixels(count, size):
    """[count, 3, size, size]: waves that any language can repeat."""
    index = torch.arange(count * 3 * size * size, dtype=torch.float64)
    return (0.6 * torch.sin(index * 0.37) + 0.3 * torch.cos(index * 0.0021)).float().view(count, 3, size, size)


def rounded(tensor):
    return [[round(value, 5) for value in row] for row in tensor.tolist()]


with torch.no_grad():
    text, image = reopen(FOLDER)
    ids, mask = Words(FOLDER).ids(TEXTS)
    patches = image(pixels(2, image.shape["size"]))
    expected = {
        "texts": TEXTS,
        "textEmbeddings": rounded(text(ids, mask)),
        "imageEmbeddings": rounded(patches.mean(1)),
        "firstPatches": rounded(patches[:, 0]),
    }
(Path(__file__).parent / "expected.json").write_text(json.dumps(expected) + "\n")
