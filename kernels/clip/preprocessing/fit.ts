import { roundHalfEven } from './geometry.ts';
import type { Fit } from './preset.ts';

/** The size `fit` gives an image of `width` × `height`. Sides never become 0. */
export function fitted(fit: Fit, width: number, height: number): { width: number; height: number } {
  switch (fit.rule) {
    case 'exact':
      return { width: fit.width, height: fit.height };
    case 'shortest-side': {
      const long = Math.trunc((fit.size * Math.max(width, height)) / Math.min(width, height));
      return width <= height ? { width: fit.size, height: long } : { width: long, height: fit.size };
    }
    case 'longest-side': {
      const longest = Math.max(width, height);
      const side = (length: number) => Math.max(1, longestSide(fit.rounding, length, longest, fit.size));
      return { width: side(width), height: side(height) };
    }
  }
}

function longestSide(
  rounding: 'product' | 'quotient' | 'nearest',
  length: number,
  longest: number,
  size: number,
): number {
  switch (rounding) {
    case 'product':
      return Math.trunc(length * (size / longest));
    case 'quotient':
      return Math.trunc(length / (longest / size));
    case 'nearest':
      return roundHalfEven(length / (longest / size));
  }
}
