import { failure } from '../../protocol/failures/index.ts';
import type { EncoderGraph, Model } from '../families/model.ts';
import type { EncoderSession, Feed, Output } from '../sessions/session.ts';
import type { Tokenizer } from '../tokenizers/tokenizer.ts';
import { throwIfCancelled, type EncodeOptions } from './progress.ts';
import { attentionBias, packPrompts, pathTo, type PromptPack } from './prompt-packs.ts';
import type { LoadedTower } from './runtime.ts';

/** Tokens in one packed sequence: long enough to fill the matrix units, short enough that attention stays a small share. */
const packLength = 192;

/** Prompts of one padded batch. */
const paddedBatch = 32;

/** What one run of the text tower needs. */
export interface TextEncoder {
  readonly session: EncoderSession;
  readonly graph: EncoderGraph;
  readonly model: Model;
  readonly contextLength: number;
  readonly paddingId: number;
  readonly paddingSide: 'left' | 'right';
}

/** The loaded text tower of `model`, ready for runs on `tokenizer`'s ids. */
export function textEncoder(
  { graph, session }: LoadedTower,
  model: Model,
  tokenizer: Tokenizer,
): TextEncoder {
  const { contextLength, paddingId, paddingSide = 'right' } = tokenizer;
  return { graph, session, model, contextLength, paddingId, paddingSide };
}

/** States of one prompt: its embedding `[dim]`, and, where the graph gives them, its token states `[length, width]`. */
export interface PromptStates {
  readonly embedding: Float32Array;
  readonly tokens: Float32Array | undefined;
}

/**
 * Token sequences (with start and end tokens, no padding) → states, in the order of `sequences`.
 * @throws Failure `cancelled`, `tokenizer-foreign`.
 */
export async function runTexts(
  sequences: readonly (readonly number[])[],
  encoder: TextEncoder,
  { signal, onProgress }: Pick<EncodeOptions, 'signal'> & { readonly onProgress?: (done: number) => void },
): Promise<PromptStates[]> {
  checkVocabulary(sequences, encoder.model);
  const states = new Array<PromptStates>(sequences.length);
  let done = 0;
  for (const batch of batchesOf(sequences, encoder)) {
    throwIfCancelled(signal, 'Encoding');
    const outputs = await encoder.session.run(batch.feeds);
    const embeddings = outputs.get(encoder.graph.outputs.embedding)!;
    const tokens = encoder.graph.outputs.tokens ? outputs.get(encoder.graph.outputs.tokens) : undefined;
    batch.prompts.forEach(({ index, rows }, row) => {
      states[index] = { embedding: rowsOf(embeddings, [row]), tokens: tokens && rowsOf(tokens, rows) };
    });
    done += batch.prompts.length;
    onProgress?.(done);
  }
  return states;
}

interface TextBatch {
  readonly feeds: ReadonlyMap<string, Feed>;
  /** For each prompt its index in the input and the rows of its tokens in the flattened token states. */
  readonly prompts: readonly { readonly index: number; readonly rows: readonly number[] }[];
}

function* batchesOf(sequences: readonly (readonly number[])[], encoder: TextEncoder): Generator<TextBatch> {
  if (encoder.model.text.padding === 'pack') {
    for (const pack of packPrompts(sequences, packLength)) yield packedBatch(pack, encoder.graph);
    return;
  }
  const order = sequences
    .map((_, index) => index)
    .sort((left, right) => sequences[left]!.length - sequences[right]!.length);
  for (let start = 0; start < order.length; start += paddedBatch) {
    yield paddedBatchOf(order.slice(start, start + paddedBatch), sequences, encoder);
  }
}

function packedBatch(pack: PromptPack, { inputs }: EncoderGraph): TextBatch {
  const length = pack.ids.length;
  const feeds = new Map<string, Feed>([
    [inputs.ids!, int64(pack.ids, [1, length])],
    [inputs.positions!, int64(pack.positions, [1, length])],
    [inputs.bias!, { type: 'float32', data: attentionBias(pack), shape: [length, length] }],
    [
      inputs.end!,
      int64(
        pack.prompts.map(prompt => prompt.end),
        [pack.prompts.length],
      ),
    ],
  ]);
  return { feeds, prompts: pack.prompts.map(({ index, end }) => ({ index, rows: pathTo(pack, end) })) };
}

function paddedBatchOf(
  order: readonly number[],
  sequences: readonly (readonly number[])[],
  { graph: { inputs }, model, contextLength, paddingId, paddingSide }: TextEncoder,
): TextBatch {
  const longest = order.reduce((most, index) => Math.max(most, sequences[index]!.length), 1);
  const length = model.text.padding === 'full' ? contextLength : longest;
  const ids = new Array<number>(order.length * length).fill(paddingId);
  const mask = new Array<number>(order.length * length).fill(0);
  const starts = order.map((index, row) =>
    paddingSide === 'left' ? (row + 1) * length - sequences[index]!.length : row * length,
  );
  order.forEach((index, row) => {
    sequences[index]!.forEach((id, position) => {
      ids[starts[row]! + position] = id;
      mask[starts[row]! + position] = 1;
    });
  });
  const shape = [order.length, length];
  const feeds = new Map<string, Feed>();
  if (inputs.ids) feeds.set(inputs.ids, int64(ids, shape));
  if (inputs.mask) feeds.set(inputs.mask, int64(mask, shape));
  return {
    feeds,
    prompts: order.map((index, row) => ({
      index,
      rows: sequences[index]!.map((_, position) => starts[row]! + position),
    })),
  };
}

/** An id beyond the embedding table would otherwise fail deep inside the runtime, by a node's name. */
function checkVocabulary(sequences: readonly (readonly number[])[], { name, text }: Model): void {
  const { vocabulary = Infinity } = text.shape;
  for (const ids of sequences) {
    const id = ids.find(each => each >= vocabulary);
    if (id !== undefined) throw failure('tokenizer-foreign', { model: name, id, vocabulary });
  }
}

function rowsOf({ data, shape }: Output, rows: readonly number[]): Float32Array {
  const width = shape.at(-1)!;
  const taken = new Float32Array(rows.length * width);
  rows.forEach((row, index) => taken.set(data.subarray(row * width, (row + 1) * width), index * width));
  return taken;
}

function int64(values: readonly number[], shape: readonly number[]): Feed {
  return { type: 'int64', data: BigInt64Array.from(values, BigInt), shape };
}
