import fc from 'fast-check';
import { expect } from 'vitest';
import type { Vectors } from '../../../../kernels/analysis/embedding-space/unit-rows.ts';

/** Vectors from rows of numbers. */
export function vectors(rows: readonly (readonly number[])[]): Vectors {
  return { data: Float32Array.from(rows.flat()), count: rows.length, dim: rows[0]?.length ?? 0 };
}

/** Unit vectors of two dimensions, by the cosine that each has with [1, 0]. */
export function byCosine(values: readonly number[]): Vectors {
  return vectors(values.map(cosine => [cosine, Math.sqrt(1 - cosine * cosine)]));
}

/** `count` rows of `dim` numbers, none of them zero. */
export function rowsArbitrary(count: number, dim: number): fc.Arbitrary<number[][]> {
  const value = fc.integer({ min: 1, max: 40 }).chain(size => fc.constantFrom(size / 8, -size / 8));
  return fc.array(fc.array(value, { minLength: dim, maxLength: dim }), {
    minLength: count,
    maxLength: count,
  });
}

/** All rows longer by a power of two, which changes no digit of a direction. */
export function scaled({ data, ...rest }: Vectors, factor = 4): Vectors {
  return { ...rest, data: data.map(value => value * factor) };
}

/** Matches a failure by its code. */
export function throws(code: string): Error {
  return expect.objectContaining({ code }) as Error;
}

/** Whether a NaN lies anywhere in a value. */
export function holdsNaN(value: unknown): boolean {
  if (typeof value === 'number') return Number.isNaN(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsNaN);
}
