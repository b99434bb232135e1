import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { outputsOf, run, viewIn } from './run-sample.ts';
import { parseNotebook } from '../../../kernels/cli/run/notebook/read.ts';
import { formatNotebook } from '../../../kernels/cli/run/notebook/write.ts';
import { unpackArray } from '../../../webviews/protocol/packed-array.ts';
import type { SimilarityPanel } from '../../../webviews/protocol/similarity-distribution.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const samples = (await readdir(join(root, 'samples'))).filter(name => name.endsWith('.ipynb'));
describe.each(samples)('%s as it stands in the repository', name => {
  it('is formatted as Jupyter does, has been run without an error, and is small', async () => {
    const path = join(root, 'samples', name);
    const text = await readFile(path, 'utf8');
    const notebook = parseNotebook(text, path);
    expect([...formatNotebook(notebook)].join('')).toBe(text);
    expect((await stat(path)).size).toBeLessThan(1_000_000);
    const code = notebook.cells.filter(cell => cell.cell_type === 'code');
    expect(code.map(cell => cell['execution_count'])).toEqual(code.map((_, at) => at + 1));
    expect(text).not.toContain('"output_type": "error"');
    expect(text).not.toMatch(/\/(home|root|tmp|Users)\//);
  });
});

describe('01-first-light', () => {
  it('tells all twelve kinds of phantom apart, and shows lower cosines where the answer is missing', async () => {
    const notebook = await run('01-first-light.ipynb');
    const { data } = viewIn('zero-shot', outputsOf(notebook, 'figure'));
    expect(data.images).toHaveLength(12);
    expect(data.accuracy).toBe(1);
    expect(viewIn('zero-shot', outputsOf(notebook, 'closed')).data.accuracy).toBeUndefined();

    const cosines = JSON.stringify(outputsOf(notebook, 'cosines'));
    expect(cosines).toContain('right answer on the list');
    const rows = [...cosines.matchAll(/(-?\d\.\d+) +(-?\d\.\d+)\\n/g)].map(row => [
      Number(row[1]),
      Number(row[2]),
    ]);
    expect(rows.length).toBeGreaterThanOrEqual(11);
    expect(rows.filter(([right, missing]) => right! <= missing!)).toEqual([]);
    expect(Math.min(...rows.map(([right]) => right!))).toBeGreaterThan(0.2);
    expect(Math.max(...rows.map(([, missing]) => missing!))).toBeLessThan(0.2);

    // A denial lies about as far away as another finding.
    const denials = [
      ...JSON.stringify(outputsOf(notebook, 'negation')).matchAll(/ (0\.\d+) +(0\.\d+)(?=\\n|")/g),
    ];
    expect(denials).toHaveLength(4);
    for (const [, denied, another] of denials)
      expect(Math.abs(Number(denied) - Number(another))).toBeLessThan(0.2);
  });
});

describe('02-similarity-distributions', () => {
  it('finds diseases of one organ more alike, and lets the reader see what wording does', async () => {
    const notebook = await run('02-similarity-distributions.ipynb', 'resamples=20');
    const auroc = ({ measures }: SimilarityPanel): number => unpackArray(measures!)[0]!;
    const [names] = viewIn('similarity-distribution', outputsOf(notebook, 'figure')).data.panels;
    expect(names!.curves.map(({ count }) => count)).toEqual([4294, 62501, 1770]);
    expect(auroc(names!)).toBeGreaterThan(0.7);
    expect(auroc(names!)).toBeLessThan(0.9);
    expect(names!.band!.kept.cosine.shape).toEqual([200]);

    const { panels } = viewIn('similarity-distribution', outputsOf(notebook, 'templates')).data;
    expect(panels.map(({ name }) => name)).toEqual([
      '…, a disease of the organ',
      'a chest X-ray of …',
      'bare names',
    ]);
    expect(auroc(panels[0]!)).toBeGreaterThan(0.95);
    expect(auroc(panels[2]!)).toBe(auroc(names!));
    // What the text says of the sentence that fits no organ but one.
    const [, across, reference] = panels[1]!.curves;
    expect(Math.abs(auroc(panels[1]!) - auroc(panels[2]!))).toBeLessThan(0.05);
    expect(reference!.mean).toBeGreaterThan(across!.mean);
    expect(reference!.mean).toBeGreaterThan(panels[2]!.curves[2]!.mean);
    expect(JSON.stringify(outputsOf(notebook, 'pairs'))).toContain('is close to');
  });
});

describe('03-label-maps', () => {
  it('puts tumours beside their organs, and keeps diseases with their organ far beyond chance', async () => {
    const notebook = await run('03-label-maps.ipynb');
    const ranks = JSON.stringify(outputsOf(notebook, 'ranks'));
    const places = [...ranks.matchAll(/ (\d+) +0\.\d+(?=\\n|")/g)].map(place => Number(place[1]));
    expect(places).toHaveLength(7);
    expect(places.filter(place => place !== 1)).toEqual([]);

    const maps = ['organs', 'diseases', 'images'].map(
      id => viewIn('embedding-map', outputsOf(notebook, id)).data,
    );
    expect(maps.map(({ layout }) => layout?.state)).toEqual(['done', 'done', 'done']);
    expect(maps.map(({ baseline }) => baseline !== undefined)).toEqual([true, false, false]);
    expect(maps[2]!.thumbnails).toHaveLength(60);
    for (const { share, chance } of maps[1]!.groups.purity) expect(share).toBeGreaterThan(2 * chance);
  });
});

describe('04-prompt-engineering', () => {
  it('shows that wording moves accuracy, and that pairs rank findings better than a softmax where they occur together', async () => {
    const notebook = await run('04-prompt-engineering.ipynb');
    const wording = viewIn('prompt-comparison', outputsOf(notebook, 'wording')).data;
    expect([wording.labelling, wording.images.length, wording.scores.variants.length]).toEqual([
      'one',
      40,
      7,
    ]);
    const accuracies = wording.scores.variants.map(({ accuracy }) => accuracy!);
    for (const { value, low, high } of accuracies) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
    // Synonyms rank as well and draw the line elsewhere, lay words rank worse, sentences hardly matter.
    const [synonyms, ...others] = wording.scores.variants;
    expect(synonyms!.accuracy!.value).toBeLessThan(0.6);
    expect(synonyms!.auroc!.value).toBeGreaterThan(0.99);
    expect(others.at(-1)!.accuracy!.value).toBeLessThan(0.8);
    expect(others.at(-1)!.auroc!.value).toBeLessThan(0.95);
    for (const { accuracy } of others.slice(0, -1)) expect(accuracy!.value).toBeGreaterThan(0.9);

    const { labelling, scores } = viewIn('prompt-comparison', outputsOf(notebook, 'claim')).data;
    expect(labelling).toBe('any');
    // A softmax names one finding of pictures that show both, or neither, in half of the cases.
    for (const { accuracy } of scores.variants.slice(0, 2)) expect(accuracy!.value).toBeLessThanOrEqual(0.5);
    const better = /AUROC, pairs − softmax: (\S+) \[(\S+), /.exec(
      JSON.stringify(outputsOf(notebook, 'numbers')),
    )!;
    expect(Number(better[1])).toBeGreaterThan(0.05);
    expect(Number(better[2])).toBeGreaterThan(0);
    expect(JSON.stringify(outputsOf(notebook, 'flip'))).toContain('wrong → right');
  });
});
