import { InferenceSession, Tensor, type InferenceSession as Session } from 'onnxruntime-node';
import type { EncoderGraph } from '../families/model.ts';
import { float16ToFloat32 } from './float16.ts';

/** What a session needs of a graph: an encoder's, or one of a few operators alone. */
export type SessionGraph = Pick<EncoderGraph, 'model' | 'constants'> & {
  /** What each output is to the caller → its name in the graph. */
  readonly outputs: Readonly<Record<string, string | undefined>>;
};

/** Where a graph runs. `webgpu` needs no download; `cuda` needs its libraries installed; `dml` is Windows, `coreml` macOS. */
export type Device = 'cpu' | 'webgpu' | 'cuda' | 'dml' | 'coreml';

/** One input of a run, row-major. */
export type Feed =
  | { readonly type: 'float32'; readonly data: Float32Array; readonly shape: readonly number[] }
  | { readonly type: 'int64'; readonly data: BigInt64Array; readonly shape: readonly number[] };

/** One output of a run, always float32, row-major, owned by the caller. */
export interface Output {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** A graph loaded on a device. `run` may be called again while a run is under way; runs queue inside the runtime. */
export interface EncoderSession {
  readonly device: Device;
  run(feeds: ReadonlyMap<string, Feed>): Promise<ReadonlyMap<string, Output>>;
  /** Frees the weights. Waits for runs under way. */
  release(): Promise<void>;
}

export interface SessionOptions {
  readonly device: Device;
  /** Threads inside one operator on the CPU; 0 lets the runtime take one for each physical core. */
  readonly threads?: number;
  /**
   * True if other threads prepare the next input during a run. The runtime's threads then sleep between operators instead of
   * spinning on the cores that the others need, and share out each operator in small blocks, so that a thread which lost its
   * core holds up nobody. On two cores: images 25.3/s spinning, 26.3 asleep, 28.0 in blocks; prompts 623/s spinning, 590 asleep.
   */
  readonly overlapped?: boolean;
}

/**
 * Loads `graph` on a device. Weights of a graph built in memory are mapped from the checkpoint file, not read.
 * @throws whatever ONNX Runtime reports, as it reports it; callers turn it into a failure that names the model.
 */
export async function openSession(graph: SessionGraph, options: SessionOptions): Promise<EncoderSession> {
  const session =
    'path' in graph.model
      ? await InferenceSession.create(graph.model.path, sessionOptions(graph, options))
      : await InferenceSession.create(graph.model.bytes, sessionOptions(graph, options));
  let last: Promise<unknown> = Promise.resolve();
  return {
    device: options.device,
    run: feeds => {
      const run = runOnce(session, graph, feeds);
      last = Promise.allSettled([last, run]);
      return run;
    },
    release: async () => {
      await last;
      await session.release();
    },
  };
}

function sessionOptions(
  graph: SessionGraph,
  { device, threads = 0, overlapped = false }: SessionOptions,
): Session.SessionOptions {
  return {
    executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
    intraOpNumThreads: threads,
    graphOptimizationLevel: 'all',
    // Errors reach the caller as exceptions; the runtime's own log would print them a second time.
    logSeverityLevel: 4,
    extra: {
      session: {
        ...(overlapped && { intra_op: { allow_spinning: '0' }, dynamic_block_base: '4' }),
        ...('bytes' in graph.model && { model_external_initializers_file_folder_path: graph.model.folder }),
      },
    },
  };
}

async function runOnce(
  session: Session,
  graph: SessionGraph,
  feeds: ReadonlyMap<string, Feed>,
): Promise<Map<string, Output>> {
  const all = [...(graph.constants ?? []), ...feeds];
  const inputs = Object.fromEntries(all.map(([name, feed]) => [name, tensorOf(feed)]));
  const results = await session.run(
    inputs,
    Object.values(graph.outputs).filter(name => name !== undefined),
  );
  const outputs = new Map<string, Output>();
  for (const [name, tensor] of Object.entries(results)) {
    outputs.set(name, { data: floatsOf(tensor), shape: tensor.dims });
    tensor.dispose();
  }
  for (const tensor of Object.values(inputs)) tensor.dispose();
  return outputs;
}

function tensorOf(feed: Feed): Tensor {
  return feed.type === 'float32'
    ? new Tensor('float32', feed.data, feed.shape)
    : new Tensor('int64', feed.data, feed.shape);
}

function floatsOf(tensor: Tensor): Float32Array {
  const { data, type } = tensor;
  if (data instanceof Float32Array) return data;
  if (type === 'float16') return float16ToFloat32(data as Uint16Array);
  throw new TypeError(`output of type ${type} where float32 or float16 is expected`);
}
