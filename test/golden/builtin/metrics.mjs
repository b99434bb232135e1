// Measures of the evaluation, each over plain arrays.

/**
 * Area under the ROC curve of `scores` for boolean `labels`, as scikit-learn's `roc_auc_score`: the probability that a positive
 * scores above a negative, ties counting one half (Mann–Whitney U with midranks). NaN if one class is missing.
 */
export function auroc(scores, labels) {
  const order = scores.map((_, index) => index).sort((left, right) => scores[left] - scores[right]);
  const positives = labels.filter(Boolean).length;
  const negatives = labels.length - positives;
  let ranks = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && scores[order[end]] === scores[order[start]]) end++;
    const midrank = (start + 1 + end) / 2;
    for (let at = start; at < end; at++) if (labels[order[at]]) ranks += midrank;
    start = end;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Share of rows whose own column (same index) is among the `k` largest of `[n, n]`; a tie counts as beaten. */
export function recallAt(k, cosines, n, byColumn = false) {
  const at = (row, column) => (byColumn ? cosines[column * n + row] : cosines[row * n + column]);
  let hits = 0;
  for (let row = 0; row < n; row++) {
    let above = 0;
    for (let column = 0; column < n; column++) if (column !== row && at(row, column) >= at(row, row)) above++;
    if (above < k) hits++;
  }
  return hits / n;
}

/** Share of `predictions` that equal `truths`, and the mean over classes of each class's own share. */
export function accuracy(predictions, truths) {
  const classes = [...new Set(truths)].sort();
  const hit = predictions.map((prediction, index) => prediction === truths[index]);
  const byClass = Object.fromEntries(
    classes.map(name => [name, mean(hit.filter((_, index) => truths[index] === name).map(Number))]),
  );
  return {
    overall: mean(hit.map(Number)),
    balanced: mean(Object.values(byClass)),
    byClass,
    count: hit.length,
  };
}

export function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Index of the largest of `values`, the first of equals. */
export function argmax(values) {
  let best = 0;
  for (let index = 1; index < values.length; index++) if (values[index] > values[best]) best = index;
  return best;
}
