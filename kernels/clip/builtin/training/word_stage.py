"""
Third stage: words. Synonyms are brought nearer than contraries (terms.json) while everything the image tower has learnt to look for,
prompts and reports, stays where it is: the text tower as the second stage knew it is the teacher.
"""

import torch

import losses
from text_stage import question
from words import passage


def step(rng, data, templates, terms, words, text, before):
    """Losses over one draw: `text` learns, `before` is what it was."""
    sets = list(data.by_set)
    passages = [passage(data.records[rng.choice(data.by_set[rng.choice(sets)])], rng) for _ in range(12)]
    pairs = [templates.pair(rng, modality, finding) for _, modality, finding in (question(rng, data) for _ in range(14))]
    kinds = [templates.kind(rng, modality) for modality in rng.sample(list(data.described), 6)]
    kinds += [rng.choice(texts) for by_kind in templates.kinds.values() for texts in by_kind.values()]
    kept = [*(p for p, _ in pairs), *(n for _, n in pairs), *kinds, *passages]
    sample, teacher, triplets = terms.sample(rng, 24, 32)
    # A synonym's synonym is the word itself, whose contrary is the same.
    triplets = [t if rng.random() < 0.5 else [t[1], t[0], t[2]] for t in triplets]
    fresh = [*sample, *(word for triplet in triplets for word in triplet)]
    student, learnt = words.embed(text, kept, 24), words.embed(text, fresh, 40)
    with torch.no_grad():
        wanted = words.embed(before, kept, 24)
    three = learnt[len(sample) :].view(-1, 3, learnt.shape[1])
    return {
        "keep": 20 * (1 - (student * wanted).sum(1)).mean(),
        "terms": 2 * losses.geometry(learnt[: len(sample)], teacher),
        "triplets": 5 * losses.triplet(three[:, 0], three[:, 1], three[:, 2], 0.2),
    }
