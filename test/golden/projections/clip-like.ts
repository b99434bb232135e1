/** Rows as CLIP gives them: unit vectors in a cone, in clusters of few dimensions with noise around them. */
export interface ClipLike {
  /** `[count, 512]` */
  readonly data: Float32Array;
  readonly count: number;
  readonly dim: number;
  /** `[count]` */
  readonly cluster: Uint32Array;
}

const dim = 512;
const clusters = 30;
const rank = 6;

/** The same numbers to the bit as `clip_like` in make_goldens.py: hashes of positions, sums in one order. */
export function clipLike(count: number): ClipLike {
  const data = new Float32Array(count * dim);
  const cluster = Uint32Array.from({ length: count }, (_, row) => hash(row, 5) % clusters);
  for (let row = 0; row < count; row++) {
    const home = cluster[row]!;
    const values = new Float64Array(dim);
    let squares = 0;
    for (let at = 0; at < dim; at++) {
      let value = 1.2 * noise(at, 0) + 0.5 * noise(home * dim + at, 1);
      for (let axis = 0; axis < rank; axis++)
        value += 0.15 * noise(row * rank + axis, 2) * noise((home * rank + axis) * dim + at, 3);
      value += 0.1 * noise(row * dim + at, 4);
      values[at] = value;
      squares += value * value;
    }
    const length = Math.sqrt(squares);
    for (let at = 0; at < dim; at++) data[row * dim + at] = values[at]! / length;
  }
  return { data, count, dim, cluster };
}

/** Mean 0, deviation 1: the sum of four 16-bit numbers. */
function noise(index: number, stream: number): number {
  const first = hash(index, 2 * stream);
  const second = hash(index, 2 * stream + 1);
  const sum = (first & 0xffff) + (first >>> 16) + (second & 0xffff) + (second >>> 16);
  return (sum - 131_070) * 2.6429e-5;
}

/** The finaliser of MurmurHash3. */
function hash(index: number, stream: number): number {
  let bits = (Math.imul(index, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca77)) >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
