import { shareOption } from '../statistics/checked.ts';
import type { Interval } from '../statistics/interval.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { placements } from './delong.ts';

/** Mean AUROC over findings of the same images, and what each image adds to its variance. */
export interface MeanAuroc {
  readonly value: number;
  /** Findings with two images of either kind, over which the mean is. */
  readonly findings: number;
  /** `[images]`: the squares sum to the variance of the mean. */
  readonly influence: Float64Array;
}

export interface MeanAurocEstimate {
  readonly value: number;
  readonly standardError: number;
  readonly interval: Interval;
}

/**
 * Mean of the AUROC of several findings. Findings of one image are not independent, so DeLong's placements are summed by image before
 * they are squared; for one finding this is DeLong's variance. Undefined if no finding has two images of either kind.
 * @param labels `[findings][images]`, undefined where nobody knows.
 * @param scores `[findings][images]`.
 * @throws Failure `values-unequal`, `value-invalid`.
 */
export function meanAuroc(
  labels: readonly (readonly (boolean | undefined)[])[],
  scores: readonly ArrayLike<number>[],
): MeanAuroc | undefined {
  const measured = labels.flatMap((own, finding) => {
    const rows = new Uint32Array(own.length);
    let known = 0;
    for (let row = 0; row < own.length; row++) if (own[row] !== undefined) rows[known++] = row;
    if (known === 0) return [];
    const [truth, values] = [new Uint8Array(known), new Float64Array(known)];
    for (let at = 0; at < known; at++) {
      truth[at] = own[rows[at]!] === true ? 1 : 0;
      values[at] = scores[finding]![rows[at]!]!;
    }
    const found = placements(truth, values);
    return found ? [{ rows, truth, found }] : [];
  });
  if (measured.length === 0) return undefined;
  const influence = new Float64Array(labels[0]!.length);
  for (const { rows, truth, found } of measured) {
    const { positive, negative, auroc } = found;
    const [ofPositive, ofNegative] = [positive, negative].map(side =>
      Math.sqrt(side.length * (side.length - 1)),
    ) as [number, number];
    let [hit, alarm] = [0, 0];
    for (let at = 0; at < truth.length; at++) {
      const part =
        truth[at] === 1 ? (positive[hit++]! - auroc) / ofPositive : (negative[alarm++]! - auroc) / ofNegative;
      influence[rows[at]!]! += part / measured.length;
    }
  }
  const value = measured.reduce((sum, { found }) => sum + found.auroc, 0) / measured.length;
  return { value, findings: measured.length, influence };
}

/**
 * The mean with its interval, cut to [0, 1].
 * @throws Failure `option-invalid`.
 */
export function meanAurocEstimate({ value, influence }: MeanAuroc, level = 0.95): MeanAurocEstimate {
  const { standardError, interval } = around(value, influence, level);
  return {
    value,
    standardError,
    interval: { low: Math.max(0, interval.low), high: Math.min(1, interval.high), level },
  };
}

/**
 * left − right on the same images and findings, paired.
 * @throws Failure `option-invalid`.
 */
export function meanAurocDifference(left: MeanAuroc, right: MeanAuroc, level = 0.95): MeanAurocEstimate {
  const value = left.value - right.value;
  return {
    value,
    ...around(
      value,
      left.influence.map((part, row) => part - right.influence[row]!),
      level,
    ),
  };
}

function around(
  value: number,
  influence: Float64Array,
  level: number,
): { standardError: number; interval: Interval } {
  shareOption('level', level);
  const standardError = Math.sqrt(influence.reduce((sum, part) => sum + part * part, 0));
  const reach = normalQuantile((1 + level) / 2) * standardError;
  return { standardError, interval: { low: value - reach, high: value + reach, level } };
}
