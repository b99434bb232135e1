"""Writes expected.json: NumPy, SciPy and scikit-learn on three groups of small vectors. Run: python make.py"""

import json
from pathlib import Path

import numpy as np
from scipy.fft import dct
from scipy.optimize import brentq
from scipy.special import ndtri
from scipy.stats import gaussian_kde, norm, chi2, wasserstein_distance
from sklearn.metrics import roc_auc_score


def isj(values, bins=4096):
    """Botev, Grotowski, Kroese 2010, Algorithm 1, on the range widened by its half on both sides."""
    span = values.max() - values.min()
    low, width = values.min() - span / 2, 2 * span
    shares = np.histogram(values, bins=bins, range=(low, low + width))[0] / len(values)
    squares = (dct(shares)[1:] / 2) ** 2
    frequency = np.arange(1, bins, dtype=float) ** 2
    count = len(np.unique(values))

    def norm_of(order, time):
        return 2 * np.pi ** (2 * order) * np.sum(frequency**order * squares * np.exp(-frequency * np.pi**2 * time))

    def excess(time):
        roughness = norm_of(7, time)
        for order in range(6, 1, -1):
            odd = np.prod(np.arange(1, 2 * order, 2, dtype=float)) / np.sqrt(2 * np.pi)
            stage = (2 * (1 + 0.5 ** (order + 0.5)) / 3 * odd / count / roughness) ** (2 / (3 + 2 * order))
            roughness = norm_of(order, stage)
        return time - (2 * count * np.sqrt(np.pi) * roughness) ** -0.4

    top = 1e-12
    while excess(top) <= 0:
        top *= 1.5
    return float(np.sqrt(brentq(excess, 0, top, xtol=1e-18, rtol=1e-14)) * width)


def silverman(values):
    spread = min(values.std(ddof=1), np.subtract(*np.percentile(values, [75, 25])) / 1.34)
    return float(0.9 * spread * len(values) ** -0.2)


def reflected(values, bandwidth, grid):
    kde = gaussian_kde(values, bw_method=bandwidth / values.std(ddof=1))
    return kde(grid) + kde(2 - grid) + kde(-2 - grid)


generator = np.random.default_rng(7)
sizes, dim = [14, 11, 16], 12
groups = []
for size in sizes:
    centre = generator.normal(size=dim) + 1
    groups.append(np.round(centre + 0.9 * generator.normal(size=(size, dim)), 4).astype(np.float32))

rows = np.concatenate(groups).astype(float)
rows /= np.linalg.norm(rows, axis=1, keepdims=True)
label = np.repeat(np.arange(3), sizes)
left, right = np.triu_indices(len(rows), 1)
cosines = np.sum(rows[left] * rows[right], axis=1)
same = label[left] == label[right]
within, across = cosines[same], cosines[~same]
bandwidths = isj(within), isj(across)
fine = np.linspace(-1, 1, 40001)
f, g = reflected(within, bandwidths[0], fine), reflected(across, bandwidths[1], fine)
middle = (f + g) / 2
with np.errstate(divide="ignore", invalid="ignore"):
    terms = np.nan_to_num(f * np.log2(f / middle)) + np.nan_to_num(g * np.log2(g / middle))

bimodal_quantiles = (np.arange(500) + 0.5) / 500
bimodal = np.concatenate([0.2 + 0.015 * ndtri(bimodal_quantiles), 0.3 + 0.015 * ndtri(bimodal_quantiles)])

expected = {
    "groups": [[[round(float(x), 4) for x in row] for row in group] for group in groups],
    "within": {"count": len(within), "mean": within.mean(), "deviation": within.std(ddof=1), "bandwidth": bandwidths[0]},
    "across": {"count": len(across), "mean": across.mean(), "deviation": across.std(ddof=1), "bandwidth": bandwidths[1]},
    "silverman": {"within": silverman(within), "across": silverman(across)},
    "density": {
        "cosine": fine[::2000].tolist(),
        "within": f[::2000].tolist(),
        "across": g[::2000].tolist(),
    },
    "separation": {
        "auroc": roc_auc_score(same, cosines),
        "overlap": np.trapezoid(np.minimum(f, g), fine),
        "jensenShannon": np.trapezoid(terms / 2, fine),
        "wasserstein": wasserstein_distance(within, across),
        "dPrime": (within.mean() - across.mean()) / np.sqrt((within.var(ddof=1) + across.var(ddof=1)) / 2),
    },
    "bimodal": {"isj": isj(bimodal), "silverman": silverman(bimodal)},
    "normalTail": [[x, norm.sf(x)] for x in [-3.0, -0.5, 0.0, 0.1, 1.0, 1.96, 2.82, 2.84, 4.0, 8.0, 20.0]],
    "normalQuantile": [[p, norm.ppf(p)] for p in [1e-12, 1e-5, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999]],
    "chiSquareTail": [[x, chi2.sf(x, 1)] for x in [0.0, 0.01, 1.0, 3.841, 20.0]],
    "quantile": {
        "values": within[:10].tolist(),
        "expected": [[q, float(np.quantile(within[:10], q))] for q in [0, 0.025, 0.3, 0.5, 0.975, 1]],
    },
}
Path(__file__).with_name("expected.json").write_text(json.dumps(expected, indent=1) + "\n")
