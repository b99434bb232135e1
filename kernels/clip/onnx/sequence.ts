import type { GraphBuilder, Value } from './graph.ts';
import { concatenate, gather, reshape } from './operators.ts';

/** Tokens of each sequence: a number, or an int64 `[1]` value known when the graph runs. */
export type Length = number | Value;

/**
 * A batch of token sequences kept as rows `[n * length, width]`, sequence after sequence, so that every Linear is one
 * matrix product that reads PyTorch's weights as they lie.
 */
export interface Sequence {
  readonly rows: Value;
  readonly length: Length;
  readonly width: number;
}

/** `[n, length, width]` of a sequence. */
export function unfold(g: GraphBuilder, sequence: Sequence): Value {
  return shaped(g, sequence, [sequence.width]);
}

/** `[n, length, ...tail]` of a sequence; `tail` multiplies to its width. */
export function shaped(g: GraphBuilder, { rows, length }: Sequence, tail: readonly number[]): Value {
  if (typeof length === 'number') return reshape(g, rows, [-1, length, ...tail]);
  const shape = concatenate(g, [g.integers([-1]), length, g.integers(tail)], 0);
  return g.node('Reshape', [rows, shape]);
}

/** Rows `[n, width]` of the token at `position` in each sequence. */
export function rowAt(g: GraphBuilder, sequence: Sequence, position: number): Value {
  return gather(g, unfold(g, sequence), g.integers(position), 1);
}
