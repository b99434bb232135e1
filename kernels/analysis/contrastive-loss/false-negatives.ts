import { wholeOption } from '../statistics/checked.ts';
import { failure } from '../../protocol/failures/index.ts';

/** What the duplicates of a collection do to batches that are drawn from it. */
export interface FalseNegatives {
  readonly batch: number;
  /** Pairs of different cases in a batch that are duplicates, expected: each is a wrong negative both ways. */
  readonly expectedPairs: number;
  /** Share of the negatives that are false, in [0, 1]; the same for every size of batch. */
  readonly shareOfNegatives: number;
  /** Share of cases with at least one false negative in their batch, in [0, 1]. */
  readonly shareOfCases: number;
}

/**
 * False negatives in batches drawn at random from a collection that goes on as these cases begin (survey Fig. 8): case i meets a
 * duplicate in each of the batch − 1 other places with probability duplicates[i] / (cases − 1).
 * @param duplicates `[cases]`, how many other cases are duplicates of each.
 * @param batch at least 2; may exceed the number of cases.
 * @throws Failure `values-empty` below two cases, `option-invalid`, `value-invalid` for a count that cannot be.
 */
export function falseNegativesOf(duplicates: ArrayLike<number>, batch: number): FalseNegatives {
  wholeOption('batch', batch, 2);
  const cases = duplicates.length;
  if (cases < 2) throw failure('values-empty', { what: 'The list of cases to draw batches from' });
  let [sum, spared] = [0, 0];
  for (let at = 0; at < cases; at++) {
    const count = duplicates[at]!;
    if (!(Number.isInteger(count) && count >= 0 && count < cases))
      throw failure('value-invalid', {
        what: 'the number of duplicates',
        position: at,
        value: String(count),
        expected: `a whole number below ${cases}`,
      });
    sum += count;
    spared += (1 - count / (cases - 1)) ** (batch - 1);
  }
  const share = sum / cases / (cases - 1);
  return {
    batch,
    expectedPairs: (share * batch * (batch - 1)) / 2,
    shareOfNegatives: share,
    shareOfCases: 1 - spared / cases,
  };
}
