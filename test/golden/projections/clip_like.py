"""The rows of clip-like.ts, to the bit."""

import numpy as np

DIM, CLUSTERS, RANK = 512, 30, 6


def clip_like(count: int) -> np.ndarray:
    """[count, 512] float32 unit vectors in a cone, in clusters of few dimensions with noise around them."""
    at = np.arange(DIM, dtype=np.uint64)
    row = np.arange(count, dtype=np.uint64)[:, None]
    home = (_hash(row, 5) % CLUSTERS).astype(np.uint64)
    value = 1.2 * _noise(at, 0) + 0.5 * _noise(home * DIM + at, 1)
    for axis in range(RANK):
        value = value + 0.15 * _noise(row * RANK + axis, 2) * _noise((home * RANK + axis) * DIM + at, 3)
    value = value + 0.1 * _noise(row * DIM + at, 4)
    # accumulate adds from left to right; sum would add in pairs.
    length = np.sqrt(np.add.accumulate(value * value, axis=1)[:, -1:])
    return (value / length).astype(np.float32)


def _noise(index: np.ndarray, stream: int) -> np.ndarray:
    first, second = _hash(index, 2 * stream), _hash(index, 2 * stream + 1)
    total = (first & 0xFFFF) + (first >> 16) + (second & 0xFFFF) + (second >> 16)
    return (total.astype(np.float64) - 131_070) * 2.6429e-5


def _hash(index: np.ndarray, stream: int) -> np.ndarray:
    mask = np.uint64(0xFFFFFFFF)
    bits = (index * np.uint64(0x9E3779B1) ^ np.uint64((stream + 1) * 0x85EBCA77 & 0xFFFFFFFF)) & mask
    bits = (bits ^ bits >> np.uint64(16)) * np.uint64(0x85EBCA6B) & mask
    bits = (bits ^ bits >> np.uint64(13)) * np.uint64(0xC2B2AE35) & mask
    return (bits ^ bits >> np.uint64(16)).astype(np.int64)
