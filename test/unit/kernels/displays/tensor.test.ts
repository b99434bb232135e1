import sharp from 'sharp';
import { expect, it } from 'vitest';
import { displayBundle } from '../../../../kernels/displays/display-bundle.ts';
import { heatMap } from '../../../../kernels/displays/tensors/heat-map.ts';
import { statisticsOf } from '../../../../kernels/displays/tensors/statistics.ts';
import type { ViewPayload } from '../../../../webviews/protocol/views.ts';

const tensor = async (value: unknown) => {
  const bundle = await displayBundle(value);
  return (bundle['application/vnd.clip-notebook.tensor+json'] as ViewPayload<'tensor'> | undefined)?.data;
};

it('sums up typed arrays, shaped data, nested lists and embeddings', async () => {
  expect(await tensor(new Float32Array(6))).toMatchObject({ dtype: 'float32', shape: [6], bytes: 24 });
  expect(await tensor(new BigInt64Array([1n, -2n]))).toMatchObject({
    dtype: 'int64',
    statistics: { min: -2, max: 1 },
  });
  expect(await tensor({ data: new Float64Array(6), shape: [2, 3] })).toMatchObject({
    shape: [2, 3],
    dtype: 'float64',
  });
  expect(await tensor({ data: new Float64Array(6), shape: [2, 4] })).toBeUndefined();
  expect(
    await tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]),
  ).toMatchObject({ shape: [2, 3], norms: { min: Math.sqrt(14), max: Math.sqrt(77) } });
  expect(await tensor([[1, 2], [3]])).toBeUndefined();
  expect(await tensor([1, 2, 3])).toBeUndefined();
  const model = {
    name: 'builtin',
    digest: 'ab'.repeat(32),
    precision: 'fp32',
    preset: 'openai',
    version: '0',
  };
  const embeddings = {
    data: Float32Array.of(0.6, 0.8, 1, 0),
    count: 2,
    dim: 2,
    ids: ['one', 'two'],
    kind: 'text',
    model,
    normalized: true,
  };
  const summary = await tensor(embeddings);
  expect(summary).toMatchObject({ name: 'Text embeddings', shape: [2, 2] });
  expect(summary!.norms!.max).toBeCloseTo(1, 6);
  expect(summary!.notes).toContainEqual(['rows', 'one, two']);
});

it('never holds the numbers', async () => {
  const bundle = await displayBundle(Float32Array.from({ length: 100_000 }, (_, at) => at));
  expect(JSON.stringify(bundle).length).toBeLessThan(40_000);
});

it('counts what is not finite apart from the rest', () => {
  const found = statisticsOf(Float64Array.of(1, NaN, 3, Infinity, -Infinity), [5]);
  expect(found).toEqual({ nan: 1, infinite: 2, statistics: { min: 1, max: 3, mean: 2, std: 1 } });
  expect(statisticsOf(Float64Array.of(NaN), [1])).toEqual({ nan: 1, infinite: 0 });
});

it('draws block means from dark to light', async () => {
  const map = heatMap(Float32Array.of(0, 1, 2, NaN), [2, 2])!;
  expect([map.width, map.height]).toEqual([2, 2]);
  expect([...map.rgb.subarray(0, 3)]).toEqual([0, 32, 77]);
  expect([...map.rgb.subarray(6, 9)]).toEqual([255, 234, 70]);
  expect([...map.rgb.subarray(9)]).toEqual([128, 128, 128]);
  expect(heatMap(new Float32Array(1_000 * 512), [1_000, 512])).toMatchObject({ width: 64, height: 64 });
  const { heatMap: shown } = (await tensor([
    [0, 1],
    [2, 3],
  ]))!;
  const png = Buffer.from(shown!.source.split(',')[1]!, 'base64');
  expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 256, height: 256 });
});
