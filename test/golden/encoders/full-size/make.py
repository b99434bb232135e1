"""
One full-size checkpoint with random weights, two pictures, and what the reference computes: `python make.py FAMILY FOLDER`.

Beside the weights lie `image-*.png`, `expected.json` (as ../README.md, without the arrays) and
`expected-{images,patches,texts,tokens-0,…,logits}.npy`, float32, not normalised.
"""

import os
import sys
import warnings
from dataclasses import replace
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import torch

from published import FAMILIES, pictures
from record import write_arrays


def main(name: str, target: str) -> None:
    warnings.simplefilter("ignore", FutureWarning)
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    folder = Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    family = FAMILIES[name]
    sizes = replace(family.sizes, pixels=pictures(folder, *family.statistics))
    write_arrays(family.make(folder, sizes), folder)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in FAMILIES:
        sys.exit(f"usage: make.py FAMILY FOLDER\nfamilies: {' '.join(FAMILIES)}")
    main(*sys.argv[1:])
