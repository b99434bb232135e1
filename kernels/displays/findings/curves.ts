import { calibration } from '../../analysis/metrics/calibration.ts';
import { rocCurve } from '../../analysis/metrics/roc.ts';

/** ROC and reliability curves of one finding, thinned for drawing. */
export interface FindingCurves {
  readonly falsePositiveRate: Float64Array;
  readonly truePositiveRate: Float64Array;
  /** Mean probability and share of positive images, by bin that holds any. */
  readonly confidence: Float64Array;
  readonly observed: Float64Array;
}

/** Points of a ROC curve that can be told apart in a picture. */
const mostPoints = 200;

/** Undefined without both positive and negative images. */
export function curvesOf(truth: Uint8Array, scores: Float64Array): FindingCurves | undefined {
  if (truth.length === 0) return undefined;
  const roc = rocCurve(truth, scores);
  if (!roc) return undefined;
  const corners = thinned(roc.falsePositiveRate, roc.truePositiveRate);
  const bins = calibration(truth, scores, { bins: 10 }).bins.filter(({ count }) => count > 0);
  return {
    falsePositiveRate: Float64Array.from(corners, at => roc.falsePositiveRate[at]!),
    truePositiveRate: Float64Array.from(corners, at => roc.truePositiveRate[at]!),
    confidence: Float64Array.from(bins, bin => bin.confidence!),
    observed: Float64Array.from(bins, bin => bin.observed!),
  };
}

/** Points where a line turns, then at most so many, evenly spaced along the curve. */
function thinned(x: Float64Array, y: Float64Array): number[] {
  const corners: number[] = [];
  for (let at = 0; at < x.length; at++) {
    const straight =
      at > 0 &&
      at < x.length - 1 &&
      ((x[at - 1] === x[at] && x[at] === x[at + 1]) || (y[at - 1] === y[at] && y[at] === y[at + 1]));
    if (!straight) corners.push(at);
  }
  if (corners.length <= mostPoints) return corners;
  const step = (corners.length - 1) / (mostPoints - 1);
  return Array.from({ length: mostPoints }, (_, at) => corners[Math.round(at * step)]!);
}
