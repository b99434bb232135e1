import { normal } from './random.ts';

/** The largest eigenvalue pairs of a symmetric matrix. */
export interface Eigenpairs {
  /** Largest first. */
  readonly values: readonly number[];
  /** Of unit length. */
  readonly vectors: readonly Float64Array[];
}

/** ‖Av − λv‖ at which a pair is found, in parts of the largest eigenvalue. */
const tolerance = 1e-9;

/**
 * The `wanted` largest eigenvalues of the symmetric positive matrix `[size, size]` and their vectors: block Lanczos with full
 * reorthogonalisation (Golub & Underwood 1977) in blocks of `wanted`, so that an eigenvalue that stands there so often is found as often.
 * At worst the basis is complete and the result as exact as a dense solver's.
 */
export function largestEigenpairs(matrix: Float64Array, size: number, wanted: number): Eigenpairs {
  const noise = normal(1);
  const basis: Float64Array[] = [];
  const images: Float64Array[] = [];
  let block = Array.from({ length: wanted }, () => Float64Array.from({ length: size }, noise));
  for (let round = 1; ; round++) {
    const before = basis.length;
    for (const vector of block)
      if (basis.length < size && orthogonalize(vector, basis)) {
        basis.push(vector);
        images.push(product(matrix, size, vector));
      }
    const complete = basis.length === before || basis.length === size;
    if (complete || round % 8 === 0) {
      const pairs = ritzPairs(basis, images, wanted);
      if (complete || pairs.residual <= tolerance * Math.abs(pairs.values[0]!)) return pairs;
    }
    block = images.slice(before).map(image => Float64Array.from(image));
  }
}

/** Takes the parts along `basis` out of `vector` and brings it to length 1; false if nothing is left of it. */
function orthogonalize(vector: Float64Array, basis: readonly Float64Array[]): boolean {
  const before = Math.sqrt(dot(vector, vector));
  if (before === 0) return false;
  for (let pass = 0; pass < 2; pass++) for (const known of basis) add(vector, known, -dot(vector, known));
  const length = Math.sqrt(dot(vector, vector));
  if (length <= 1e-10 * before) return false;
  for (let at = 0; at < vector.length; at++) vector[at]! /= length;
  return true;
}

/** Best pairs within the span of `basis` (Rayleigh–Ritz). */
function ritzPairs(
  basis: readonly Float64Array[],
  images: readonly Float64Array[],
  wanted: number,
): Eigenpairs & { readonly residual: number } {
  const size = basis.length;
  const small = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      const value = dot(basis[row]!, images[column]!);
      small[row * size + column] = value;
      small[column * size + row] = value;
    }
  const { values, vectors } = jacobi(small, size);
  const order = [...values.keys()].sort((left, right) => values[right]! - values[left]!).slice(0, wanted);
  let residual = 0;
  const found = order.map(pair => {
    const vector = new Float64Array(basis[0]!.length);
    const image = new Float64Array(vector.length);
    for (let at = 0; at < size; at++) {
      add(vector, basis[at]!, vectors[at * size + pair]!);
      add(image, images[at]!, vectors[at * size + pair]!);
    }
    add(image, vector, -values[pair]!);
    residual = Math.max(residual, Math.sqrt(dot(image, image)));
    return vector;
  });
  return { values: order.map(pair => values[pair]!), vectors: found, residual };
}

/** All eigenvalues of a small symmetric matrix and their vectors, in columns, by Jacobi's rotations. Destroys `matrix`. */
function jacobi(matrix: Float64Array, size: number): { values: Float64Array; vectors: Float64Array } {
  const vectors = new Float64Array(size * size);
  for (let at = 0; at < size; at++) vectors[at * size + at] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let whole = 0;
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) {
        const square = matrix[row * size + column]! ** 2;
        whole += square;
        if (row !== column) off += square;
      }
    if (off <= 1e-28 * whole) break;
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(matrix, vectors, size, p, q);
  }
  return { values: Float64Array.from({ length: size }, (_, at) => matrix[at * size + at]!), vectors };
}

function rotate(matrix: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const across = matrix[p * size + q]!;
  const first = matrix[p * size + p]!;
  const second = matrix[q * size + q]!;
  if (Math.abs(across) <= 1e-18 * (Math.abs(first) + Math.abs(second))) return;
  const angle = (second - first) / (2 * across);
  const tangent = (angle < 0 ? -1 : 1) / (Math.abs(angle) + Math.sqrt(angle * angle + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let at = 0; at < size; at++) {
    const left = matrix[at * size + p]!;
    const right = matrix[at * size + q]!;
    matrix[at * size + p] = cosine * left - sine * right;
    matrix[at * size + q] = sine * left + cosine * right;
  }
  for (let at = 0; at < size; at++) {
    const left = matrix[p * size + at]!;
    const right = matrix[q * size + at]!;
    matrix[p * size + at] = cosine * left - sine * right;
    matrix[q * size + at] = sine * left + cosine * right;
    const x = vectors[at * size + p]!;
    const y = vectors[at * size + q]!;
    vectors[at * size + p] = cosine * x - sine * y;
    vectors[at * size + q] = sine * x + cosine * y;
  }
}

function product(matrix: Float64Array, size: number, vector: Float64Array): Float64Array {
  const image = new Float64Array(size);
  for (let row = 0; row < size; row++)
    image[row] = dot(matrix.subarray(row * size, (row + 1) * size), vector);
  return image;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += left[at]! * right[at]!;
  return sum;
}

function add(target: Float64Array, vector: Float64Array, factor: number): void {
  for (let at = 0; at < target.length; at++) target[at]! += factor * vector[at]!;
}
