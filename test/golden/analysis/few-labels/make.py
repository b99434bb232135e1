"""Writes expected.json: scikit-learn's logistic regression and nearest neighbours on small arrays. Run: python make.py"""

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

generator = np.random.default_rng(5)


def cases(classes, count=60, dim=8):
    centers = generator.normal(size=(classes, dim))
    labels = np.arange(count) % classes
    rows = centers[labels] + 1.3 * generator.normal(size=(count, dim))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return np.round(rows, 4), labels


def regression(classes):
    rows, labels = cases(classes)
    fits = []
    for c in (0.01, 0.316, 1.0, 100.0, 10000.0):
        fit = LogisticRegression(C=c, tol=1e-12, max_iter=100000).fit(rows, labels)
        fits.append(
            {
                "c": c,
                "coefficients": fit.coef_.ravel().tolist(),
                "intercepts": fit.intercept_.tolist(),
                "probabilities": fit.predict_proba(rows[:10]).ravel().tolist(),
            }
        )
    return {"classes": classes, "rows": rows.tolist(), "labels": labels.tolist(), "fits": fits}


def neighbors():
    rows, labels = cases(3, count=40)
    fit = KNeighborsClassifier(n_neighbors=7, metric="cosine").fit(rows[:30], labels[:30])
    return {
        "rows": rows.tolist(),
        "labels": labels.tolist(),
        "probabilities": fit.predict_proba(rows[30:]).ravel().tolist(),
    }


expected = {"regressions": [regression(2), regression(3), regression(6)], "neighbors": neighbors()}
Path(__file__).with_name("expected.json").write_text(json.dumps(expected) + "\n")
