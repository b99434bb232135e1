import { createHash } from 'node:crypto';
import { normalizeRows, type EmbeddingModel, type Embeddings } from '../embeddings/embeddings.ts';
import type { TokenizedText } from '../tokenizers/tokenizer.ts';
import type { Runtime } from './runtime.ts';
import { throwIfCancelled, type EncodeOptions } from './progress.ts';
import { provenanceOf } from './provenance.ts';
import { runTexts, textEncoder, type PromptStates } from './text-batches.ts';

/** Prompt vectors, and the prompts whose end did not fit into the context. */
export interface TextEmbeddings extends Embeddings {
  readonly kind: 'text';
  readonly truncated: readonly string[];
}

/** The text tower's states: one entry a prompt, in the order given. */
export interface TokenEmbeddings {
  readonly width: number;
  readonly model: EmbeddingModel;
  readonly prompts: readonly {
    readonly id: string;
    readonly tokens: readonly string[];
    /** `[tokens.length, width]`, after the last layer norm, not projected. */
    readonly states: Float32Array;
  }[];
}

/** Prompts → `[n, dim]`. @throws Failure `cancelled`, `encoder-failed`. */
export async function encodeTexts(
  runtime: Runtime,
  texts: readonly string[],
  options: EncodeOptions,
): Promise<TextEmbeddings> {
  const dim = runtime.model.embeddingDimension;
  const tokenizer = await runtime.tokenizer();
  const distinct = new Map<
    string,
    { tokenized: TokenizedText; key: string; row: Float32Array | undefined }
  >();
  for (const text of texts) {
    if (distinct.has(text)) continue;
    const tokenized = tokenizer.tokenize(text);
    distinct.set(text, { tokenized, key: digestOf(tokenized.ids), row: undefined });
  }
  throwIfCancelled(options.signal, 'Encoding');
  const entries = [...distinct.values()];
  const cache = await runtime.cache('text', dim);
  const known = cache ? await cache.get(entries.map(entry => entry.key)) : [];
  entries.forEach((entry, index) => (entry.row = known[index]));
  const missing = entries.filter(entry => entry.row === undefined);
  const cached = entries.length - missing.length;
  const report = (done: number): void =>
    options.onProgress?.({ done: cached + done, total: entries.length, cached, failed: 0 });
  report(0);
  if (missing.length > 0) {
    const states = await statesOf(
      runtime,
      missing.map(entry => entry.tokenized),
      'embedding',
      options,
      report,
    );
    states.forEach(({ embedding }, index) => (missing[index]!.row = embedding));
    if (cache) await cache.put(missing.map(({ key, row }) => ({ digest: key, embedding: row! })));
  }
  const data = new Float32Array(texts.length * dim);
  texts.forEach((text, index) => data.set(distinct.get(text)!.row!, index * dim));
  const normalized = options.normalize ?? true;
  if (normalized) normalizeRows(data, dim);
  const truncated = [...distinct].filter(([, { tokenized }]) => tokenized.truncated).map(([text]) => text);
  const model = await provenanceOf(runtime);
  return { data, count: texts.length, dim, ids: [...texts], kind: 'text', model, normalized, truncated };
}

/** Prompts → token states. @throws Failure `cancelled`, `encoder-failed`, `output-unavailable`. */
export async function encodeTokens(
  runtime: Runtime,
  texts: readonly string[],
  options: EncodeOptions,
): Promise<TokenEmbeddings> {
  const tokenizer = await runtime.tokenizer();
  const tokenized = texts.map(text => tokenizer.tokenize(text));
  const states = await statesOf(runtime, tokenized, 'tokens', options, done =>
    options.onProgress?.({ done, total: texts.length, cached: 0, failed: 0 }),
  );
  return {
    width: runtime.model.text.shape.width,
    model: await provenanceOf(runtime),
    prompts: states.map(({ tokens }, index) => ({
      id: texts[index]!,
      tokens: tokenized[index]!.tokens,
      states: tokens!,
    })),
  };
}

async function statesOf(
  runtime: Runtime,
  tokenized: readonly TokenizedText[],
  output: 'embedding' | 'tokens',
  { signal }: EncodeOptions,
  onProgress: (done: number) => void,
): Promise<PromptStates[]> {
  const encoder = textEncoder(await runtime.text(output), runtime.model, await runtime.tokenizer());
  return runTexts(
    tokenized.map(each => each.ids),
    encoder,
    { signal, onProgress },
  );
}

function digestOf(ids: readonly number[]): string {
  return createHash('sha256').update(Int32Array.from(ids)).digest('hex');
}
