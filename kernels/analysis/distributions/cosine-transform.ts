/**
 * Discrete cosine transform II of `n` values, `n` a power of two: y₀ = Σ x, y_k = 2 Σ x_j cos(π k (2j + 1) / 2n). By one complex
 * Fourier transform of the values in the order even ascending, odd descending (Makhoul 1980).
 */
export function cosineTransform(values: Float64Array): Float64Array {
  const count = values.length;
  const real = new Float64Array(count);
  const imaginary = new Float64Array(count);
  for (let index = 0; index < count / 2; index++) {
    real[index] = values[2 * index]!;
    real[count - 1 - index] = values[2 * index + 1]!;
  }
  fourierTransform(real, imaginary);
  return Float64Array.from(real, (value, index) => {
    if (index === 0) return value;
    const angle = (Math.PI * index) / (2 * count);
    return 2 * (value * Math.cos(angle) + imaginary[index]! * Math.sin(angle));
  });
}

/** In place, radix 2, e^(−2πi jk / n). */
function fourierTransform(real: Float64Array, imaginary: Float64Array): void {
  const count = real.length;
  for (let index = 1, mirrored = 0; index < count; index++) {
    let bit = count >> 1;
    for (; mirrored & bit; bit >>= 1) mirrored ^= bit;
    mirrored |= bit;
    if (index < mirrored) {
      [real[index], real[mirrored]] = [real[mirrored]!, real[index]!];
      [imaginary[index], imaginary[mirrored]] = [imaginary[mirrored]!, imaginary[index]!];
    }
  }
  for (let half = 1; half < count; half *= 2) {
    for (let turn = 0; turn < half; turn++) {
      const angle = (-Math.PI * turn) / half;
      const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
      for (let even = turn; even < count; even += 2 * half) {
        const odd = even + half;
        const re = real[odd]! * cosine - imaginary[odd]! * sine;
        const im = real[odd]! * sine + imaginary[odd]! * cosine;
        real[odd] = real[even]! - re;
        imaginary[odd] = imaginary[even]! - im;
        real[even] = real[even]! + re;
        imaginary[even] = imaginary[even]! + im;
      }
    }
  }
}
