import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EncoderGraph, Model } from '../../../../kernels/clip/families/model.ts';
import { openModel } from '../../../../kernels/clip/families/open.ts';
import { floats, integers, packFeeds, pixels, runGraph } from './run.ts';

const goldens = join(import.meta.dirname, '../../../golden/encoders');

interface Expected {
  family: string;
  open: string;
  parameterCount: number;
  embeddingDimension: number;
  logitScale: number;
  logitBias: number | null;
  tolerance: number;
  image: {
    width: number;
    height: number;
    patch: number;
    grid: [number, number];
    count: number;
    layers: number;
    towerWidth: number;
    heads: number;
  };
  text: { layers: number; towerWidth: number; heads: number; contextLength: number; paddingId: number };
  texts: { ids: number[] }[];
  imageEmbeddings: number[][];
  patches: number[][][];
  textEmbeddings: number[][];
  tokens: number[][][];
}

const folders = [
  'clip',
  'clip-bin',
  'clip-half',
  'clip-shards',
  'open-clip',
  'open-clip-quickgelu',
  'openai-state',
  'openai-torchscript',
  'biomedclip',
  'siglip',
  'siglip-wide',
  'siglip2-fixed',
  'siglip2-naflex',
  'dual-encoder',
  'dual-encoder-clip',
];

describe.each(folders)('the tiny checkpoint %s', folder => {
  const expected = JSON.parse(readFileSync(join(goldens, folder, 'expected.json'), 'utf8')) as Expected;
  const path = join(goldens, folder, expected.open);
  const { image, text, tolerance } = expected;

  it('is described as its reference describes it', async () => {
    const model = await openModel(path);
    expect(model).toMatchObject({
      family: expected.family,
      embeddingDimension: expected.embeddingDimension,
      parameterCount: expected.parameterCount,
      image: {
        shape: { layers: image.layers, width: image.towerWidth, heads: image.heads, patch: image.patch },
        grid: { rows: image.grid[0], columns: image.grid[1] },
        preset: { width: image.width, height: image.height },
      },
      text: {
        shape: { layers: text.layers, width: text.towerWidth, heads: text.heads },
        tokenizer: { contextLength: text.contextLength },
      },
    });
    expect(model.logitScale).toBeCloseTo(expected.logitScale, 3);
    expect(model.logitBias ?? null).toBe(expected.logitBias);
  });

  it('encodes images as its reference does, with and without patches', async () => {
    const model = await openModel(path);
    const shape = [image.count, 3, image.height, image.width];
    const feeds = {
      [(await model.image.graph('fp32', [])).inputs.pixels!]: floats(
        pixels(shape.reduce((a, b) => a * b)),
        shape,
      ),
    };
    const pooled = await runGraph(await model.image.graph('fp32', []), feeds);
    expectRows(pooled['embedding']!.data, expected.imageEmbeddings, tolerance);
    expect(Object.keys(pooled)).toEqual(['embedding']);
    const full = await runGraph(await model.image.graph('fp32', ['patches']), feeds);
    expectRows(full['embedding']!.data, expected.imageEmbeddings, tolerance);
    expect(full['patches']!.shape).toEqual([
      image.count,
      image.grid[0] * image.grid[1],
      model.embeddingDimension,
    ]);
    expectRows(full['patches']!.data, expected.patches.flat(), tolerance);
  });

  it('encodes prompts as its reference does, with and without token states', async () => {
    const model = await openModel(path);
    const pooled = await model.text.graph('fp32', []);
    const full = await model.text.graph('fp32', ['tokens']);
    for (const [index, { ids }] of expected.texts.entries()) {
      const feeds = textFeeds(model, pooled, ids, text);
      expectRows(
        (await runGraph(pooled, feeds))['embedding']!.data,
        [expected.textEmbeddings[index]!],
        tolerance,
      );
      const states = await runGraph(full, feeds);
      expectRows(states['embedding']!.data, [expected.textEmbeddings[index]!], tolerance);
      expectRows(states['tokens']!.data, expected.tokens[index]!, tolerance);
    }
  });
});

describe.each(folders)('%s in other precisions', folder => {
  const expected = JSON.parse(readFileSync(join(goldens, folder, 'expected.json'), 'utf8')) as Expected;
  const { image, text } = expected;

  // Towers 12 to 64 wide have no room for rounding errors to cancel, so q8 is held to less here than at full size.
  it.each([
    ['fp16', 0.999],
    ['q8', 0.98],
  ] as const)('%s stays within a cosine of %d', async (precision, least) => {
    const model = await openModel(join(goldens, folder, expected.open));
    const shape = [image.count, 3, image.height, image.width];
    const images = await runGraph(await model.image.graph(precision, ['patches']), {
      pixels: floats(pixels(shape.reduce((a, b) => a * b)), shape),
    });
    expect(leastCosine(images['embedding']!.data, expected.imageEmbeddings)).toBeGreaterThan(least);
    expect(leastCosine(images['patches']!.data, expected.patches.flat())).toBeGreaterThan(least);
    const graph = await model.text.graph(precision, []);
    for (const [index, { ids }] of expected.texts.entries()) {
      const results = await runGraph(graph, textFeeds(model, graph, ids, text));
      expect(leastCosine(results['embedding']!.data, [expected.textEmbeddings[index]!])).toBeGreaterThan(
        least,
      );
    }
  });
});

function leastCosine(actual: Float32Array, rows: readonly (readonly number[])[]): number {
  const width = rows[0]!.length;
  const cosines = rows.map((row, r) => {
    const mine = [...actual.subarray(r * width, (r + 1) * width)];
    const dot = row.reduce((sum, value, i) => sum + value * mine[i]!, 0);
    return dot / Math.hypot(...mine) / Math.hypot(...row);
  });
  return Math.min(...cosines);
}

function textFeeds(
  model: Model,
  { inputs }: EncoderGraph,
  ids: readonly number[],
  { contextLength, paddingId }: Expected['text'],
): ReturnType<typeof packFeeds> {
  if (model.text.padding === 'pack') return packFeeds(ids);
  const length = model.text.padding === 'full' ? contextLength : ids.length + 3;
  const padded = [...ids, ...new Array<number>(length - ids.length).fill(paddingId)];
  const mask = padded.map((_, i) => (i < ids.length ? 1 : 0));
  return {
    [inputs.ids!]: integers(padded, [1, length]),
    ...(inputs.mask !== undefined && { [inputs.mask]: integers(mask, [1, length]) }),
  };
}

/** Every row, divided by its length, equals the expected one divided by its length. */
function expectRows(actual: Float32Array, rows: readonly (readonly number[])[], tolerance: number): void {
  const width = rows[0]!.length;
  expect(actual.length).toBeGreaterThanOrEqual(rows.length * width);
  let worst = 0;
  rows.forEach((row, r) => {
    const mine = [...actual.subarray(r * width, (r + 1) * width)];
    const lengths = [Math.hypot(...mine), Math.hypot(...row)];
    row.forEach((value, i) => {
      worst = Math.max(worst, Math.abs(mine[i]! / lengths[0]! - value / lengths[1]!));
    });
  });
  expect(worst).toBeLessThanOrEqual(tolerance);
}
