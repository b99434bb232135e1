import type { GraphBuilder, Value } from './graph.ts';
import { add, cast, multiply, reshape, softmax, transpose } from './operators.ts';
import { shaped, unfold } from './sequence.ts';
import type { Sequence } from './sequence.ts';

/** Tokens from which the scores of a batch of 8 would take more than about 100 MB, and the fused operator is taken. */
const longSequence = 512;

/**
 * Scaled dot-product attention, softmax(q·kᵀ/√d + bias)·v per head (Vaswani et al., arXiv 1706.03762).
 * `query` has `[n * lengthQ, width]` rows, `key` and `value` `[n * lengthK, width]`; `bias` is
 * `[n or 1, 1, lengthQ, lengthK]`, added to the scores.
 *
 * Single operators are as fast as the fused one on the CPU (within 2 % from 50 to 1024 tokens), and right on every GPU:
 * WebGPU's MultiHeadAttention assumes subgroups of 8 lanes or more and is wrong on drivers with 4 (SwiftShader).
 */
export function attention(
  g: GraphBuilder,
  { query, key, value }: { query: Sequence; key: Sequence; value: Sequence },
  heads: number,
  bias?: Value,
): Sequence {
  if (typeof query.length === 'number' && query.length >= longSequence && bias === undefined)
    return fused(g, [query, key, value], heads);
  const { width } = query;
  const scaled = { ...query, rows: multiply(g, query.rows, g.number(1 / Math.sqrt(width / heads))) };
  const scores = g.node('MatMul', [
    byHead(g, scaled, heads, [0, 2, 1, 3]),
    byHead(g, key, heads, [0, 2, 3, 1]),
  ]);
  const weights = exactSoftmax(g, bias === undefined ? scores : add(g, scores, bias));
  const mixed = g.node('MatMul', [weights, byHead(g, value, heads, [0, 2, 1, 3])]);
  return { ...query, rows: reshape(g, transpose(g, mixed, [0, 2, 1, 3]), [-1, width]) };
}

/** `[n, length, heads, width / heads]`, axes in the order `axes`. */
function byHead(g: GraphBuilder, x: Sequence, heads: number, axes: readonly number[]): Value {
  return transpose(g, shaped(g, x, [heads, x.width / heads]), axes);
}

/** The sum of many exponentials needs float32, whatever the graph computes in. */
function exactSoftmax(g: GraphBuilder, scores: Value): Value {
  return g.type === 'float32' ? softmax(g, scores) : cast(g, softmax(g, cast(g, scores, 'float32')), g.type);
}

function fused(g: GraphBuilder, parts: readonly Sequence[], heads: number): Sequence {
  const inputs = parts.map(part => unfold(g, part));
  const mixed = g.node('MultiHeadAttention', inputs, { num_heads: { int: heads } }, 'com.microsoft');
  const [query] = parts as [Sequence];
  return { ...query, rows: reshape(g, mixed, [-1, query.width]) };
}
