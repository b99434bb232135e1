import { thresholdCounts } from '../metrics/scored-cases.ts';
import type { KnownTruth } from './known-truth.ts';

/** Images of known truth by their score for one class, sorted once: its AUROC in any resample takes one pass. */
export interface RankedClass {
  /** Undefined without positive or negative images. */
  readonly area: number | undefined;
  readonly positives: number;
  readonly negatives: number;
  /** Area where each image counts `weights` times; undefined without positive or negative weight. Ties count half. */
  readonly areaOf: (weights: Uint8Array) => number | undefined;
  /**
   * How much the area grows for one image more, `[rows]`: (share of the other kind that it is ranked rightly against − area) / images
   * of its own kind. They sum to 0; their squares sum to the variance of DeLong, up to (kind − 1) / kind for each kind.
   */
  readonly influence: () => Float64Array;
}

/**
 * @param probability `[images, classes]`.
 * @throws Failure `value-invalid` for a probability that is not a number.
 */
export function rankedClass(
  { rows, mask, classes }: KnownTruth,
  probability: Float64Array,
  column: number,
): RankedClass {
  const counts = thresholdCounts(
    rows.map(image => mask[image * classes + column]!),
    rows.map(image => probability[image * classes + column]!),
  );
  const { row, labels, positives, negatives } = counts;
  const order = orderOf(row, counts.threshold.length);
  const tied = counts.threshold.length < row.length;
  const positive = Uint8Array.from(order, index => labels[index]!);
  const last = Uint8Array.from(order, (index, place) => (row[index] === row[order[place + 1]!] ? 0 : 1));
  const areaOf = (weights: Uint8Array): number | undefined => {
    let [hits, alarms, doubled] = [0, 0, 0];
    // No branch on the label in either loop: it is a coin toss to the processor.
    if (!tied)
      for (let place = 0; place < order.length; place++) {
        const weight = weights[order[place]!]!;
        const hit = weight * positive[place]!;
        doubled += 2 * (weight - hit) * hits;
        hits += hit;
        alarms += weight - hit;
      }
    else {
      let [tiedHits, tiedAlarms] = [0, 0];
      for (let place = 0; place < order.length; place++) {
        const weight = weights[order[place]!]!;
        const hit = weight * positive[place]!;
        tiedHits += hit;
        tiedAlarms += weight - hit;
        if (last[place] === 0) continue;
        doubled += tiedAlarms * (2 * hits + tiedHits);
        hits += tiedHits;
        alarms += tiedAlarms;
        tiedHits = 0;
        tiedAlarms = 0;
      }
    }
    return hits === 0 || alarms === 0 ? undefined : doubled / 2 / hits / alarms;
  };
  const area = areaOf(new Uint8Array(rows.length).fill(1));
  return {
    area,
    positives,
    negatives,
    areaOf,
    influence: () =>
      Float64Array.from(row, (at, index) => {
        const own = labels[index] === 1;
        const [side, others] = own ? [counts.falsePositives, negatives] : [counts.truePositives, positives];
        const above = (side[at]! + (side[at - 1] ?? 0)) / 2 / others;
        return ((own ? 1 - above : above) - area!) / (own ? positives : negatives);
      }),
  };
}

/** Indices by their row, the rows' own order kept. */
function orderOf(row: Uint32Array, rows: number): Uint32Array {
  const starts = new Uint32Array(rows + 1);
  for (const at of row) starts[at + 1] = starts[at + 1]! + 1;
  for (let at = 0; at < rows; at++) starts[at + 1] = starts[at + 1]! + starts[at]!;
  const order = new Uint32Array(row.length);
  row.forEach((at, index) => {
    order[starts[at]!] = index;
    starts[at] = starts[at]! + 1;
  });
  return order;
}
