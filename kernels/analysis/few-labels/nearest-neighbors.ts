import { failure } from '../../protocol/failures/index.ts';
import { dot } from '../embedding-space/unit-rows.ts';
import { wholeOption } from '../statistics/checked.ts';
import { checkedRows, judgedRows, type FewLabelsModel, type LabelledRows } from './labelled-rows.ts';

export interface NearestNeighborsOptions {
  /** Neighbours that vote, at most as many as there are training images; default 5. */
  readonly k?: number;
  /** Votes weigh e^{cosine / temperature} (DINO's kNN, arXiv 2104.14294, uses 0.07); all alike if not given. */
  readonly temperature?: number;
}

/**
 * Nearest neighbours by cosine, the first of equally near ones. A class's probability is its share of the votes.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `embedding-invalid`, `option-invalid`.
 */
export function nearestNeighbors(
  train: LabelledRows,
  classes: number,
  { k = 5, temperature }: NearestNeighborsOptions = {},
): FewLabelsModel {
  wholeOption('k', k, 1);
  if (temperature !== undefined && !(temperature > 0))
    throw failure('option-invalid', {
      option: 'temperature',
      value: String(temperature),
      expected: 'a number above 0',
    });
  const { rows, labels } = checkedRows(train, classes, 'training images');
  return {
    classes,
    probabilities: images => {
      const judged = judgedRows(images, train.images);
      const probabilities = new Float64Array(judged.length * classes);
      judged.forEach((row, image) => {
        const cosine = Float64Array.from(rows, each => dot(row, each));
        const order = Uint32Array.from(cosine, (_, at) => at).sort(
          (one, other) => cosine[other]! - cosine[one]! || one - other,
        );
        const nearest = order.subarray(0, k);
        const largest = cosine[nearest[0]!]!;
        let total = 0;
        for (const neighbor of nearest) {
          const vote = temperature === undefined ? 1 : Math.exp((cosine[neighbor]! - largest) / temperature);
          const at = image * classes + labels[neighbor]!;
          probabilities[at] = probabilities[at]! + vote;
          total += vote;
        }
        for (let at = image * classes; at < (image + 1) * classes; at++)
          probabilities[at] = probabilities[at]! / total;
      });
      return probabilities;
    },
  };
}
