"""Pixels and prompts that every language can make again; see README.md."""

import numpy as np
import torch

PROMPTS = [
    "chest x-ray",
    "a photo of pneumonia",
    "There is no pleural effusion, the lungs are clear.",
    "left lower lobe opacity with small bilateral pleural effusions and mild cardiomegaly; no pneumothorax is seen",
]


def pixels(*shape: int) -> torch.Tensor:
    """Values in [-2, 2), exact in float32: two rounds of multiply and xor-shift on the flat index."""
    index = np.arange(1, int(np.prod(shape)) + 1, dtype=np.uint64)
    mask = np.uint64(0xFFFFFFFF)
    v = (index * np.uint64(2654435761)) & mask
    v = ((v ^ (v >> np.uint64(15))) * np.uint64(2246822519)) & mask
    v = ((v ^ (v >> np.uint64(13))) * np.uint64(3266489917)) & mask
    values = (v >> np.uint64(8)).astype(np.float64) / 2**22 - 2
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


def clip_ids(vocabulary: int, context: int) -> list[list[int]]:
    """Prompts for the layouts whose vocabulary is fixed at 49408: start and end are the last two ids."""
    start, end = vocabulary - 2, vocabulary - 1
    lengths = [1, 4, min(9, context - 4), context - 2]
    return [
        [start, *[1 + (7919 * (row + 1) + 104729 * i) % (vocabulary - 3) for i in range(length)], end]
        for row, length in enumerate(lengths)
    ]


def padded(rows: list[list[int]], length: int, padding: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids [t, length] and the mask that is 1 where a token stands."""
    ids = torch.full((len(rows), length), padding, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row, values in enumerate(rows):
        ids[row, : len(values)] = torch.tensor(values)
        mask[row, : len(values)] = 1
    return ids, mask
