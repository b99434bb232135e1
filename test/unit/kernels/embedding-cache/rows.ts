import { createHash } from 'node:crypto';
import type { CacheEntry } from '../../../../kernels/clip/embedding-cache/cache.ts';

/** The digest that stands for content number `n`. */
export function digestOf(n: number): string {
  return createHash('sha256').update(`content ${n}`).digest('hex');
}

/** The row `[dim]` that belongs to content number `n`: no two are alike. */
export function rowOf(n: number, dim: number): Float32Array {
  return Float32Array.from({ length: dim }, (_, at) => Math.sin(n * 7919 + at) + n);
}

/** Entries number `from` up to but not including `to`. */
export function entriesOf(from: number, to: number, dim: number): CacheEntry[] {
  return Array.from({ length: to - from }, (_, at) => ({
    digest: digestOf(from + at),
    embedding: rowOf(from + at, dim),
  }));
}
