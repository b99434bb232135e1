import { largestEigenpairs } from './eigenvectors.ts';
import type { Rows } from './points.ts';
import { blockOf, openProduct } from './products.ts';

/** Positions on the two directions in which the points spread most. */
export interface PrincipalComponents {
  /** `[count, 2]` */
  readonly coordinates: Float32Array;
  /** Share of the whole variance that each direction explains, in [0, 1]. */
  readonly explained: readonly [number, number];
}

/** Rows whose products are summed in single precision; blocks are summed in double. */
const blockRows = 1024;

/**
 * The first two principal components of centred points, exactly: eigenvectors of the covariance matrix, or of the matrix of all
 * products if there are fewer points than dimensions. Each direction's largest loading is positive (scikit-learn's `svd_flip`).
 * A direction without spread gives 0. For Euclidean distances this is also classical multidimensional scaling (Gower 1966).
 */
export async function principalComponents(points: Rows): Promise<PrincipalComponents> {
  const { count, dim } = points;
  const tall = count >= dim;
  const matrix = tall ? await covariance(points) : await products(points);
  const size = tall ? dim : count;
  let total = 0;
  for (let at = 0; at < size; at++) total += matrix[at * size + at]!;
  const { values, vectors } = largestEigenpairs(matrix, size, Math.min(2, size));
  const coordinates = new Float32Array(2 * count);
  const explained: [number, number] = [0, 0];
  for (const [axis, vector] of vectors.entries()) {
    const value = values[axis]!;
    if (!(value > 1e-12 * total)) continue;
    explained[axis as 0 | 1] = value / total;
    const direction = tall ? vector : unit(combined(points, vector));
    const sign = signOf(direction);
    for (let row = 0; row < count; row++) {
      let sum = 0;
      for (let at = 0; at < dim; at++) sum += points.data[row * dim + at]! * direction[at]!;
      coordinates[2 * row + axis] = sign * sum;
    }
  }
  return { coordinates, explained };
}

async function covariance(points: Rows): Promise<Float64Array> {
  const { count, dim } = points;
  const sums = new Float64Array(dim * dim);
  const product = await openProduct(true);
  try {
    for (let from = 0; from < count; from += blockRows) {
      const block = blockOf(points, from, Math.min(count, from + blockRows));
      const part = await product.of(block, block);
      for (let at = 0; at < sums.length; at++) sums[at]! += part[at]!;
    }
  } finally {
    await product.close();
  }
  return symmetric(sums, dim);
}

async function products(points: Rows): Promise<Float64Array> {
  const all = blockOf(points, 0, points.count);
  const product = await openProduct(false);
  try {
    return symmetric(Float64Array.from(await product.of(all, all)), points.count);
  } finally {
    await product.close();
  }
}

/** Rounding may differ on the two sides of the diagonal. */
function symmetric(matrix: Float64Array, size: number): Float64Array {
  for (let row = 0; row < size; row++)
    for (let column = 0; column < row; column++) {
      const value = (matrix[row * size + column]! + matrix[column * size + row]!) / 2;
      matrix[row * size + column] = value;
      matrix[column * size + row] = value;
    }
  return matrix;
}

/** Σ weightᵢ · rowᵢ */
function combined({ data, count, dim }: Rows, weights: Float64Array): Float64Array {
  const sum = new Float64Array(dim);
  for (let row = 0; row < count; row++)
    for (let at = 0; at < dim; at++) sum[at]! += weights[row]! * data[row * dim + at]!;
  return sum;
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map(value => value / length);
}

function signOf(direction: Float64Array): 1 | -1 {
  let largest = 0;
  for (const value of direction) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0 ? -1 : 1;
}
