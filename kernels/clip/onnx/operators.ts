import type { GraphBuilder, Value } from './graph.ts';
import { elementType } from './model.ts';
import type { ElementType } from './model.ts';

/** `a + b`, broadcast as numpy does. */
export function add(g: GraphBuilder, a: Value, b: Value): Value {
  return g.node('Add', [a, b]);
}

/** `a · b` element by element, broadcast as numpy does. */
export function multiply(g: GraphBuilder, a: Value, b: Value): Value {
  return g.node('Mul', [a, b]);
}

/** The same elements seen as `shape`: one extent may be -1, and 0 keeps the input's extent. */
export function reshape(g: GraphBuilder, x: Value, shape: readonly number[]): Value {
  return g.node('Reshape', [x, g.integers(shape)]);
}

/** Axes of `x` in the order `axes`. */
export function transpose(g: GraphBuilder, x: Value, axes: readonly number[]): Value {
  return g.node('Transpose', [x], { perm: { ints: axes } });
}

/** Joins along `axis`. */
export function concatenate(g: GraphBuilder, parts: readonly Value[], axis: number): Value {
  return g.node('Concat', parts, { axis: { int: axis } });
}

/** Entries `indices` (int64, any shape) of `x` along `axis`. */
export function gather(g: GraphBuilder, x: Value, indices: Value, axis: number): Value {
  return g.node('Gather', [x, indices], { axis: { int: axis } });
}

/** Entries `start` (inclusive) to `end` (exclusive) of `x` along `axis`; `end` may be an int64 `[1]` value. */
export function slice(g: GraphBuilder, x: Value, start: number, end: number | Value, axis: number): Value {
  const stop = typeof end === 'number' ? g.integers([end]) : end;
  return g.node('Slice', [x, g.integers([start]), stop, g.integers([axis])]);
}

/** New axes of extent 1 at `axes` of the result. */
export function unsqueeze(g: GraphBuilder, x: Value, axes: readonly number[]): Value {
  return g.node('Unsqueeze', [x, g.integers(axes)]);
}

/** `x` repeated to the int64 shape `shape`, broadcast as numpy does. */
export function expand(g: GraphBuilder, x: Value, shape: Value): Value {
  return g.node('Expand', [x, shape]);
}

/** `x` in another element type. */
export function cast(g: GraphBuilder, x: Value, type: ElementType): Value {
  return g.node('Cast', [x], { to: { int: elementType[type] } });
}

/** int64 `[1]`: extent of `axis` of `x`. */
export function extent(g: GraphBuilder, x: Value, axis: number): Value {
  return g.node('Shape', [x], { start: { int: axis }, end: { int: axis + 1 } });
}

/** Softmax along the last axis. */
export function softmax(g: GraphBuilder, x: Value): Value {
  return g.node('Softmax', [x], { axis: { int: -1 } });
}
