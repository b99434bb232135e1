"""How much two records say the same."""

import torch


def weight_of(fact):
    """Findings weigh most, then where and how large they are, then the rest; absences follow from the findings."""
    if "|-" in fact:
        return 0.0
    if "|" not in fact:
        return 0.6
    return 0.7 if "=" in fact and fact.count("|") == 2 else 0.3 if "=" in fact else 1.2


def fact_vectors(records, vocabulary):
    """Sparse bags as (indices, offsets) for the facts encoder, and dense weighted unit vectors for `similarity`."""
    known = [[vocabulary[f] for f in record.facts if f in vocabulary] for record in records]
    offsets = torch.tensor([0, *[len(facts) for facts in known]]).cumsum(0)[:-1]
    return torch.tensor([f for facts in known for f in facts]), offsets


def similarity(records, vocabulary):
    """Cosine [n, n] of weighted facts."""
    dense = torch.zeros(len(records), len(vocabulary))
    for row, record in enumerate(records):
        for fact in record.facts:
            if fact in vocabulary:
                dense[row, vocabulary[fact]] = weight_of(fact)
    dense = torch.nn.functional.normalize(dense, dim=1)
    return dense @ dense.T
