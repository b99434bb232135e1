import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openModel } from '../../../../kernels/clip/families/open.ts';
import { readSignature } from '../../../../kernels/clip/onnx/signature.ts';
import { floats, integers, pixels, runGraph } from './run.ts';

const folder = join(import.meta.dirname, '../../../golden/encoders/onnx');
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
  logitScale: number;
  parameterCount: number;
  embeddingDimension: number;
  texts: { ids: number[] }[];
  imageEmbeddingsUnit: number[][];
  textEmbeddingsUnit: number[][];
  tokens: number[][][];
};
const padding = 619;

/** A folder with some of the export's files. */
function partOf(...files: string[]): string {
  const part = mkdtempSync(join(tmpdir(), 'export-'));
  mkdirSync(join(part, 'onnx'));
  copyFileSync(join(folder, 'config.json'), join(part, 'config.json'));
  for (const file of files) copyFileSync(join(folder, 'onnx', file), join(part, 'onnx', file));
  return part;
}

function unit(row: ArrayLike<number>): number[] {
  const values = Array.from(row);
  const length = Math.hypot(...values);
  return values.map(value => value / length);
}

function worst(actual: readonly number[], wanted: readonly number[]): number {
  return Math.max(...wanted.map((value, i) => Math.abs(value - actual[i]!)));
}

describe('an export in the transformers.js layout', () => {
  it('is described from config.json and its own graphs', async () => {
    const model = await openModel(folder);
    expect(model).toMatchObject({
      family: 'onnx',
      embeddingDimension: expected.embeddingDimension,
      notes: [],
    });
    expect(model.logitScale).toBeCloseTo(expected.logitScale, 3);
    expect(Math.abs(model.parameterCount - expected.parameterCount)).toBeLessThan(300);
  });

  it.each([
    ['split towers', folder],
    ['one file with both', partOf('model.onnx')],
  ])('encodes as its reference does: %s', async (_, path) => {
    const model = await openModel(path);
    const image = await model.image.graph('fp32', []);
    const shape = [2, 3, 32, 32];
    const images = await runGraph(image, { [image.inputs.pixels!]: floats(pixels(2 * 3 * 32 * 32), shape) });
    const width = model.embeddingDimension;
    const embeddings = images[image.outputs.embedding]!.data;
    expected.imageEmbeddingsUnit.forEach((row, i) => {
      expect(worst(unit(embeddings.subarray(i * width, (i + 1) * width)), row)).toBeLessThan(1e-5);
    });
    const text = await model.text.graph('fp32', []);
    const length = Math.max(...expected.texts.map(({ ids }) => ids.length));
    const rows = expected.texts.flatMap(({ ids }) => [
      ...ids,
      ...new Array<number>(length - ids.length).fill(padding),
    ]);
    const mask = expected.texts.flatMap(({ ids }) =>
      Array.from({ length }, (_, i) => (i < ids.length ? 1 : 0)),
    );
    const extents = [expected.texts.length, length];
    const texts = await runGraph(text, {
      [text.inputs.ids!]: integers(rows, extents),
      ...(text.inputs.mask !== undefined && { [text.inputs.mask]: integers(mask, extents) }),
    });
    const states = texts[text.outputs.embedding]!.data;
    expected.textEmbeddingsUnit.forEach((row, i) => {
      expect(worst(unit(states.subarray(i * width, (i + 1) * width)), row)).toBeLessThan(1e-5);
    });
  });

  it('gives token states where the file does', async () => {
    const graph = await (await openModel(folder)).text.graph('fp32', ['tokens']);
    const { ids } = expected.texts[0]!;
    const results = await runGraph(graph, { [graph.inputs.ids!]: integers(ids, [1, ids.length]) });
    expect(worst(Array.from(results[graph.outputs.tokens!]!.data), expected.tokens[0]!.flat())).toBeLessThan(
      1e-4,
    );
  });

  it('opens by a file of the layout too', async () => {
    expect((await openModel(join(folder, 'onnx/vision_model.onnx'))).family).toBe('onnx');
  });

  it.each([
    ['fp16', 'vision_model_fp16.onnx'],
    ['q8', 'vision_model_quantized.onnx'],
  ] as const)('picks the file of %s', async (precision, file) => {
    const { model } = await (await openModel(folder)).image.graph(precision, []);
    expect(model).toHaveProperty('path', expect.stringMatching(new RegExp(`${file}$`)));
  });

  it('says which file is missing, and what it cannot give', async () => {
    const split = await openModel(partOf('vision_model.onnx', 'text_model.onnx'));
    expect(split.notes).toHaveLength(1);
    await expect(split.image.graph('q8', [])).rejects.toMatchObject({ code: 'export-missing' });
    await expect(split.image.graph('fp32', ['patches'])).rejects.toMatchObject({
      code: 'output-unavailable',
    });
    const joint = await openModel(partOf('model.onnx'));
    await expect(joint.text.graph('fp32', ['tokens'])).rejects.toMatchObject({ code: 'output-unavailable' });
    await expect(openModel(partOf('text_model.onnx'))).rejects.toMatchObject({ code: 'export-missing' });
  });
});

describe('a damaged export', () => {
  const whole = readFileSync(join(folder, 'onnx/text_model.onnx'));
  const written = (bytes: Uint8Array): string => {
    const path = join(mkdtempSync(join(tmpdir(), 'damaged-')), 'text_model.onnx');
    writeFileSync(path, bytes);
    return path;
  };

  it('is refused when it is cut short or empty', async () => {
    for (const length of [1, 7, 100, whole.length >> 1, whole.length - 1])
      await expect(readSignature(written(whole.subarray(0, length)))).rejects.toMatchObject({
        code: 'checkpoint-unreadable',
      });
    await expect(readSignature(written(new Uint8Array()))).rejects.toMatchObject({
      code: 'checkpoint-empty',
    });
  });

  it('never hangs or crashes when bytes are flipped', async () => {
    for (let seed = 0; seed < 60; seed++) {
      const bytes = Uint8Array.from(whole);
      const position = (Math.imul(seed + 1, 40503) >>> 0) % 4000;
      bytes[position] = (bytes[position]! + 1 + seed) & 0xff;
      await readSignature(written(bytes)).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'checkpoint-unreadable' });
      });
    }
  });
});
