"""Writes expected.json and digits.txt: scikit-learn's layouts of the same rows, and what they are worth.

    python make_goldens.py        (scikit-learn 1.9, SciPy)
"""

import hashlib
import json
from pathlib import Path

import numpy as np
from scipy.spatial.distance import pdist
from scipy.stats import spearmanr
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.manifold._t_sne import _joint_probabilities_nn
from sklearn.neighbors import NearestNeighbors

from clip_like import clip_like

HERE = Path(__file__).parent
K = 15


def main() -> None:
    digits = load_digits().data.astype(np.uint8)
    # A letter a pixel (a = 0 … q = 16), a line an image.
    (HERE / "digits.txt").write_text("".join("".join(chr(97 + v) for v in row) + "\n" for row in digits))
    labels = np.fromfile(HERE / "medical-labels.i8", dtype=np.int8).reshape(300, -1).astype(np.float32)
    sets = {"clip-like 300": clip_like(300), "clip-like 1000": clip_like(1000), "digits": digits.astype(np.float32), "medical labels": labels}
    expected = {name: measured(rows, keep=name == "clip-like 300") for name, rows in sets.items()}
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


def measured(rows: np.ndarray, keep: bool) -> dict:
    """What scikit-learn's t-SNE with its defaults makes of the rows; its positions too if `keep`."""
    layout = TSNE(init="pca", learning_rate="auto", random_state=0).fit_transform(rows)
    pca = PCA(n_components=2, svd_solver="full").fit(rows.astype(np.float64))
    result = {
        "sha256": hashlib.sha256(rows.tobytes()).hexdigest(),
        "tsne": {**worth(rows, layout), "klDivergence": exact_divergence(rows, layout)},
        "explainedVariance": pca.explained_variance_ratio_.tolist(),
    }
    if keep:
        result["tsne"]["coordinates"] = [[round(float(v), 5) for v in point] for point in layout]
        # The qualities are those of the rounded positions.
        rounded = np.array(result["tsne"]["coordinates"], dtype=np.float32)
        result["tsne"].update(worth(rows, rounded))
        scores = pca.transform(rows.astype(np.float64))
        result["pca"] = [[round(float(v), 7) for v in point] for point in scores]
    return result


def worth(rows: np.ndarray, layout: np.ndarray) -> dict:
    rows = rows.astype(np.float64)
    layout = layout.astype(np.float64)
    near = neighbours(rows)
    shown = neighbours(layout)
    recall = np.mean([len(set(a) & set(b)) / K for a, b in zip(near, shown)])
    return {
        "trustworthiness": trustworthiness(rows, layout, n_neighbors=K),
        "continuity": trustworthiness(layout, rows, n_neighbors=K),
        "recall": float(recall),
        "spearman": float(spearmanr(pdist(rows), pdist(layout)).statistic),
    }


def neighbours(rows: np.ndarray) -> np.ndarray:
    return NearestNeighbors(n_neighbors=K).fit(rows).kneighbors(return_distance=False)


def exact_divergence(rows: np.ndarray, layout: np.ndarray, perplexity: float = 30) -> float:
    """KL(P, Q) with scikit-learn's sparse P and the normaliser of Q over all pairs."""
    graph = NearestNeighbors(n_neighbors=int(3 * perplexity + 1)).fit(rows).kneighbors_graph(mode="distance")
    graph.data **= 2
    joint = _joint_probabilities_nn(graph, perplexity, 0).tocoo()
    layout = layout.astype(np.float64)
    norm = 2 * np.sum(1 / (1 + pdist(layout, "sqeuclidean")))
    apart = np.sum((layout[joint.row] - layout[joint.col]) ** 2, axis=1)
    p, q = joint.data[joint.data > 0], 1 / (1 + apart[joint.data > 0]) / norm
    return float(np.sum(p * np.log(p / q)))


if __name__ == "__main__":
    main()
