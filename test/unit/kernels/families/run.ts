import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { EncoderGraph } from '../../../../kernels/clip/families/model.ts';

export interface Array2 {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** Opens `graph` on the CPU, feeds it once and closes it. */
export async function runGraph(
  graph: EncoderGraph,
  feeds: Readonly<Record<string, Tensor>>,
): Promise<Record<string, Array2>> {
  const session = await openGraph(graph);
  try {
    const constants = [...(graph.constants ?? [])].map(
      ([name, { type, data, shape }]) => [name, new Tensor(type, data, shape)] as const,
    );
    const results = await session.run({ ...feeds, ...Object.fromEntries(constants) });
    return Object.fromEntries(
      Object.entries(results).map(([name, tensor]) => [
        name,
        { data: Float32Array.from(tensor.data as Float32Array), shape: tensor.dims },
      ]),
    );
  } finally {
    await session.release();
  }
}

export async function openGraph(graph: EncoderGraph): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = { intraOpNumThreads: 1, logSeverityLevel: 4 };
  if ('path' in graph.model) return InferenceSession.create(graph.model.path, options);
  return InferenceSession.create(graph.model.bytes, {
    ...options,
    extra: { session: { model_external_initializers_file_folder_path: graph.model.folder } },
  });
}

export const floats = (data: Float32Array, shape: readonly number[]): Tensor =>
  new Tensor('float32', data, shape);

export const integers = (data: readonly number[], shape: readonly number[]): Tensor =>
  new Tensor('int64', BigInt64Array.from(data, BigInt), shape);

/** Feeds of one prompt for a packed causal tower: every token looks at itself and those before it. */
export function packFeeds(ids: readonly number[]): Record<string, Tensor> {
  const length = ids.length;
  const bias = new Float32Array(length * length).map((_, i) =>
    i % length > Math.floor(i / length) ? -10_000 : 0,
  );
  return {
    ids: integers(ids, [1, length]),
    positions: integers(
      ids.map((_, i) => i),
      [1, length],
    ),
    bias: floats(bias, [length, length]),
    end: integers([length - 1], [1]),
  };
}

/** The pixels of the goldens: test/golden/encoders/README.md. */
export function pixels(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => {
    let v = Math.imul(i + 1, 2654435761) >>> 0;
    v = Math.imul(v ^ (v >>> 15), 2246822519) >>> 0;
    v = Math.imul(v ^ (v >>> 13), 3266489917) >>> 0;
    return (v >>> 8) / 2 ** 22 - 2;
  });
}
