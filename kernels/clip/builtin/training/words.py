"""Sentences in ids: the tokenizer, texts of a record, and embedding many texts."""

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

LONGEST = 96


class Words:
    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)

    def ids(self, texts):
        """ids and mask, int64 [n, longest]"""
        lists = [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]
        width = max(map(len, lists))
        ids = torch.zeros(len(lists), width, dtype=torch.long)
        mask = torch.zeros_like(ids)
        for row, items in enumerate(lists):
            ids[row, : len(items)] = torch.tensor(items)
            mask[row, : len(items)] = 1
        return ids, mask

    def embed(self, tower, texts, group=96):
        """Unit vectors [n, d], in groups of like length so that little is padding."""
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        parts = [
            F.normalize(tower(*self.ids([texts[index] for index in order[at : at + group]])), dim=-1)
            for at in range(0, len(order), group)
        ]
        return torch.cat(parts)[torch.argsort(torch.tensor(order))]


def passage(record, rng):
    """One to three sentences of the report in a new order (Boecking et al. 2022), or, one time in three, all of them."""
    report = list(record.report)
    rng.shuffle(report)
    return " ".join(report if rng.random() < 0.33 else report[: rng.randint(1, 3)])
