import type { Rows } from '../projections/points.ts';

/**
 * Each different label as a direction of its own, `[count, different labels]`: every label is as far from every other (cosine 0), which
 * is all that one-hot encoding knows of labels.
 */
export function oneHotRows(labels: readonly string[]): Rows {
  const columns = new Map<string, number>();
  for (const label of labels) if (!columns.has(label)) columns.set(label, columns.size);
  const dim = columns.size;
  const data = new Float32Array(labels.length * dim);
  labels.forEach((label, row) => (data[row * dim + columns.get(label)!] = 1));
  return { data, count: labels.length, dim };
}
