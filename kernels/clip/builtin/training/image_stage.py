"""Second stage: the image tower learns to see, against the text tower and the facts encoder as the first stage left them."""

from collections import Counter

import numpy as np
import torch
import torch.nn.functional as F

import losses
import prompts
from augmentation import augment
from similarity import fact_vectors, similarity

# Share of each batch that is real: every other set, all phantoms, shares the rest evenly.
REAL = {"pneumonia-xray": 0.05, "blood-cell": 0.06, "blood-field": 0.02}
WEIGHTS = {"distil": 1.0, "contrast": 1.0, "sentences": 0.5, "pairs": 4.0, "modality": 0.5, "kinds": 1.0, "pointing": 0.6}


class Targets:
    """Everything the texts have to say, embedded once."""

    def __init__(self, rng, data, templates, words, text, facts, vocabulary, sentences, wordings=24):
        with torch.no_grad():
            parts = [data.records[at : at + 2048] for at in range(0, len(data.records), 2048)]
            self.facts = torch.cat([facts(*fact_vectors(part, vocabulary)) for part in parts])
            self.findings = [
                (s, data.records[rows[0]].modality, f)
                for s, rows in data.by_set.items() if s not in prompts.KINDS
                for f in data.records[rows[0]].labels
            ]
            pairs = [[templates.pair(rng, m, f) for _ in range(wordings)] for _, m, f in self.findings]
            flat = lambda side: [pair[side] for group in pairs for pair in group]
            shape = lambda x: x.view(len(pairs), wordings, -1)
            self.positive, self.negative = (shape(words.embed(text, flat(side))) for side in (0, 1))
            self.modalities = list(data.described)
            kinds = [templates.kind(rng, m) for m in self.modalities for _ in range(wordings)]
            self.modality = words.embed(text, kinds).view(len(self.modalities), wordings, -1)
            self.kinds = {
                s: {kind: words.embed(text, texts) for kind, texts in kinds.items()}
                for s, kinds in templates.kinds.items() if s in data.by_set
            }
            counts = Counter(sentence for record in data.records for sentence in record.report)
            common = [sentence for sentence, _ in counts.most_common(sentences)]
            self.sentence = {sentence: row for row, sentence in enumerate(common)}
            self.sentences = words.embed(text, common)
        self.row = {(s, f): row for row, (s, _, f) in enumerate(self.findings)}
        self.difficulty = torch.ones(len(self.findings))


def draw(rng, data, count):
    """Indices of a batch: sets by their share, kinds of a set evenly."""
    real = {s: share for s, share in REAL.items() if s in data.by_set}
    phantoms = [s for s in data.by_set if s not in REAL]
    share = {**real, **{s: (1 - sum(real.values())) / len(phantoms) for s in phantoms}}
    names = rng.choices(list(share), list(share.values()), k=count)
    return [pick(rng, data, name) for name in names]


def pick(rng, data, name):
    rows = data.by_set[name]
    if name not in prompts.KINDS:
        return rng.choice(rows)
    wanted = rng.choice(list(prompts.KINDS[name]))
    while True:
        index = rng.choice(rows)
        if data.records[index].kind == wanted:
            return index


def step(rng, generator, data, targets, tower, vocabulary, scale, batch=64):
    indices = draw(rng, data, batch)
    records = [data.records[index] for index in indices]
    marks = [rng.choice(record.marks) if record.marks else None for record in records]
    grids = torch.stack(
        [torch.zeros(1, tower.grid, tower.grid) if m is None else torch.from_numpy(m[1]).view(1, tower.grid, -1) / 255 for m in marks]
    )
    pixels, grids = augment(torch.from_numpy(np.stack([data.pixels(r) for r in records])), grids, generator)
    patches = tower(pixels)
    images = F.normalize(patches.mean(1), dim=-1)
    known = targets.facts[indices]
    alike = similarity(records, vocabulary)
    out = {
        "distil": (1 - (images * known).sum(1)).mean(),
        "contrast": losses.soft_contrast(images, known, alike, scale),
        "sentences": sentence_loss(rng, records, images, alike, targets, scale),
        "modality": modality_loss(rng, records, images, targets, scale),
        "kinds": kinds_loss(rng, records, images, targets, scale),
    }
    out["pairs"] = pairs_loss(rng, records, images, targets, scale)
    out["pointing"] = pointing_loss(rng, records, marks, grids, patches, targets)
    return {name: WEIGHTS[name] * value for name, value in out.items()}


def sentence_loss(rng, records, images, alike, targets, scale):
    known = [[targets.sentence[s] for s in r.report if s in targets.sentence] for r in records]
    rows = [i for i, choices in enumerate(known) if choices]
    texts = targets.sentences[[rng.choice(known[i]) for i in rows]]
    return losses.soft_contrast(images[rows], texts, alike[rows][:, rows], scale)


def pairs_loss(rng, records, images, targets, scale):
    pick = torch.tensor([rng.randrange(targets.positive.shape[1]) for _ in targets.findings])
    here = torch.arange(len(pick))
    margins = scale * images @ (targets.positive[here, pick] - targets.negative[here, pick]).T
    labels = torch.full(margins.shape, -1.0)
    for row, record in enumerate(records):
        for finding, there in record.labels.items():
            if (record.set, finding) in targets.row:
                labels[row, targets.row[record.set, finding]] = float(there)
    each = F.binary_cross_entropy_with_logits(margins, labels.clamp(min=0), reduction="none")
    weights = learn_difficulty(targets.difficulty, each.detach(), labels).expand_as(each)
    return sum((each * weights)[labels == value].mean() for value in (0, 1) if (labels == value).any()) / 2


def learn_difficulty(difficulty, losses_now, labels, pace=0.03):
    """Weights of the findings, mean 1: the running mean of what each still costs where it is there, so that small ones are not drowned by plain ones."""
    for column in (labels == 1).any(0).nonzero()[:, 0].tolist():
        there = labels[:, column] == 1
        difficulty[column] += pace * (losses_now[there, column].mean() - difficulty[column])
    clipped = difficulty.clamp(0.1, 3)
    return clipped / clipped.mean()


def modality_loss(rng, records, images, targets, scale):
    texts = targets.modality[:, rng.randrange(targets.modality.shape[1])]
    truth = torch.tensor([targets.modalities.index(r.modality) for r in records])
    return F.cross_entropy(scale * images @ texts.T, truth)


def kinds_loss(rng, records, images, targets, scale):
    total = images.sum() * 0
    for name, kinds in targets.kinds.items():
        rows = [i for i, r in enumerate(records) if r.set == name]
        if rows:
            texts = torch.stack([rng.choice(list(choices)) for choices in kinds.values()])
            truth = torch.tensor([list(kinds).index(records[i].kind) for i in rows])
            total = total + F.cross_entropy(scale * images[rows] @ texts.T, truth)
    return total / max(1, len(targets.kinds))


def pointing_loss(rng, records, marks, grids, patches, targets, scale=20):
    coverage = grids.flatten(1)
    rows = [i for i, mark in enumerate(marks) if mark is not None and coverage[i].sum() > 0.01]
    if not rows:
        return patches.sum() * 0
    texts = torch.stack(
        [targets.positive[targets.row[records[i].set, marks[i][0]], rng.randrange(targets.positive.shape[1])] for i in rows]
    )
    return losses.pointing(patches[rows], texts, coverage[rows], scale)
