import { failure } from '../../protocol/failures/index.ts';
import { finiteValues } from '../statistics/checked.ts';

/** The loss of a batch of matched pairs, in nats. */
export interface ContrastiveLoss {
  /** Images find their texts (survey Eq. 1): mean cross-entropy over rows. */
  readonly image: number;
  /** Texts find their images (Eq. 2): mean cross-entropy over columns. */
  readonly text: number;
  /** Half the sum of both (Eq. 3). */
  readonly total: number;
  /** `[pairs]`, half the sum of the row's and the column's cross-entropy: what each pair costs. */
  readonly perPair: Float64Array;
  /** Pair indices, those that cost most first. */
  readonly costliest: Uint32Array;
}

/**
 * InfoNCE of a batch (survey Eqs. 1–3), or with `targets` the cross-entropy with soft ones.
 * @param cosines `[pairs, pairs]`, images in rows, texts in columns; the match of row i is column i.
 * @param logitScale 1 / τ.
 * @param options.targets of images over texts and of texts over images, as `labelTargets` and `triageTargets` give them.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`.
 */
export function contrastiveLoss(
  cosines: ArrayLike<number>,
  pairs: number,
  { logitScale, targets }: { readonly logitScale: number; readonly targets?: TargetMatrices },
): ContrastiveLoss {
  if (!Number.isFinite(logitScale))
    throw failure('option-invalid', {
      option: 'logitScale',
      value: String(logitScale),
      expected: 'a finite number, the model’s own',
    });
  const values = square(cosines, pairs, 'cosines').map(cosine => logitScale * cosine);
  const one = identity(pairs);
  const image = crossEntropies(values, targets?.imageToText ?? one, targets?.kept, pairs);
  const text = crossEntropies(
    transposed(values, pairs),
    targets?.textToImage ?? one,
    targets?.kept && transposed(targets.kept, pairs),
    pairs,
  );
  const mean = (losses: Float64Array): number => losses.reduce((sum, loss) => sum + loss, 0) / pairs;
  const perPair = image.map((loss, pair) => (loss + text[pair]!) / 2);
  return {
    image: mean(image),
    text: mean(text),
    total: (mean(image) + mean(text)) / 2,
    perPair,
    costliest: Uint32Array.from(perPair, (_, pair) => pair).sort(
      (first, second) => perPair[second]! - perPair[first]! || first - second,
    ),
  };
}

/** What a batch should be pulled towards instead of one match a row. */
export interface TargetMatrices {
  /** `[pairs, pairs]`, each row a distribution over texts. */
  readonly imageToText: Float64Array;
  /** `[pairs, pairs]`, each row a distribution over images. */
  readonly textToImage: Float64Array;
  /** `[pairs, pairs]`, 0 where the pair of image and text is left out of the loss altogether, else 1. */
  readonly kept?: Float64Array;
}

/**
 * A `[size, size]` matrix of finite numbers.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`.
 */
export function square(values: ArrayLike<number>, size: number, what: string): Float64Array {
  const checked = finiteValues(values, what);
  if (checked.length !== size * size)
    throw failure('values-unequal', {
      left: what,
      leftCount: checked.length,
      right: `a square of ${size} pairs`,
      rightCount: size * size,
    });
  return checked;
}

export function transposed(matrix: Float64Array, size: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % size) * size + Math.floor(at / size)]!);
}

/** For each row −Σ target · log softmax(logits), over the entries that are not left out. */
function crossEntropies(
  logits: Float64Array,
  targets: Float64Array,
  kept: Float64Array | undefined,
  size: number,
): Float64Array {
  return Float64Array.from({ length: size }, (_, row) => {
    const from = row * size;
    const counts = (at: number): boolean => kept === undefined || kept[at] !== 0;
    let largest = -Infinity;
    for (let at = from; at < from + size; at++) if (counts(at)) largest = Math.max(largest, logits[at]!);
    let [powers, expected, weight] = [0, 0, 0];
    for (let at = from; at < from + size; at++) {
      if (!counts(at)) continue;
      powers += Math.exp(logits[at]! - largest);
      expected += targets[at]! * (logits[at]! - largest);
      weight += targets[at]!;
    }
    return weight * Math.log(powers) - expected;
  });
}

function identity(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, at) => Number(at % (size + 1) === 0));
}
