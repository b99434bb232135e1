import { findingAccuracy, type FindingAccuracy } from '../../analysis/findings/finding-accuracy.ts';
import type { BootstrapOptions } from '../../analysis/metrics/bootstrap.ts';

/**
 * Measures findings, and measures again only those whose probabilities or calls changed since: an edited prompt changes one of many.
 * @param labels `[images, findings]`, the same for every call.
 */
export function accuracyKeeper(
  labels: readonly (boolean | undefined)[],
  findings: number,
  options: BootstrapOptions,
): (probability: Float64Array, called: Uint8Array) => FindingAccuracy[] {
  const images = labels.length / findings;
  const columns = Array.from({ length: findings }, (_, finding) =>
    Array.from({ length: images }, (__, image) => labels[image * findings + finding]),
  );
  const kept: { probability: Float64Array; called: Uint8Array; accuracy: FindingAccuracy }[] = [];
  return (probability, called) =>
    columns.map((own, finding) => {
      const values = new Float64Array(images);
      const calls = new Uint8Array(images);
      for (let image = 0; image < images; image++) {
        values[image] = probability[image * findings + finding]!;
        calls[image] = called[image * findings + finding]!;
      }
      const last = kept[finding];
      if (last && same(last.probability, values) && same(last.called, calls)) return last.accuracy;
      const accuracy = findingAccuracy(own, values, calls, options);
      kept[finding] = { probability: values, called: calls, accuracy };
      return accuracy;
    });
}

function same(left: ArrayLike<number>, right: ArrayLike<number>): boolean {
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return left.length === right.length;
}
