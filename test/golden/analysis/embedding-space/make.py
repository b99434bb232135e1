"""Writes expected.json: NumPy, SciPy and PyTorch on small random vectors. Run: python make.py"""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from scipy.stats import skew

generator = np.random.default_rng(5)
images = np.round(generator.normal(size=(9, 5)) + 0.5, 3).astype(np.float32)
texts = np.round(generator.normal(size=(9, 5)) - 0.3, 3).astype(np.float32)
unit = lambda rows: rows.astype(float) / np.linalg.norm(rows.astype(float), axis=1, keepdims=True)
i, t = unit(images), unit(texts)


def rank(rows):
    singular = np.linalg.svd(rows, compute_uv=False)
    share = singular[singular > 1e-9] / singular.sum()
    return float(np.exp(-(share * np.log(share)).sum()))


cosine = i @ i.T
pairs = np.triu_indices(9, 1)
centred = i - i.mean(0)
variance = np.linalg.svd(centred, compute_uv=False) ** 2
logits = torch.tensor(20 * i @ t.T)
target = torch.arange(9)
image_labels = (generator.random((9, 4)) < 0.4).astype(float)
text_labels = (generator.random((9, 4)) < 0.4).astype(float)
shared = torch.tensor(image_labels @ text_labels.T)
soft = [F.softmax(shared, 1), F.softmax(shared.T, 1)]
reports = t @ t.T
positive = (reports >= 0.5) | np.eye(9, dtype=bool)
kept = torch.tensor(positive | (reports < 0.1))
share = torch.tensor(positive / positive.sum(1, keepdims=True))
masked = logits.masked_fill(~kept, -1e30)
similarity = np.round(generator.normal(size=(30, 12)) + generator.normal(size=12), 3)
nearest = np.argsort(-similarity, axis=1, kind="stable")[:, :3]
occurrences = np.bincount(nearest.ravel(), minlength=12)
symmetric = np.round(generator.normal(size=(8, 8)), 2)
symmetric = symmetric + symmetric.T

expected = {
    "images": images.tolist(),
    "texts": texts.tolist(),
    "meanCosine": cosine[pairs].mean(),
    "effectiveRank": rank(i),
    "centredEffectiveRank": rank(centred),
    "largestShare": variance[0] / variance.sum(),
    "gap": float(np.linalg.norm(i.mean(0) - t.mean(0))),
    "alignment": float((np.linalg.norm(i - t, axis=1) ** 2).mean()),
    "uniformity": float(torch.pdist(torch.tensor(i)).pow(2).mul(-2).exp().mean().log()),
    "infoNce": {
        "image": float(F.cross_entropy(logits, target)),
        "text": float(F.cross_entropy(logits.T, target)),
        "perPair": ((F.cross_entropy(logits, target, reduction="none") + F.cross_entropy(logits.T, target, reduction="none")) / 2).tolist(),
    },
    "labels": {"image": image_labels.tolist(), "text": text_labels.tolist()},
    "labelLoss": [float(F.cross_entropy(logits, soft[0])), float(F.cross_entropy(logits.T, soft[1]))],
    "triageLoss": [
        float(-(share * F.log_softmax(masked, 1)).sum(1).mean()),
        float(-(share * F.log_softmax(logits.T.masked_fill(~kept.T, -1e30), 1)).sum(1).mean()),
    ],
    "hubness": {
        "similarity": similarity.tolist(),
        "occurrences": occurrences.tolist(),
        "skewness": float(skew(occurrences)),
    },
    "symmetric": symmetric.tolist(),
    "eigenvalues": np.linalg.eigvalsh(symmetric).tolist(),
}
text = json.dumps(expected, default=float)
Path(__file__).with_name("expected.json").write_text(text.replace("], \"", "],\n\"") + "\n")
