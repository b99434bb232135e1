import type { EncoderGraph } from '../families/model.ts';
import { GraphBuilder } from '../onnx/graph.ts';

/** The smallest graph there is: opening it tells whether a device works at all, in milliseconds. */
export async function probeGraph(): Promise<EncoderGraph> {
  const builder = new GraphBuilder([], 'fp32');
  builder.output('embedding', builder.node('Relu', [builder.input('x', 'float32', [1])]), [1]);
  const { bytes, folder } = await builder.finish();
  return { model: { bytes, folder }, inputs: { pixels: 'x' }, outputs: { embedding: 'embedding' } };
}
