// The two passes of Pillow's 8-bit resampling in SIMD. AssemblyScript, compiled by esbuild.mjs to dist/resample.wasm.
// A weight is 22-bit fixed point, too wide for the 16-bit dot product, so it comes split: weight = high · 4096 + low.
// Sums wrap modulo 2^32, which is exact because Pillow's own 32-bit sum does not overflow.
// Weights of two neighbouring taps lie together: [high0, high1, low0, low1] as 16-bit integers; an odd last tap is paired with zero.

const half: i32 = 1 << 21;

/** Blends four accumulated channels to bytes in the low 32 bits. */
function bytes(high: v128, low: v128): v128 {
  const sum = i32x4.add(i32x4.add(i32x4.shl(high, 12), low), i32x4.splat(half));
  const words = i16x8.narrow_i32x4_s(i32x4.shr_s(sum, 22), i32x4.splat(0));
  return i8x16.narrow_i16x8_u(words, words);
}

/**
 * Horizontal pass over `rows` rows (a multiple of 4) of 3-byte pixels. `spans` holds for each of the `width`
 * output pixels: byte offset of its first tap, number of tap pairs, address of its weights. Reads at most 16 bytes past
 * the last tap, writes at most 4 bytes past a row.
 */
export function horizontal3(
  source: usize,
  sourceStride: usize,
  target: usize,
  targetStride: usize,
  rows: i32,
  width: i32,
  spans: usize,
): void {
  for (let row = 0; row < rows; row += 4) {
    let out = target + <usize>row * targetStride;
    const first = source + <usize>row * sourceStride;
    for (let x = 0; x < width; x++) {
      const span = spans + <usize>x * 12;
      let p0 = first + load<u32>(span);
      let p1 = p0 + sourceStride;
      let p2 = p1 + sourceStride;
      let p3 = p2 + sourceStride;
      let weights = <usize>load<u32>(span, 8);
      const end = weights + <usize>load<u32>(span, 4) * 8;
      let h0 = i32x4.splat(0),
        h1 = h0,
        h2 = h0,
        h3 = h0,
        l0 = h0,
        l1 = h0,
        l2 = h0,
        l3 = h0;
      const zero = i32x4.splat(0);
      while (weights < end) {
        const high = v128.load32_splat(weights);
        const low = v128.load32_splat(weights, 4);
        const a = i8x16.shuffle(
          v128.load64_zero(p0),
          zero,
          0,
          16,
          3,
          16,
          1,
          16,
          4,
          16,
          2,
          16,
          5,
          16,
          16,
          16,
          16,
          16,
        );
        const b = i8x16.shuffle(
          v128.load64_zero(p1),
          zero,
          0,
          16,
          3,
          16,
          1,
          16,
          4,
          16,
          2,
          16,
          5,
          16,
          16,
          16,
          16,
          16,
        );
        const c = i8x16.shuffle(
          v128.load64_zero(p2),
          zero,
          0,
          16,
          3,
          16,
          1,
          16,
          4,
          16,
          2,
          16,
          5,
          16,
          16,
          16,
          16,
          16,
        );
        const d = i8x16.shuffle(
          v128.load64_zero(p3),
          zero,
          0,
          16,
          3,
          16,
          1,
          16,
          4,
          16,
          2,
          16,
          5,
          16,
          16,
          16,
          16,
          16,
        );
        h0 = i32x4.add(h0, i32x4.dot_i16x8_s(a, high));
        l0 = i32x4.add(l0, i32x4.dot_i16x8_s(a, low));
        h1 = i32x4.add(h1, i32x4.dot_i16x8_s(b, high));
        l1 = i32x4.add(l1, i32x4.dot_i16x8_s(b, low));
        h2 = i32x4.add(h2, i32x4.dot_i16x8_s(c, high));
        l2 = i32x4.add(l2, i32x4.dot_i16x8_s(c, low));
        h3 = i32x4.add(h3, i32x4.dot_i16x8_s(d, high));
        l3 = i32x4.add(l3, i32x4.dot_i16x8_s(d, low));
        p0 += 6;
        p1 += 6;
        p2 += 6;
        p3 += 6;
        weights += 8;
      }
      v128.store32_lane(out, bytes(h0, l0), 0);
      v128.store32_lane(out + targetStride, bytes(h1, l1), 0);
      v128.store32_lane(out + 2 * targetStride, bytes(h2, l2), 0);
      v128.store32_lane(out + 3 * targetStride, bytes(h3, l3), 0);
      out += 3;
    }
  }
}

export function horizontal4(
  source: usize,
  sourceStride: usize,
  target: usize,
  targetStride: usize,
  rows: i32,
  width: i32,
  spans: usize,
): void {
  for (let row = 0; row < rows; row += 4) {
    let out = target + <usize>row * targetStride;
    const first = source + <usize>row * sourceStride;
    for (let x = 0; x < width; x++) {
      const span = spans + <usize>x * 12;
      let p0 = first + load<u32>(span);
      let p1 = p0 + sourceStride;
      let p2 = p1 + sourceStride;
      let p3 = p2 + sourceStride;
      let weights = <usize>load<u32>(span, 8);
      const end = weights + <usize>load<u32>(span, 4) * 8;
      let h0 = i32x4.splat(0),
        h1 = h0,
        h2 = h0,
        h3 = h0,
        l0 = h0,
        l1 = h0,
        l2 = h0,
        l3 = h0;
      const zero = i32x4.splat(0);
      while (weights < end) {
        const high = v128.load32_splat(weights);
        const low = v128.load32_splat(weights, 4);
        const a = i8x16.shuffle(
          v128.load64_zero(p0),
          zero,
          0,
          16,
          4,
          16,
          1,
          16,
          5,
          16,
          2,
          16,
          6,
          16,
          3,
          16,
          7,
          16,
        );
        const b = i8x16.shuffle(
          v128.load64_zero(p1),
          zero,
          0,
          16,
          4,
          16,
          1,
          16,
          5,
          16,
          2,
          16,
          6,
          16,
          3,
          16,
          7,
          16,
        );
        const c = i8x16.shuffle(
          v128.load64_zero(p2),
          zero,
          0,
          16,
          4,
          16,
          1,
          16,
          5,
          16,
          2,
          16,
          6,
          16,
          3,
          16,
          7,
          16,
        );
        const d = i8x16.shuffle(
          v128.load64_zero(p3),
          zero,
          0,
          16,
          4,
          16,
          1,
          16,
          5,
          16,
          2,
          16,
          6,
          16,
          3,
          16,
          7,
          16,
        );
        h0 = i32x4.add(h0, i32x4.dot_i16x8_s(a, high));
        l0 = i32x4.add(l0, i32x4.dot_i16x8_s(a, low));
        h1 = i32x4.add(h1, i32x4.dot_i16x8_s(b, high));
        l1 = i32x4.add(l1, i32x4.dot_i16x8_s(b, low));
        h2 = i32x4.add(h2, i32x4.dot_i16x8_s(c, high));
        l2 = i32x4.add(l2, i32x4.dot_i16x8_s(c, low));
        h3 = i32x4.add(h3, i32x4.dot_i16x8_s(d, high));
        l3 = i32x4.add(l3, i32x4.dot_i16x8_s(d, low));
        p0 += 8;
        p1 += 8;
        p2 += 8;
        p3 += 8;
        weights += 8;
      }
      v128.store32_lane(out, bytes(h0, l0), 0);
      v128.store32_lane(out + targetStride, bytes(h1, l1), 0);
      v128.store32_lane(out + 2 * targetStride, bytes(h2, l2), 0);
      v128.store32_lane(out + 3 * targetStride, bytes(h3, l3), 0);
      out += 4;
    }
  }
}

/** Adds the four lanes and rounds to a byte. */
function byte(high: v128, low: v128): i32 {
  const sum = i32x4.add(i32x4.shl(high, 12), low);
  const total =
    i32x4.extract_lane(sum, 0) +
    i32x4.extract_lane(sum, 1) +
    i32x4.extract_lane(sum, 2) +
    i32x4.extract_lane(sum, 3) +
    half;
  return max(0, min(255, total >> 22));
}

/**
 * Horizontal pass over single bytes. Weights come eight taps at a time, [8 × high, 8 × low]; the pair count of a span
 * counts these blocks of 32 bytes.
 */
export function horizontal1(
  source: usize,
  sourceStride: usize,
  target: usize,
  targetStride: usize,
  rows: i32,
  width: i32,
  spans: usize,
): void {
  for (let row = 0; row < rows; row += 4) {
    const out = target + <usize>row * targetStride;
    const first = source + <usize>row * sourceStride;
    for (let x = 0; x < width; x++) {
      const span = spans + <usize>x * 12;
      let p0 = first + load<u32>(span);
      let p1 = p0 + sourceStride;
      let p2 = p1 + sourceStride;
      let p3 = p2 + sourceStride;
      let weights = <usize>load<u32>(span, 8);
      const end = weights + <usize>load<u32>(span, 4) * 32;
      const zero = i32x4.splat(0);
      let h0 = zero,
        h1 = zero,
        h2 = zero,
        h3 = zero,
        l0 = zero,
        l1 = zero,
        l2 = zero,
        l3 = zero;
      while (weights < end) {
        const high = v128.load(weights);
        const low = v128.load(weights, 16);
        const a = v128.load8x8_u(p0);
        const b = v128.load8x8_u(p1);
        const c = v128.load8x8_u(p2);
        const d = v128.load8x8_u(p3);
        h0 = i32x4.add(h0, i32x4.dot_i16x8_s(a, high));
        l0 = i32x4.add(l0, i32x4.dot_i16x8_s(a, low));
        h1 = i32x4.add(h1, i32x4.dot_i16x8_s(b, high));
        l1 = i32x4.add(l1, i32x4.dot_i16x8_s(b, low));
        h2 = i32x4.add(h2, i32x4.dot_i16x8_s(c, high));
        l2 = i32x4.add(l2, i32x4.dot_i16x8_s(c, low));
        h3 = i32x4.add(h3, i32x4.dot_i16x8_s(d, high));
        l3 = i32x4.add(l3, i32x4.dot_i16x8_s(d, low));
        p0 += 8;
        p1 += 8;
        p2 += 8;
        p3 += 8;
        weights += 32;
      }
      const at = out + x;
      store<u8>(at, byte(h0, l0));
      store<u8>(at + targetStride, byte(h1, l1));
      store<u8>(at + 2 * targetStride, byte(h2, l2));
      store<u8>(at + 3 * targetStride, byte(h3, l3));
    }
  }
}

/** Vertical pass: one output row of `length` bytes from `pairs` pairs of rows. Reads and writes whole blocks of 16 bytes. */
export function vertical(
  source: usize,
  stride: usize,
  target: usize,
  length: i32,
  weights: usize,
  pairs: i32,
): void {
  for (let i = 0; i < length; i += 16) {
    let p = source + i;
    let w = weights;
    const zero = i32x4.splat(0);
    let h0 = zero,
      h1 = zero,
      h2 = zero,
      h3 = zero,
      l0 = zero,
      l1 = zero,
      l2 = zero,
      l3 = zero;
    for (let pair = 0; pair < pairs; pair++) {
      const upper = v128.load(p);
      const lower = v128.load(p + stride);
      const high = v128.load32_splat(w);
      const low = v128.load32_splat(w, 4);
      const left = i8x16.shuffle(upper, lower, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const right = i8x16.shuffle(upper, lower, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const a = i16x8.extend_low_i8x16_u(left);
      const b = i16x8.extend_high_i8x16_u(left);
      const c = i16x8.extend_low_i8x16_u(right);
      const d = i16x8.extend_high_i8x16_u(right);
      h0 = i32x4.add(h0, i32x4.dot_i16x8_s(a, high));
      l0 = i32x4.add(l0, i32x4.dot_i16x8_s(a, low));
      h1 = i32x4.add(h1, i32x4.dot_i16x8_s(b, high));
      l1 = i32x4.add(l1, i32x4.dot_i16x8_s(b, low));
      h2 = i32x4.add(h2, i32x4.dot_i16x8_s(c, high));
      l2 = i32x4.add(l2, i32x4.dot_i16x8_s(c, low));
      h3 = i32x4.add(h3, i32x4.dot_i16x8_s(d, high));
      l3 = i32x4.add(l3, i32x4.dot_i16x8_s(d, low));
      p += 2 * stride;
      w += 8;
    }
    const base = i32x4.splat(half);
    const s0 = i32x4.shr_s(i32x4.add(i32x4.add(i32x4.shl(h0, 12), l0), base), 22);
    const s1 = i32x4.shr_s(i32x4.add(i32x4.add(i32x4.shl(h1, 12), l1), base), 22);
    const s2 = i32x4.shr_s(i32x4.add(i32x4.add(i32x4.shl(h2, 12), l2), base), 22);
    const s3 = i32x4.shr_s(i32x4.add(i32x4.add(i32x4.shl(h3, 12), l3), base), 22);
    v128.store(target + i, i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(s0, s1), i16x8.narrow_i32x4_s(s2, s3)));
  }
}
