import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normalizeRows } from '../../../kernels/clip/embeddings/embeddings.ts';
import { loadClip, type Clip } from '../../../kernels/clip/encoders/load-clip.ts';

/** The part of expected.json that is compared here; README.md beside this file describes all of it. */
interface Expected {
  readonly family: string;
  readonly open: string;
  readonly parameterCount: number;
  readonly embeddingDimension: number;
  readonly logitScale: number;
  readonly logitBias: number | null;
  readonly image: {
    readonly count: number;
    readonly width: number;
    readonly height: number;
    readonly grid: number[];
  };
  readonly text: { readonly padding: string; readonly contextLength: number };
  readonly texts: readonly { readonly text: string | null; readonly ids: number[] }[];
  readonly imageEmbeddingsUnit: number[][];
  readonly textEmbeddings: number[][];
  readonly textEmbeddingsUnit: number[][];
  readonly patches?: number[][][];
  readonly tokens?: number[][][];
  readonly tolerance: number;
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const checkpoints = JSON.parse(readFileSync(`${folder}index.json`, 'utf8')) as string[];

describe.each(checkpoints)('%s', name => {
  const expected = JSON.parse(readFileSync(`${folder}${name}/expected.json`, 'utf8')) as Expected;
  // Exports in the transformers.js layout give pooled embeddings alone.
  const hasStates = expected.family !== 'onnx';
  let clip: Clip;
  beforeAll(async () => {
    clip = await loadClip(`${folder}${name}/${expected.open}`, { device: 'cpu', cache: false, threads: 1 });
  });
  afterAll(() => clip.close());

  it('is recognised', () => {
    const { family, parameterCount, embeddingDimension, logitScale, logitBias, image } = clip.model;
    expect(family).toBe(expected.family);
    // An export also holds small constants of its own, which cannot be told from parameters.
    const constants = expected.family === 'onnx' ? 100 : 0;
    expect(parameterCount - expected.parameterCount).toBeGreaterThanOrEqual(0);
    expect(parameterCount - expected.parameterCount).toBeLessThanOrEqual(constants);
    expect(embeddingDimension).toBe(expected.embeddingDimension);
    expect(logitScale).toBeCloseTo(expected.logitScale, 3);
    expect(logitBias ?? null).toBe(expected.logitBias);
    expect([image.grid.rows, image.grid.columns]).toEqual(expected.image.grid);
    expect([image.preset.width, image.preset.height]).toEqual([expected.image.width, expected.image.height]);
  });

  it('makes the reference’s image embeddings and patches', async () => {
    const { count, width, height } = expected.image;
    const states = await clip.forwardImage(pixels(count * 3 * width * height), {
      patches: hasStates,
    });
    const dim = expected.embeddingDimension;
    expect(
      difference(normalizeRows(states.embedding, dim), expected.imageEmbeddingsUnit),
    ).toBeLessThanOrEqual(expected.tolerance);
    if (hasStates) {
      const reference = Float32Array.from(expected.patches!.flat(2));
      expect(
        difference(normalizeRows(states.patches!, dim), [[...normalizeRows(reference, dim)]]),
      ).toBeLessThanOrEqual(expected.tolerance);
    }
  });

  it('makes the reference’s text embeddings and token states, one prompt or many at a time', async () => {
    const ids = expected.texts.map(text => text.ids);
    const together = await clip.forwardText(ids, { tokens: hasStates });
    const dim = expected.embeddingDimension;
    for (const [index, sequence] of ids.entries()) {
      const [alone] = await clip.forwardText([sequence]);
      for (const { embedding } of [alone!, together[index]!]) {
        const unit = normalizeRows(Float32Array.from(embedding), dim);
        expect(difference(unit, [expected.textEmbeddingsUnit[index]!])).toBeLessThanOrEqual(
          expected.tolerance,
        );
      }
      if (!hasStates) continue;
      const reference = expected.tokens![index]!.slice(0, sequence.length);
      const scale = Math.max(1, ...reference.flat().map(Math.abs));
      expect(difference(together[index]!.tokens!, reference) / scale).toBeLessThanOrEqual(expected.tolerance);
    }
  });

  if (!hasStates)
    it('says that patches need the checkpoint, not the export', async () => {
      await expect(clip.encodePatches([])).rejects.toMatchObject({ code: 'output-unavailable' });
    });

  it('reads the prompts as the reference’s tokenizer does', async () => {
    for (const { text, ids } of expected.texts) {
      if (text !== null) expect((await clip.tokenize(text)).ids).toEqual(ids);
    }
  });
});

/** The README's formula: already normalised pixels, the same in every language. */
function pixels(length: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => {
    let value = Math.imul(index + 1, 2654435761) >>> 0;
    value = Math.imul(value ^ (value >>> 15), 2246822519) >>> 0;
    value = Math.imul(value ^ (value >>> 13), 3266489917) >>> 0;
    return (value >>> 8) / 2 ** 22 - 2;
  });
}

function difference(actual: Float32Array, reference: readonly (readonly number[])[]): number {
  const flat = reference.flat();
  expect(actual).toHaveLength(flat.length);
  return flat.reduce((most, value, index) => Math.max(most, Math.abs(value - actual[index]!)), 0);
}
