"""Writes expected.json: scikit-learn and SciPy on small arrays with ties. DeLong by its definition. Run: python make.py"""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import brentq
from scipy.special import logsumexp, softmax
from scipy.stats import binomtest, chi2, norm
from sklearn import metrics

generator = np.random.default_rng(11)
n = 60
labels = (generator.random(n) < 0.4).astype(int)
left = np.round(generator.normal(size=n) + 1.1 * labels, 1)
right = np.round(generator.normal(size=n) + 0.6 * labels + 0.4 * left, 1)
chance = np.round(1 / (1 + np.exp(-left)), 3)
chance[:3] = [0, 1, 0.2]


def placements(scores):
    positive, negative = scores[labels == 1], scores[labels == 0]
    wins = (positive[:, None] > negative[None]) + 0.5 * (positive[:, None] == negative[None])
    return wins.mean(1), wins.mean(0)


def delong():
    (lp, ln), (rp, rn) = placements(left), placements(right)
    covariance = np.cov(lp, rp) / len(lp) + np.cov(ln, rn) / len(ln)
    difference = lp.mean() - rp.mean()
    error = np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    return {
        "left": lp.mean(),
        "right": rp.mean(),
        "leftError": np.sqrt(covariance[0, 0]),
        "difference": difference,
        "standardError": error,
        "pValue": 2 * norm.sf(abs(difference) / error),
        "low": difference - norm.ppf(0.975) * error,
    }


def best(merit):
    found = [(merit(left >= t), t) for t in sorted(set(left), reverse=True)]
    top = max(value for value, _ in found)
    return next(t for value, t in found if value > top - 1e-12)


def ece(bins=15):
    edges = np.linspace(0, 1, bins + 1)
    error = 0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (chance > low) & (chance <= high) | ((low == 0) & (chance == 0))
        if inside.any():
            error += inside.mean() * abs(labels[inside].mean() - chance[inside].mean())
    return error


def matthews(called):
    return metrics.matthews_corrcoef(labels, called)


called = left >= 0.5
fpr, tpr, thresholds = metrics.roc_curve(labels, left, drop_intermediate=False)
classes = 4
truth = generator.integers(0, 3, n)
truth[:classes] = range(classes)
logits = np.round(generator.normal(size=(n, classes)) + 1.5 * np.eye(classes)[truth], 3)
predicted = logits.argmax(1)
own_logits = logits[np.arange(n), truth]
inverse = brentq(lambda b: np.mean((softmax(b * logits, axis=1) * logits).sum(1) - own_logits), 0.01, 20, xtol=1e-14)
nll = lambda b: float(np.mean(logsumexp(b * logits, axis=1) - b * own_logits))

queries, entries = 12, 9
similarity = np.round(generator.normal(size=(queries, entries)), 1)
own = generator.integers(0, entries, queries)
gain = generator.integers(0, 4, (queries, entries))
ranks = [int(sum(similarity[q] >= similarity[q, own[q]])) for q in range(queries)]
right_left, right_right = labels == (left >= 0.5), labels == (right >= 1.5)
b, c = int(sum(right_left & ~right_right)), int(sum(~right_left & right_right))
chi = max(0, abs(b - c) - 1) ** 2 / (b + c)
multi = (generator.random((n, 3)) < 0.3).astype(int)
multi_scores = np.round(generator.normal(size=(n, 3)) + multi, 1)

expected = {
    "labels": labels,
    "left": left,
    "right": right,
    "chance": chance,
    "binary": {
        "auroc": metrics.roc_auc_score(labels, left),
        "averagePrecision": metrics.average_precision_score(labels, left),
        "roc": {"threshold": thresholds[1:], "falsePositiveRate": fpr, "truePositiveRate": tpr},
        "brier": metrics.brier_score_loss(labels, chance),
        "logLoss": metrics.log_loss(labels, chance),
        "expectedCalibrationError": ece(),
        "youden": best(lambda x: metrics.balanced_accuracy_score(labels, x)),
        "matthews": best(matthews),
        "delong": delong(),
        "atHalf": {
            "accuracy": metrics.accuracy_score(labels, called),
            "balancedAccuracy": metrics.balanced_accuracy_score(labels, called),
            "f1": metrics.f1_score(labels, called),
            "matthews": matthews(called),
            "sensitivity": metrics.recall_score(labels, called),
            "specificity": metrics.recall_score(labels, called, pos_label=0),
            "precision": metrics.precision_score(labels, called),
        },
        "mcNemar": {
            "onlyLeft": b,
            "onlyRight": c,
            "pValue": binomtest(b, b + c, 0.5).pvalue,
            "chiSquare": chi,
            "chiSquarePValue": chi2.sf(chi, 1),
        },
    },
    "classes": {
        "truth": truth,
        "logits": logits,
        "predicted": predicted,
        "confusion": metrics.confusion_matrix(truth, predicted),
        "accuracy": metrics.accuracy_score(truth, predicted),
        "balancedAccuracy": metrics.balanced_accuracy_score(truth, predicted),
        "macroF1": metrics.f1_score(truth, predicted, average="macro"),
        "microF1": metrics.f1_score(truth, predicted, average="micro"),
        "matthews": metrics.matthews_corrcoef(truth, predicted),
        "oneVersusRest": metrics.roc_auc_score(truth, softmax(logits, axis=1), multi_class="ovr"),
        "top2": metrics.top_k_accuracy_score(truth, logits, k=2),
        "temperature": 1 / inverse,
        "before": nll(1),
        "after": nll(inverse),
    },
    "multiLabel": {
        "labels": multi,
        "scores": multi_scores,
        "auroc": metrics.roc_auc_score(multi, multi_scores),
        "meanAveragePrecision": metrics.average_precision_score(multi, multi_scores),
    },
    "retrieval": {
        "similarity": similarity,
        "own": own,
        "gain": gain,
        "ranks": ranks,
        "recall": [float(np.mean(np.array(ranks) <= k)) for k in (1, 5)],
        "meanReciprocalRank": metrics.label_ranking_average_precision_score(np.eye(entries)[own], similarity),
        "medianRank": float(np.median(ranks)),
        "ndcg3": metrics.ndcg_score(gain, similarity, k=3),
        "ndcg9": metrics.ndcg_score(gain, similarity, k=9),
    },
}


def plain(value):
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return np.asarray(value).tolist() if not isinstance(value, (int, float, list)) else value


text = json.dumps(plain(expected))
Path(__file__).with_name("expected.json").write_text(text.replace('}, "', '},\n"').replace('], "', '],\n"') + "\n")
