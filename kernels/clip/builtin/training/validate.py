"""Figures on validation images (seeds 10,000 to 19,999, held-out real images) with training wordings: to watch a run, not the evaluation."""

import random

import numpy as np
import torch
import torch.nn.functional as F

import prompts
from augmentation import plain
from image_stage import Targets


@torch.no_grad()
def validate(data, templates, words, text, facts, vocabulary, tower, limit=150):
    rng = random.Random(7)
    tower.eval()
    chosen = [i for rows in data.by_set.values() for i in rng.sample(rows, min(limit, len(rows)))]
    patches = torch.cat(
        [
            tower(plain(torch.from_numpy(np.stack([data.pixels(data.records[i]) for i in chosen[at : at + 64]]))))
            for at in range(0, len(chosen), 64)
        ]
    )
    records = [data.records[i] for i in chosen]
    images = F.normalize(patches.mean(1), dim=-1)
    targets = Targets(rng, data, templates, words, text, facts, vocabulary, sentences=1, wordings=12)
    mean = lambda x: F.normalize(x.mean(-2), dim=-1)
    guesses = (images @ mean(targets.modality).T).argmax(1).tolist()
    out = {"modality": np.mean([targets.modalities[g] == r.modality for g, r in zip(guesses, records)])}
    margins = (images @ (mean(targets.positive) - mean(targets.negative)).T).numpy()
    alone = np.stack([(images @ (targets.positive[:, i] - targets.negative[:, i]).T).numpy() for i in range(targets.positive.shape[1])])
    areas, single = {}, []
    for (name, finding), column in targets.row.items():
        rows = [i for i, r in enumerate(records) if r.set == name]
        area = auroc(margins[rows, column], [records[i].labels[finding] for i in rows])
        if area == area:
            areas[f"{name}: {finding}"] = area
            single += [auroc(each[rows, column], [records[i].labels[finding] for i in rows]) for each in alone]
    out["auroc"], out["worst"] = np.mean(list(areas.values())), dict(sorted(areas.items(), key=lambda x: x[1])[:12])
    out["auroc of one wording"] = np.mean(single)
    for name, kinds in targets.kinds.items():
        rows = [i for i, r in enumerate(records) if r.set == name]
        scores = images[rows] @ torch.stack([mean(x) for x in kinds.values()]).T
        truth = [list(kinds).index(records[i].kind) for i in rows]
        out[name] = np.mean((scores.argmax(1).numpy() == truth))
        if len(kinds) == 2:
            out[f"{name} auroc"] = auroc((scores[:, 1] - scores[:, 0]).numpy(), truth)
    out["pointing"] = pointing(records, patches, targets, mean)
    phantoms = [i for i, r in enumerate(records) if r.set == r.modality][:1000]
    reports = words.embed(text, [" ".join(records[i].report) for i in phantoms])
    ranks = (images[phantoms] @ reports.T)
    own = ranks.diagonal()
    out["recall@10"] = [((ranks > own[:, None]).sum(1) < 10).float().mean().item(), ((ranks > own[None]).sum(0) < 10).float().mean().item()]
    out["n"] = len(phantoms)
    tower.train()
    return out


def pointing(records, patches, targets, mean):
    texts, hits = mean(targets.positive), {}
    for index, record in enumerate(records):
        for finding, grid in record.marks:
            best = (F.normalize(patches[index], dim=-1) @ texts[targets.row[record.set, finding]]).argmax().item()
            hits.setdefault(record.set, []).append(grid[best] >= 127 or grid[best] / grid.sum(dtype=float) >= 0.5)
    return {"all": np.mean([h for group in hits.values() for h in group]), **{k: round(float(np.mean(v)), 2) for k, v in hits.items()}}


def auroc(scores, labels):
    labels = np.array(labels, bool)
    if labels.all() or not labels.any():
        return float("nan")
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores)] = np.arange(1, len(scores) + 1)
    positives = labels.sum()
    return (ranks[labels].sum() - positives * (positives + 1) / 2) / (positives * (len(labels) - positives))
