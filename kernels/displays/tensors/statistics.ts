import type { TensorData } from '../../../webviews/protocol/tensor.ts';
import type { Numbers } from './recognise.ts';

type Statistics = Pick<TensorData, 'statistics' | 'nan' | 'infinite' | 'norms'>;

/** Over all numbers: extent, mean and standard deviation (of the population; Welford's recurrence), and what is not finite. Rows lie along the last axis. */
export function statisticsOf(data: Numbers, shape: readonly number[]): Statistics {
  let min = Infinity;
  let max = -Infinity;
  let mean = 0;
  let squares = 0;
  let count = 0;
  let nan = 0;
  let infinite = 0;
  for (let at = 0; at < data.length; at++) {
    const value = Number(data[at]!);
    if (value !== value) nan++;
    else if (value === Infinity || value === -Infinity) infinite++;
    else {
      count++;
      if (value < min) min = value;
      if (value > max) max = value;
      const distance = value - mean;
      mean += distance / count;
      squares += distance * (value - mean);
    }
  }
  const norms = normsOf(data, shape);
  return {
    nan,
    infinite,
    ...(count > 0 && { statistics: { min, max, mean, std: Math.sqrt(squares / count) } }),
    ...(norms && { norms }),
  };
}

function normsOf(data: Numbers, shape: readonly number[]): Statistics['norms'] {
  const width = shape.at(-1) ?? 0;
  if (shape.length < 2 || width === 0 || data.length === 0) return undefined;
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  for (let start = 0; start < data.length; start += width) {
    let squares = 0;
    for (let at = start; at < start + width; at++) squares += Number(data[at]!) ** 2;
    const norm = Math.sqrt(squares);
    if (norm < min) min = norm;
    if (norm > max) max = norm;
    sum += norm;
  }
  const mean = sum / (data.length / width);
  return Number.isFinite(mean) ? { min, max, mean } : undefined;
}
