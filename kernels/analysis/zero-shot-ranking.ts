import { failure } from '../protocol/failures/index.ts';
import { requireRows } from './cosines.ts';
import { requireSameModel, unitRows, type Vectors } from './embedding-space/unit-rows.ts';
import { blockOf, node, openOperators, type Matrix, type Operators } from './projections/products.ts';
import { wholeOption } from './statistics/checked.ts';

export interface ZeroShotRankingOptions {
  /** How many classes of each image to name; default 1, at most as many as there are. */
  readonly k?: number | undefined;
  /** Factor on cosines, the model's own; default 100, CLIP's. */
  readonly logitScale?: number | undefined;
  /** Cosines are divided by it, instead of a factor; above 0. */
  readonly temperature?: number | undefined;
  /** Of models with a sigmoid loss (SigLIP): each class is judged alone. */
  readonly logitBias?: number | undefined;
}

/** The classes that fit each image best. */
export interface ZeroShotRanking {
  readonly images: number;
  /** Classes named for each image. */
  readonly k: number;
  /** `[images, k]`, indices of classes, best first, the lower index of equals first. */
  readonly classes: Int32Array;
  /** `[images, k]`, in [-1, 1]. */
  readonly cosine: Float32Array;
  /** `[images, k]`: softmax over all classes, not only the k, or with a bias the sigmoid of each. */
  readonly probability: Float32Array;
  readonly scoring: 'softmax' | 'sigmoid';
}

/** Rows in one product: 2,048 · 1,000 scores are 8 MB, which stays near the cores. */
const blockRows = 2048;

/**
 * Zero-shot classification (survey Eq. 4) of many images: products, softmax and top-k in ONNX Runtime, block by block in float32, so
 * that the matrix of all scores is never held. 100,000 images of 512 numbers and 1,000 prompts take hardly longer than their product.
 * @param images `[images, dim]`; rows are taken as unit vectors if `normalized` says so, else their lengths are divided out.
 * @param texts `[classes, dim]`, a row a class (`ensembleRows` makes one of several templates).
 * @throws Failure `values-empty`, `embeddings-differ`, `embedding-invalid`, `option-invalid`.
 */
export async function rankClasses(
  images: Vectors & { readonly normalized?: boolean },
  texts: Vectors,
  options: ZeroShotRankingOptions = {},
): Promise<ZeroShotRanking> {
  requireRows(images, 'images');
  requireRows(texts, 'texts');
  requireSameModel(images, texts, ['images', 'texts']);
  const scale = scaleOf(options);
  const { logitBias } = options;
  const k = Math.min(wholeOption('k', options.k ?? 1, 1), texts.count);
  const prompts: Matrix = {
    data: Float32Array.from(unitRows(texts).flatMap(row => [...row])),
    shape: [texts.count, texts.dim],
  };
  const ranking = {
    images: images.count,
    k,
    classes: new Int32Array(images.count * k),
    cosine: new Float32Array(images.count * k),
    probability: new Float32Array(images.count * k),
    scoring: logitBias === undefined ? ('softmax' as const) : ('sigmoid' as const),
  };
  const operators = await openRanking(k, scale, logitBias === undefined);
  try {
    for (let from = 0; from < images.count; from += blockRows) {
      const to = Math.min(images.count, from + blockRows);
      const block = images.normalized === true ? blockOf(images, from, to) : unitBlock(images, from, to);
      const [logits, places, largest] = await operators.run({ images: block, prompts });
      requireDirections(images, logits!.data, from, k);
      ranking.classes.set(places!.data, from * k);
      for (let at = 0; at < logits!.data.length; at++) {
        const logit = logits!.data[at]!;
        const first = logits!.data[at - (at % k)]!;
        ranking.cosine[from * k + at] = Math.max(-1, Math.min(1, logit / scale));
        ranking.probability[from * k + at] =
          logitBias === undefined
            ? largest!.data[(at - (at % k)) / k]! * Math.exp(logit - first)
            : 1 / (1 + Math.exp(-logit - logitBias));
      }
    }
  } finally {
    await operators.close();
  }
  return ranking;
}

/**
 * Logits, their k largest with places, and, for a softmax, the largest probability of each row: that of the others follows from the
 * distance of their logits.
 */
function openRanking(k: number, scale: number, softmax: boolean): Promise<Operators> {
  const best =
    k === 1
      ? [
          node('ReduceMax', ['logits', 'across'], ['best'], { keepdims: { int: 1 } }),
          node('ArgMax', ['logits'], ['indices'], { axis: { int: 1 }, keepdims: { int: 1 } }),
        ]
      : [node('TopK', ['logits', 'k'], ['best', 'indices'])];
  const probability = softmax
    ? [
        node('Softmax', ['logits'], ['softmax'], { axis: { int: 1 } }),
        node('ReduceMax', ['softmax', 'across'], ['largest'], { keepdims: { int: 1 } }),
      ]
    : [];
  return openOperators(
    [
      node('Gemm', ['images', 'prompts'], ['logits'], { transB: { int: 1 }, alpha: { float: scale } }),
      ...best,
      node('Cast', ['indices'], ['places'], { to: { int: 1 } }),
      ...probability,
    ],
    { images: 2, prompts: 2 },
    ['best', 'places', ...(softmax ? ['largest'] : [])],
    { k, across: 1 },
  );
}

function scaleOf({ logitScale, temperature }: ZeroShotRankingOptions): number {
  const scale = temperature === undefined ? (logitScale ?? 100) : 1 / temperature;
  if (!(scale > 0 && scale < Infinity))
    throw failure('option-invalid', {
      option: temperature === undefined ? 'logitScale' : 'temperature',
      value: String(temperature ?? logitScale),
      expected: 'a number above 0',
    });
  return scale;
}

function unitBlock(images: Vectors, from: number, to: number): Matrix {
  const { data, dim } = images;
  const rows = new Float32Array((to - from) * dim);
  for (let row = from; row < to; row++) {
    let squares = 0;
    for (let at = row * dim; at < (row + 1) * dim; at++) squares += data[at]! * data[at]!;
    const length = Math.sqrt(squares);
    if (length === 0) throw invalid(images, row, 'is all zeros');
    for (let at = 0; at < dim; at++) rows[(row - from) * dim + at] = data[row * dim + at]! / length;
  }
  return { data: rows, shape: [to - from, dim] };
}

/** A row with NaN or infinity has no finite product. */
function requireDirections(images: Vectors, best: Float32Array, from: number, k: number): void {
  for (let at = 0; at < best.length; at += k)
    if (!Number.isFinite(best[at])) throw invalid(images, from + at / k, 'holds NaN or infinity');
}

function invalid({ ids }: Vectors, row: number, problem: string): Error {
  return failure('embedding-invalid', { id: ids?.[row] ?? String(row), problem });
}
