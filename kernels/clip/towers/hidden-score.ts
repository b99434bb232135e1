import type { GraphBuilder, Value } from '../onnx/graph.ts';
import { cast } from '../onnx/operators.ts';

/** What is added to the score of a token that must not be seen: its exponential is exactly 0, and float16 can hold it. */
export function hiddenScore(g: GraphBuilder): Value {
  const score = g.float32(-10_000);
  return g.type === 'float32' ? score : cast(g, score, g.type);
}
