import { packArray } from '../../../../webviews/protocol/packed-array.ts';
import type { ViewPayload } from '../../../../webviews/protocol/views.ts';
import { expect, it } from 'vitest';
import { exporters } from '../../../../webviews/pictures/exporters.ts';
import { mapPayload } from '../map-payload.ts';
import { provenance, square, zeroShotPayload } from '../payloads.ts';
import { promptPayload } from '../prompt-payloads.ts';
import { similarityPayload } from '../similarity-payload.ts';

const table: ViewPayload<'table'> = {
  view: 'table',
  version: 1,
  data: {
    caption: 'Scores <raw>',
    total: 5,
    columns: [
      { name: 'file', kind: 'text', values: ['a.png', '=b & "c"'] },
      { name: 'score', kind: 'number', values: packArray(Float64Array.of(1 / 3, NaN), [2]), missing: [1] },
    ],
  },
};
const tensor: ViewPayload<'tensor'> = {
  view: 'tensor',
  version: 1,
  data: {
    name: 'Float32Array',
    dtype: 'float32',
    shape: [2, 3],
    bytes: 24,
    statistics: { min: -1, max: 2.5, mean: 0.5, std: 1.25 },
    nan: 1,
    infinite: 0,
    norms: { min: 1, max: 2, mean: 1.5 },
    first: ['-1', '2.5'],
    heatMap: { source: square(40), alt: 'Heat map' },
    notes: [['model', 'builtin']],
  },
};
const image = (count: number): ViewPayload<'image'> => ({
  view: 'image',
  version: 1,
  data: {
    images: Array.from({ length: count }, (_, at) => ({
      source: square(at * 10),
      width: 300 + at,
      height: 200,
      alt: `scan ${at}`,
      ...(at > 0 && { caption: `-${at} days` }),
    })),
    total: count === 1 ? 1 : count + 1,
  },
});

const lines = (csv: string): string[] => csv.trimEnd().split('\r\n');

it('writes a table with all digits, and draws it with six', () => {
  expect(exporters.table.csv(table)).toBe(`file,score\r\na.png,${1 / 3}\r\n"'=b & ""c""",\r\n`);
  const svg = exporters.table.svg(table);
  expect(svg).toContain('>0.333333</text>');
  expect(svg).toContain('>Scores &lt;raw&gt;</text>');
  expect(svg).toContain('The first 2 of 5 rows.');
});

it('writes one row an image and text of zero-shot results, and says what is true in words', () => {
  const payload = zeroShotPayload(['fundus', 'knee']);
  expect(lines(exporters['zero-shot'].csv(payload))[1]).toMatch(
    /^\/scans\/one <b>\.png,fundus,0\.9,0\.731\d*,fundus$/,
  );
  const svg = exporters['zero-shot'].svg(payload);
  expect(svg).toContain('fundus (true)');
  expect(svg).not.toMatch(/[✓✗]/);
});

it('writes one row an image, variant and class of a comparison', () => {
  const rows = lines(exporters['prompt-comparison'].csv(promptPayload()));
  expect(rows[0]).toBe('image,variant,class,probability,decision,truth');
  expect(rows[1]).toMatch(/^[^,]+,bare <b>name,pneumonia,0\.\d+,(true|false),(true|false)$/);
  const { images, classes, scores } = promptPayload().data;
  expect(rows).toHaveLength(1 + images.length * classes.length * scores.variants.length);
});

it('writes every map by its points', () => {
  const payload = mapPayload({ count: 4, groups: 2, baseline: true, others: ['second'] });
  const rows = lines(exporters['embedding-map'].csv(payload));
  expect(rows.slice(0, 3)).toEqual([
    'map,name,group,x,y,trustworthiness',
    'first model,label 0 <i>,organ 0,10,0,1',
    expect.stringMatching(/^first model,label 1 <i>,organ 1,-10,/),
  ]);
  expect(rows.map(row => row.split(',')[0])).toEqual([
    'map',
    ...Array<string>(4).fill('first model'),
    ...Array<string>(4).fill('second'),
    ...Array<string>(4).fill('one-hot labels'),
  ]);
  const svg = exporters['embedding-map'].svg(payload);
  expect(svg.match(/<g transform/g)).toHaveLength(4);
  expect(svg).toContain('one-hot labels: all equally far');
});

it('says of a map that was never laid out that it was not', () => {
  const payload = mapPayload({ count: 2, groups: 1, running: true });
  expect(lines(exporters['embedding-map'].csv(payload))[1]).toBe('embeddings,label 0 <i>,,,,');
  expect(exporters['embedding-map'].svg(payload)).toContain('2 points, not laid out');
});

it('writes measures and curves of similarity distributions', async () => {
  const payload = await similarityPayload({ lung: 4, heart: 4 });
  const rows = lines(exporters['similarity-distribution'].csv(payload)).map(row => row.split(','));
  expect(rows[0]).toEqual([
    'panel',
    'what',
    'of',
    'cosine',
    'value',
    'low',
    'high',
    'chance low',
    'chance high',
    'p',
  ]);
  expect(rows.every(row => row.length === 10)).toBe(true);
  const [panel] = payload.data.panels;
  const ofPanel = rows.filter(([name]) => name === panel!.name);
  expect(ofPanel.filter(([, what]) => what === 'measure')).toHaveLength(5);
  expect(ofPanel.filter(([, what]) => what === 'density')).toHaveLength(
    panel!.grid.count * panel!.curves.length,
  );
  expect(rows.find(([, what, of]) => what === 'pairs' && of!.startsWith('within'))?.[4]).toBe('12');
});

it('writes the statistics of an array, its shape first', () => {
  expect(lines(exporters.tensor.csv(tensor)).slice(0, 7)).toEqual([
    'statistic,value',
    'name,Float32Array',
    'type,float32',
    'shape,2 × 3',
    'bytes,24',
    'minimum,-1',
    'maximum,2.5',
  ]);
});

it('writes names and sizes of pictures, and saves a single one in its own pixels', () => {
  expect(exporters.image.csv(image(2))).toBe(
    "name,caption,width,height\r\nscan 0,,300,200\r\nscan 1,'-1 days,301,200\r\n",
  );
  expect(exporters.image.picture?.(image(1))).toBe(square(0));
  expect(exporters.image.picture?.(image(2))).toBeUndefined();
});

it('carries provenance as a line, a description and data', () => {
  const svg = exporters['zero-shot'].svg(zeroShotPayload(['a']));
  expect(svg).toContain(
    '>builtin fp32 (abababababab, openai 12) · n = 2 · clip-notebook 0.1.0 · 2026-01-31</text>',
  );
  const [, data] = /<metadata>(.*)<\/metadata>/.exec(svg)!;
  const read = JSON.parse(data!.replaceAll('&quot;', '"')) as { provenance: unknown };
  expect(read.provenance).toEqual(provenance);
});

it('asks no network for pictures', () => {
  const payload = image(1);
  const far = { ...payload.data.images[0]!, source: 'https://example.org/scan.png' };
  const svg = exporters.image.svg({ ...payload, data: { images: [far], total: 1 } });
  expect(svg).not.toContain('example.org');
});
