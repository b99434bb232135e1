import type { Field } from './field.ts';
import type { Point } from './shapes.ts';
import { addTube } from './tube.ts';

/** Strokes of the few letters that markers on radiographs need, in a box of 1 × 1.5. */
const letters: Readonly<Record<string, readonly (readonly Point[])[]>> = {
  A: [
    [
      [0, 1.5],
      [0.5, 0],
      [1, 1.5],
    ],
    [
      [0.2, 0.95],
      [0.8, 0.95],
    ],
  ],
  C: [
    [
      [1, 0.25],
      [0.7, 0],
      [0.3, 0],
      [0, 0.35],
      [0, 1.15],
      [0.3, 1.5],
      [0.7, 1.5],
      [1, 1.25],
    ],
  ],
  L: [
    [
      [0, 0],
      [0, 1.5],
      [0.9, 1.5],
    ],
  ],
  M: [
    [
      [0, 1.5],
      [0, 0],
      [0.5, 0.9],
      [1, 0],
      [1, 1.5],
    ],
  ],
  O: [
    [
      [0.3, 0],
      [0.7, 0],
      [1, 0.35],
      [1, 1.15],
      [0.7, 1.5],
      [0.3, 1.5],
      [0, 1.15],
      [0, 0.35],
      [0.3, 0],
    ],
  ],
  P: [
    [
      [0, 1.5],
      [0, 0],
      [0.7, 0],
      [1, 0.2],
      [1, 0.6],
      [0.7, 0.8],
      [0, 0.8],
    ],
  ],
  R: [
    [
      [0, 1.5],
      [0, 0],
      [0.7, 0],
      [1, 0.2],
      [1, 0.6],
      [0.7, 0.8],
      [0, 0.8],
    ],
    [
      [0.5, 0.8],
      [1, 1.5],
    ],
  ],
};

/** Adds capital letters (A, C, L, M, O, P, R; others leave a gap) `width` wide each, from the top left corner given. */
export function addLettering(
  field: Field,
  scratch: Float32Array,
  text: string,
  [x, y]: Point,
  { width, amount }: { readonly width: number; readonly amount: number },
): void {
  for (let index = 0; index < text.length; index++) {
    for (const line of letters[text[index]!] ?? []) {
      const points = line.map(([u, v]): Point => [x + (index * 1.5 + u) * width, y + v * width]);
      addTube(field, scratch, points, { amount, start: width * 0.13 });
    }
  }
}
