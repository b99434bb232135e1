import { InferenceSession, Tensor } from 'onnxruntime-node';
import { encodeModel } from '../../kernels/clip/onnx/model.ts';

/** GFLOP/s of the best of several 2048³ single-precision products, the machine's practical peak with `threads` threads. */
export async function measureSgemmPeak(threads: number): Promise<number> {
  const size = 2048;
  const bytes = encodeModel({
    nodes: [
      {
        operator: 'Gemm',
        domain: '',
        name: 'gemm',
        inputs: ['a', 'b'],
        outputs: ['c'],
        attributes: { transB: { int: 1 } },
      },
    ],
    initializers: [
      { name: 'b', type: 'float32', shape: [size, size], data: new Uint8Array(noise(size * size).buffer) },
    ],
    inputs: [{ name: 'a', type: 'float32', shape: [size, size] }],
    outputs: [{ name: 'c', type: 'float32', shape: [size, size] }],
  });
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: threads });
  const a = new Tensor('float32', noise(size * size), [size, size]);
  let best = Infinity;
  for (let round = 0; round < 12; round++) {
    const start = performance.now();
    await session.run({ a });
    best = Math.min(best, performance.now() - start);
  }
  await session.release();
  return (2 * size ** 3) / best / 1e6;
}

function noise(length: number): Float32Array<ArrayBuffer> {
  return new Float32Array(length).map((_, index) => Math.sin(index * 12.9898));
}
