/**
 * All eigenvalues of a symmetric matrix `[size, size]`, ascending: Householder reduction to three diagonals, then implicit QL with
 * Wilkinson's shift (Golub and Van Loan, Matrix Computations, §8.3). About 4/3 · size³ operations; `matrix` is destroyed.
 */
export function symmetricEigenvalues(matrix: Float64Array, size: number): Float64Array {
  const { diagonal, beside } = tridiagonal(matrix, size);
  for (let first = 0; first < size; first++) {
    for (let round = 0; round < 60; round++) {
      let last = first;
      while (last < size - 1 && !negligible(diagonal, beside, last)) last++;
      if (last === first) break;
      sweep(diagonal, beside, first, last);
    }
  }
  return diagonal.sort();
}

function negligible(diagonal: Float64Array, beside: Float64Array, at: number): boolean {
  return (
    Math.abs(beside[at]!) <= Number.EPSILON * (Math.abs(diagonal[at]!) + Math.abs(diagonal[at + 1]!)) ||
    Math.abs(beside[at]!) < 1e-300
  );
}

/** One implicit QL step on rows `first` … `last`. */
function sweep(diagonal: Float64Array, beside: Float64Array, first: number, last: number): void {
  const half = (diagonal[first + 1]! - diagonal[first]!) / (2 * beside[first]!);
  const root = Math.hypot(half, 1);
  let bulge = diagonal[last]! - diagonal[first]! + beside[first]! / (half + (half < 0 ? -root : root));
  let [sine, cosine, shift] = [1, 1, 0];
  for (let at = last - 1; at >= first; at--) {
    const f = sine * beside[at]!;
    const b = cosine * beside[at]!;
    const length = Math.hypot(f, bulge);
    beside[at + 1] = length;
    if (length === 0) {
      diagonal[at + 1] = diagonal[at + 1]! - shift;
      beside[last] = 0;
      return;
    }
    sine = f / length;
    cosine = bulge / length;
    bulge = diagonal[at + 1]! - shift;
    const turned = (diagonal[at]! - bulge) * sine + 2 * cosine * b;
    shift = sine * turned;
    diagonal[at + 1] = bulge + shift;
    bulge = cosine * turned - b;
  }
  diagonal[first] = diagonal[first]! - shift;
  beside[first] = bulge;
  beside[last] = 0;
}

/** The diagonal and, from index 0, the entries beside it. */
function tridiagonal(matrix: Float64Array, size: number): { diagonal: Float64Array; beside: Float64Array } {
  const beside = new Float64Array(size);
  const vector = new Float64Array(size);
  const image = new Float64Array(size);
  for (let column = 0; column < size - 2; column++) {
    let squares = 0;
    for (let row = column + 1; row < size; row++) squares += matrix[row * size + column]! ** 2;
    const head = matrix[(column + 1) * size + column]!;
    const length = head > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
    beside[column] = length;
    const scale = squares - head * length;
    if (scale === 0) continue;
    for (let row = column + 1; row < size; row++) vector[row] = matrix[row * size + column]!;
    vector[column + 1] = head - length;
    let along = 0;
    for (let row = column + 1; row < size; row++) {
      let sum = 0;
      for (let other = column + 1; other < size; other++) sum += matrix[row * size + other]! * vector[other]!;
      image[row] = sum / scale;
      along += image[row]! * vector[row]!;
    }
    for (let row = column + 1; row < size; row++)
      image[row] = image[row]! - (along / 2 / scale) * vector[row]!;
    for (let row = column + 1; row < size; row++)
      for (let other = column + 1; other < size; other++)
        matrix[row * size + other] =
          matrix[row * size + other]! - vector[row]! * image[other]! - image[row]! * vector[other]!;
  }
  if (size > 1) beside[size - 2] = matrix[(size - 1) * size + size - 2]!;
  return { diagonal: Float64Array.from({ length: size }, (_, at) => matrix[at * size + at]!), beside };
}
