"""
First stage: the text tower learns to say what is true of an image, against the facts encoder instead of pictures. Every loss of
the second stage is here too, at a fraction of its cost, so that the second stage can leave the text tower as it is.
"""

import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F

import losses
import prompts
from mined import mined
from similarity import fact_vectors, similarity
from words import passage

HERE = Path(__file__).parent


class Templates:
    """Prompts of training, without those held out."""

    def __init__(self, held_out, described, records):
        self.mined = mined(records, held_out, prompts.normal_form)
        self.positive = prompts.without_held_out(prompts.POSITIVE, held_out)
        self.negative = prompts.without_held_out(prompts.NEGATIVE, held_out)
        self.modality = prompts.without_held_out(prompts.MODALITY, held_out)
        free = lambda text: prompts.normal_form(text) not in held_out
        spoken = lambda text: len(text.split()) <= 2 or free(text)
        self.spoken = spoken
        self.kinds = {
            name: {kind: [text for text in dict.fromkeys(texts) if spoken(text)] for kind, texts in kinds.items()}
            for name, kinds in prompts.all_kinds().items()
        }
        self.words = {name: [w for w in prompts.words_of(name, described) if spoken(w)] for name in described}
        self.said = {
            key: {
                "names": [name for name in wording["names"] if spoken(name)],
                "stated": [text for text in wording["stated"] if free(text)],
                "denied": [text for text in wording["denied"] if free(text)],
            }
            for key, wording in prompts.findings_said().items()
        }

    def pair(self, rng, modality, finding):
        """A wording of the finding and one of its absence, each drawn by itself."""
        return self.one(rng, modality, finding, 0), self.one(rng, modality, finding, 1)

    def one(self, rng, modality, finding, side):
        """Of twenty wordings, nine are a template, seven a sentence that describes, four a sentence of some report."""
        said = self.said.get((modality, finding), {"names": [], "stated": [], "denied": []})
        described, mined_here = said["denied" if side else "stated"], self.mined.get((modality, finding), ((), ()))[side]
        drawn = rng.random()
        if described and drawn < 0.35:
            return rng.choice(described)
        if mined_here and drawn >= 0.8:
            return rng.choice(mined_here)
        templates, words = (self.positive, self.negative)[side], self.words[modality]
        if said["names"] and rng.random() < 0.5:
            text = prompts.fill(rng.choice(templates), rng.choice(said["names"]), rng.choice(words))
            if self.spoken(text):
                return text
        return prompts.fill(rng.choice(templates), finding, rng.choice(words))

    def kind(self, rng, modality):
        return prompts.fill(rng.choice(self.modality), "", rng.choice(self.words[modality]))


class Terms:
    """Medical terms and triplets that hold the text tower near its origin."""

    def __init__(self, held_out, words, teacher):
        lists = json.loads((HERE / "terms.json").read_text())
        self.terms = [t for t in lists["terms"] if " " not in t or prompts.normal_form(t) not in held_out]
        self.triplets = [t for t in lists["triplets"] if not held_out & {prompts.normal_form(x) for x in t[:2]}]
        with torch.no_grad():
            self.teacher = words.embed(teacher, self.terms)

    def sample(self, rng, terms=24, triplets=10):
        picked = rng.sample(range(len(self.terms)), min(terms, len(self.terms)))
        return [self.terms[i] for i in picked], self.teacher[picked], rng.sample(self.triplets, min(triplets, len(self.triplets)))


def step(rng, data, templates, terms, words, text, facts, vocabulary, scale):
    """The sum of the losses over one draw of texts and records."""
    sets = list(data.by_set)
    said = [data.records[rng.choice(data.by_set[rng.choice(sets)])] for _ in range(28)]
    audience = [data.records[rng.choice(data.by_set[rng.choice(sets)])] for _ in range(512)]
    known = facts(*fact_vectors(said + audience, vocabulary))
    passages = [passage(record, rng) for record in said]

    questions = [question(rng, data) for _ in range(18)]
    pairs = [templates.pair(rng, modality, finding) for _, modality, finding in questions]
    kinds = [(modality, templates.kind(rng, modality)) for modality in data.described]
    kinds_of = [(s, kind, rng.choice(texts)) for s in templates.kinds if s in sets for kind, texts in templates.kinds[s].items()]
    sample, teacher, triplets = terms.sample(rng)
    short = [
        *[p for p, _ in pairs], *[n for _, n in pairs], *[t for _, t in kinds], *[t for *_, t in kinds_of],
        *sample, *[word for triplet in triplets for word in triplet],
    ]
    long = words.embed(text, passages, 14)
    rest = words.embed(text, short, 40)
    positive, negative, kind, kind_of, sample, three = rest.split(
        [len(pairs), len(pairs), len(kinds), len(kinds_of), len(sample), 3 * len(triplets)]
    )

    listeners = known[len(said) :]
    out = {"contrast": losses.soft_contrast(known[: len(said)], long, similarity(said, vocabulary), scale)}
    out["pairs"], out["found"] = answer(questions, audience, listeners, positive, negative, scale)
    wanted = torch.tensor([[m == r.modality for r in audience] for m, _ in kinds])
    out["modality"] = F.cross_entropy(scale * listeners @ kind.T, wanted.float().argmax(0))
    out["modality"] = out["modality"] + 0.3 * losses.any_of(kind, listeners, wanted, scale)
    out["kinds"] = kinds_loss(kinds_of, audience, listeners, kind_of, scale)
    out["terms"] = 4 * losses.geometry(sample, teacher)
    three = three.view(-1, 3, three.shape[1])
    out["triplets"] = 2 * losses.triplet(three[:, 0], three[:, 1], three[:, 2])
    return out


def question(rng, data):
    """A finding of a set that has any, all sets alike."""
    while True:
        name = rng.choice(list(data.by_set))
        record = data.records[data.by_set[name][0]]
        if record.labels and name not in prompts.KINDS:
            return name, record.modality, rng.choice(list(record.labels))


def answer(questions, audience, listeners, positive, negative, scale):
    labels = torch.tensor([[float(r.labels.get(f, False)) for r in audience] for _, _, f in questions])
    asked = torch.tensor([[r.set == s for r in audience] for s, _, _ in questions])
    margins = scale * (positive - negative) @ listeners.T
    losses_all = F.binary_cross_entropy_with_logits(margins, labels, reduction="none")
    there = asked & (labels > 0.5)
    absent = asked & (labels < 0.5)
    pairs = sum(losses_all[which].mean() for which in (there, absent) if which.any()) / 2
    return pairs, 0.5 * losses.any_of(positive, listeners, there, scale)


def kinds_loss(kinds_of, audience, images, texts, scale):
    total, sets = images.sum() * 0, sorted({s for s, *_ in kinds_of})
    for name in sets:
        rows = [i for i, r in enumerate(audience) if r.set == name]
        columns = [i for i, (s, *_) in enumerate(kinds_of) if s == name]
        if rows:
            truth = torch.tensor([[kinds_of[c][1] for c in columns].index(audience[r].kind) for r in rows])
            total = total + F.cross_entropy(scale * images[rows] @ texts[columns].T, truth)
    return total / max(1, len(sets))


def rate(progress, warm=0.05):
    """Warm-up, then cosine to a fiftieth."""
    if progress < warm:
        return progress / warm
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, (progress - warm) / (1 - warm))))
