import { taps } from './filters.ts';
import type { Tensor } from './tensor.ts';

/**
 * PyTorch's `interpolate(mode, align_corners=False)` of a float32 tensor. Without antialiasing bicubic is Keys' kernel
 * with a = −0.75 over four clamped neighbours; with it, Pillow's widened filters (ATen `UpSampleKernel.cpp`). Source
 * positions are float32 as in PyTorch; sums are double, so values agree to about 1e-6 of their range.
 */
export function interpolate(
  source: Tensor,
  filter: 'bilinear' | 'bicubic',
  antialias: boolean,
  size: { readonly width: number; readonly height: number },
): Tensor {
  const across = axis(filter, antialias, source.width, size.width);
  const down = axis(filter, antialias, source.height, size.height);
  const data = new Float32Array(size.width * size.height * 3);
  const middle = new Float32Array(source.height * size.width);
  for (let channel = 0; channel < 3; channel++) {
    const plane = source.data.subarray(
      channel * source.width * source.height,
      (channel + 1) * source.width * source.height,
    );
    for (let y = 0; y < source.height; y++)
      weigh(across, plane, y * source.width, 1, middle, y * size.width, 1);
    const start = channel * size.width * size.height;
    for (let x = 0; x < size.width; x++) weigh(down, middle, x, size.width, data, start + x, size.width);
  }
  return { ...size, data };
}

/** Inputs and weights of every output of one axis: `[outputs, taps]`. */
interface Axis {
  readonly outputs: number;
  readonly taps: number;
  readonly inputs: Int32Array;
  readonly weights: Float64Array;
}

function weigh(
  { outputs, taps, inputs, weights }: Axis,
  source: Float32Array,
  start: number,
  step: number,
  target: Float32Array,
  at: number,
  targetStep: number,
): void {
  for (let output = 0; output < outputs; output++) {
    let sum = 0;
    for (let tap = output * taps; tap < (output + 1) * taps; tap++) {
      sum += source[start + inputs[tap]! * step]! * weights[tap]!;
    }
    target[at + output * targetStep] = sum;
  }
}

function axis(filter: 'bilinear' | 'bicubic', antialias: boolean, inputs: number, outputs: number): Axis {
  if (antialias) {
    const { first, count, weights, stride } = taps(filter, inputs, outputs, 0, outputs);
    const places = new Int32Array(outputs * stride);
    for (let i = 0; i < places.length; i++) {
      const output = Math.floor(i / stride);
      places[i] = first[output]! + Math.min(i - output * stride, count[output]! - 1);
    }
    return { outputs, taps: stride, inputs: places, weights };
  }
  const width = filter === 'bilinear' ? 2 : 4;
  const places = new Int32Array(outputs * width);
  const weights = new Float64Array(outputs * width);
  const scale = Math.fround(inputs / outputs);
  for (let output = 0; output < outputs; output++) {
    const exact = Math.fround(scale * (output + 0.5) - 0.5);
    const position = filter === 'bilinear' ? Math.max(0, exact) : exact;
    const floor = Math.floor(position);
    const t = position - floor;
    const values = filter === 'bilinear' ? [1 - t, t] : cubic(t);
    for (let tap = 0; tap < width; tap++) {
      const place = floor + tap - (width / 2 - 1);
      places[output * width + tap] = Math.max(0, Math.min(inputs - 1, place));
      weights[output * width + tap] = values[tap]!;
    }
  }
  return { outputs, taps: width, inputs: places, weights };
}

/** Keys' kernel with a = −0.75 at distances 1 + t, t, 1 − t, 2 − t. */
function cubic(t: number): [number, number, number, number] {
  const a = -0.75;
  const near = (x: number) => ((a + 2) * x - (a + 3)) * x * x + 1;
  const far = (x: number) => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
  return [far(1 + t), near(t), near(1 - t), far(2 - t)];
}
