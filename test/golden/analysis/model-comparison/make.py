"""Writes expected.json: SciPy and NumPy on two small embeddings of the same points. Run: python make.py"""

import json
from pathlib import Path

import numpy as np
from scipy.spatial import procrustes
from scipy.stats import binomtest, spearmanr

generator = np.random.default_rng(11)
first = np.round(generator.normal(size=(12, 6)) + 0.4, 3).astype(np.float32)
second = np.round(first[:, :4] + generator.normal(size=(12, 4)), 3).astype(np.float32)
unit = lambda rows: rows.astype(float) / np.linalg.norm(rows.astype(float), axis=1, keepdims=True)
pairs = np.triu_indices(12, 1)
cosines = [unit(rows) @ unit(rows).T for rows in (first, second)]


def nearest(cosine, k):
    own = cosine - 10 * np.eye(len(cosine))
    return np.argsort(-own, axis=1, kind="stable")[:, :k]


near = [nearest(cosine, 4) for cosine in cosines]
common = np.array([len(set(a) & set(b)) for a, b in zip(*near)])

layouts = {}
fixed = np.round(generator.normal(size=(9, 2)) * 5 + 3, 3).astype(np.float32)
for name, turn in {
    "turned": np.array([[0.6, 0.8], [-0.8, 0.6]]),
    "mirrored": np.array([[0.6, 0.8], [0.8, -0.6]]),
}.items():
    layout = np.round(2.5 * (fixed + generator.normal(size=(9, 2))) @ turn - 7, 3).astype(np.float32)
    a, b, disparity = procrustes(fixed.astype(float), layout.astype(float))
    # SciPy gives both of unit size around 0: the second in the first's own place and size.
    centre = fixed.astype(float).mean(0)
    size = np.linalg.norm(fixed.astype(float) - centre)
    layouts[name] = {
        "layout": layout.tolist(),
        "aligned": (b * size + centre).tolist(),
        "disparity": disparity,
    }

variance = np.linalg.svd(unit(first) - unit(first).mean(0), compute_uv=False) ** 2
expected = {
    "first": first.tolist(),
    "second": second.tolist(),
    "spearman": float(spearmanr(cosines[0][pairs], cosines[1][pairs]).statistic),
    "shared": (common / 4).tolist(),
    "jaccard": float((common / (8 - common)).mean()),
    "varianceShares": (variance / variance.sum()).tolist(),
    "fixed": fixed.tolist(),
    "layouts": layouts,
    "wilson": [
        [hits, count, level, *binomtest(hits, count).proportion_ci(level, method="wilson")]
        for hits, count, level in [(0, 5, 0.95), (3, 7, 0.95), (26, 28, 0.9), (56, 56, 0.99), (1, 1, 0.95)]
    ],
}
Path(__file__).with_name("expected.json").write_text(json.dumps(expected) + "\n")
