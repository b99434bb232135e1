import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseNotebook } from '../../../kernels/cli/run/notebook/read.ts';
import { formatNotebook } from '../../../kernels/cli/run/notebook/write.ts';
import type { Notebook, NotebookOutput } from '../../../kernels/cli/run/notebook/notebook.ts';
import { unpackArray, type PackedArray } from '../../../webviews/protocol/packed-array.ts';
import type { SimilarityPanel } from '../../../webviews/protocol/similarity-distribution.ts';
import type {
  BarsPart,
  CardsPart,
  PartsByName,
  SheetData,
  SheetPart,
  TablePart,
} from '../../../webviews/protocol/sheet.ts';

import { mimeOf } from '../../../webviews/protocol/views.ts';
import type { ViewName, ViewPayload } from '../../../webviews/protocol/views.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const samples = (await readdir(join(root, 'samples'))).filter(name => name.endsWith('.ipynb'));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samples-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a sample as a newcomer would, offline. */
async function run(name: string, ...settings: readonly string[]): Promise<Notebook> {
  const output = join(folder, name);
  const words = [
    join(root, 'dist/clip-notebook.mjs'),
    'run',
    join(root, 'samples', name),
    '--output',
    output,
    ...settings.flatMap(setting => ['--set', setting]),
  ];
  await new Promise<void>((resolve, reject) => {
    execFile(
      process.execPath,
      words,
      { env: { ...process.env, HF_HUB_OFFLINE: '1' } },
      (error, _, stderr) => {
        if (error) reject(new Error(stderr));
        else resolve();
      },
    );
  });
  return parseNotebook(await readFile(output, 'utf8'), output);
}

function outputsOf(notebook: Notebook, id: string): NotebookOutput[] {
  return (notebook.cells.find(cell => cell.id === id)?.['outputs'] ?? []) as NotebookOutput[];
}

function viewIn<Name extends ViewName>(view: Name, outputs: NotebookOutput[]): ViewPayload<Name> {
  for (const output of outputs) {
    const payload = 'data' in output ? output.data[mimeOf(view)] : undefined;
    if (payload !== undefined) return payload as ViewPayload<Name>;
  }
  throw new Error(`no ${view} view`);
}

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

    const maps = ['organs', 'diseases', 'images'].map(id => mapIn(outputsOf(notebook, id)).data);
    expect(maps.map(({ layout }) => layout?.state)).toEqual(['done', 'done', 'done']);
    expect(maps.map(({ baseline }) => baseline !== undefined)).toEqual([true, false, false]);
    expect(maps[2]!.thumbnails).toHaveLength(60);
    for (const { share, chance } of maps[1]!.groups.purity) expect(share).toBeGreaterThan(2 * chance);
  });
});

function mapIn(outputs: NotebookOutput[]): ViewPayload<'embedding-map'> {
  for (const output of outputs) {
    const payload = 'data' in output ? output.data[mimeOf('embedding-map')] : undefined;
    if (payload !== undefined) return payload as ViewPayload<'embedding-map'>;
  }
  throw new Error('no map');
}

describe('06-prompt-laboratory', () => {
  it('scores every combination, finds that the name counts, and tells what the winner is worth', async () => {
    const notebook = await run('06-prompt-laboratory.ipynb');
    const { data } = viewIn('sheet', outputsOf(notebook, 'grid'));
    expect(data.summary).toContain('60 variants (5 templates × 3 wordings × 2 negations × 2 prefixes)');
    expect(data.cautions.join(' ')).toContain('60 variants were tried on these 60 images');
    expect(data.parts.map(({ id }) => id)).toEqual([
      'measure',
      'variants',
      'effects',
      'differences',
      'flips',
      'reliability',
      'prompts',
      'wordings',
    ]);
    const effects = data.parts.find(({ id }) => id === 'effects')!;
    if (effects.kind !== 'bars') throw new Error('no bars');
    const reach = Object.fromEntries(
      effects.groups.map(({ label, bars }) => [
        label,
        Math.max(...bars.map(({ value }) => value)) - Math.min(...bars.map(({ value }) => value)),
      ]),
    );
    expect(reach['wording']).toBeGreaterThan(reach['template']!);
    const [, apparent, held] = /pictures: (\S+); .*other: (\S+?)\\n/.exec(
      JSON.stringify(outputsOf(notebook, 'held')),
    )!;
    expect(Number(held)).toBeLessThanOrEqual(Number(apparent));
    expect(viewIn('sheet', outputsOf(notebook, 'history')).data.summary).toContain('60 variants on 1 set');
    expect(JSON.stringify(outputsOf(notebook, 'export'))).toContain('{c}');
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

describe('05-findings', () => {
  it('tells findings by pairs, warns where an ensemble is no gain, and shows what speaks for each', async () => {
    const notebook = await run('05-findings.ipynb');
    const found = viewIn('sheet', outputsOf(notebook, 'findings')).data;
    const accuracy = found.parts.find(({ id }) => id === 'accuracy') as TablePart;
    const numbers = (name: string): number[] => {
      const column = accuracy.columns.find(each => each.name === name);
      return column && 'values' in column && !Array.isArray(column.values)
        ? [...unpackArray(column.values as PackedArray)]
        : [];
    };
    expect(numbers('AUROC')).toHaveLength(5);
    expect(Math.min(...numbers('AUROC'))).toBeGreaterThan(0.75);
    // What the text says of the thresholds, and of the caution.
    for (const threshold of numbers('threshold')) expect(Math.abs(threshold - 0.5)).toBeLessThan(0.03);
    expect(found.cautions[0]).toContain('scores below its best single one');
    expect(found.cautions[0]).toContain('The interval reaches 0');
    expect(found.cautions.join()).not.toContain('very images that are measured');

    const why = viewIn('sheet', outputsOf(notebook, 'why')).data;
    const explained = why.parts.find(({ id }) => id === 'explained') as PartsByName;
    expect(explained.choices).toHaveLength(12);
    expect((explained.choices[0]!.parts[0] as BarsPart).groups).toHaveLength(14);
    expect(JSON.stringify(outputsOf(notebook, 'contradictions'))).toContain(
      'needs Enlarged Cardiomediastinum',
    );

    // Four eyes with diabetic retinopathy first: their cards lead what "retinal bleedings" finds.
    const best = viewIn('sheet', outputsOf(notebook, 'best')).data;
    const cards = best.parts.find(({ id }) => id === 'best') as CardsPart;
    expect(cards.groups.map(group => group.cards.length)).toEqual([4, 4, 4]);
    for (const { title } of cards.groups[2]!.cards) expect(title).toContain('fundus');
  });
});

describe('09-text-encoders', () => {
  it('shows what the encoder reads better than letters, and what false negatives do to the loss', async () => {
    const notebook = await run('09-text-encoders.ipynb');
    const sheet = (id: string): SheetData => viewIn('sheet', outputsOf(notebook, id)).data;
    const part = <Kind extends SheetPart['kind']>(
      data: SheetData,
      kind: Kind,
      id: string,
    ): Extract<SheetPart, { kind: Kind }> =>
      data.parts.find(each => each.kind === kind && each.id === id) as Extract<SheetPart, { kind: Kind }>;

    const accuracy = new Map(
      part(sheet('triplets'), 'bars', 'accuracy').groups.map(({ label, bars }) => [
        label,
        bars.map(({ value }) => value),
      ]),
    );
    // What the text says: letters fail wherever words are shared, the model reads negation and does not read sides.
    expect(accuracy.get('all')![0]!).toBeGreaterThan(accuracy.get('all')![1]! + 0.3);
    expect(accuracy.get('negation')![0]!).toBeGreaterThan(0.7);
    expect(accuracy.get('negation')![1]!).toBeLessThan(0.1);
    expect(accuracy.get('laterality')![0]!).toBeLessThan(0.2);

    expect(part(sheet('space'), 'table', 'measures').total).toBe(17);
    const { others, groups } = mapIn(outputsOf(notebook, 'maps')).data;
    expect(others!.map(({ name }) => name)).toEqual(['letter triples']);
    const own = (purity: readonly { readonly share: number }[]): number =>
      purity.reduce((sum, { share }) => sum + share, 0) / purity.length;
    expect(own(groups.purity)).toBeGreaterThan(own(others![0]!.purity));
    expect(others![0]!.agreements[0]!.shared).toBeGreaterThan(2 * others![0]!.agreements[0]!.chance);

    expect(sheet('duplicates').summary).toMatch(/In a batch of 64, [3-7]\d % of the cases/);
    const losses = part(sheet('loss'), 'table', 'losses').columns.map(column =>
      column.kind === 'number' ? Array.from(unpackArray(column.values)) : [],
    );
    // One match each, MedCLIP, SAT: soft targets have a floor of their own.
    expect(losses[4]![0]).toBe(0);
    expect(losses[4]![1]).toBeGreaterThan(1);
    for (const excess of losses[5]!) expect(excess).toBeGreaterThan(0);
    expect(losses[5]![2]).toBeLessThan(losses[5]![0]!);
  });
});

describe('07-retrieval-and-reports', () => {
  it('finds far more than chance, and says what each tool reaches without looking', async () => {
    const notebook = await run('07-retrieval-and-reports.ipynb', 'count=32');
    const { data, provenance } = viewIn('sheet', outputsOf(notebook, 'retrieval'));
    expect(provenance).toMatchObject({ n: 32, seed: 0 });
    const columns = sheetTable(data, 'measures').columns;
    const [values, chance] = [
      columns.find(({ name }) => name === 'value'),
      columns.find(({ name }) => name === 'chance'),
    ];
    const numbers = (column: typeof values): number[] =>
      column && 'values' in column && 'base64' in column.values ? [...unpackArray(column.values)] : [];
    // Recall@5, both ways.
    for (const at of [1, 5]) expect(numbers(values)[at]!).toBeGreaterThan(2 * numbers(chance)[at]!);
    // The cat is farther away than what the pictures show.
    const cosines = [...JSON.stringify(outputsOf(notebook, 'latest')).matchAll(/ +(0\.\d+) +/g)].map(found =>
      Number(found[1]),
    );
    expect(cosines).toHaveLength(3);
    expect(cosines[2]!).toBeLessThan(Math.min(cosines[0]!, cosines[1]!));

    expect(viewIn('sheet', outputsOf(notebook, 'concepts')).data.summary).toMatch(/Mean AUROC (0\.9|1\.0)/);
    for (const id of ['reports', 'grid']) {
      const sheet = viewIn('sheet', outputsOf(notebook, id)).data;
      expect(sheet.cautions[0]).toContain('no medical reports');
      const [, f1, dealt] = /F1 \(micro\) (0\.\d+) .* reach (0\.\d+)/.exec(sheet.summary)!;
      expect(Number(f1)).toBeGreaterThan(Number(dealt) + 0.1);
    }
    const baseline = JSON.stringify(outputsOf(notebook, 'baseline'));
    expect(baseline).toContain('with closed eyes');
    expect(viewIn('sheet', outputsOf(notebook, 'questions')).data.cautions.join()).toContain('view');
  });
});

describe('08-few-labels', () => {
  it('shows that good words beat some labels, and that a linear probe does not read them', async () => {
    const notebook = await run('08-few-labels.ipynb', 'each=16');
    const [weak, good] = ['weak', 'good'].map(id => viewIn('sheet', outputsOf(notebook, id)).data);
    const accuracies = (data: SheetData, method: string): number[] => {
      const curves = data.parts.find(part => part.kind === 'curves');
      const series = curves?.series.find(({ name }) => name === method);
      return [...unpackArray(series!.y)];
    };
    expect(accuracies(weak!, 'zero-shot')[0]!).toBeLessThan(0.5);
    expect(accuracies(good!, 'zero-shot')[0]!).toBeGreaterThan(0.65);
    expect(accuracies(good!, 'linear probe')).toEqual(accuracies(weak!, 'linear probe'));
    // What the text says of one labelled picture, in the run that it speaks of: with fewer pictures it is noise.
    const path = join(root, 'samples', '08-few-labels.ipynb');
    const saved = viewIn('sheet', outputsOf(parseNotebook(await readFile(path, 'utf8'), path), 'good')).data;
    expect(accuracies(saved, 'linear probe')[0]!).toBeLessThan(accuracies(saved, 'zero-shot')[0]!);
    expect(accuracies(weak!, 'Tip-Adapter')[0]!).toBeLessThan(accuracies(good!, 'Tip-Adapter')[0]!);
    // Eight of each class are left to learn from.
    expect(good!.cautions.join()).toContain('no class has so many training images: 16 shots');
    expect(sheetTable(good!, 'points').total).toBe(1 + 4 * 7);
  });
});

function sheetTable(data: SheetData, id: string): TablePart {
  const part = data.parts.find(each => each.id === id);
  if (part?.kind !== 'table') throw new Error(`no table ${id}`);
  return part;
}
