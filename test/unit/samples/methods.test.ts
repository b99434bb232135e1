import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../../../kernels/cli/run/notebook/read.ts';
import { outputsOf, run, viewIn } from './run-sample.ts';
import { unpackArray, type PackedArray } from '../../../webviews/protocol/packed-array.ts';
import type {
  BarsPart,
  CardsPart,
  PartsByName,
  SheetData,
  SheetPart,
  TablePart,
} from '../../../webviews/protocol/sheet.ts';

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
    const path = fileURLToPath(new URL('../../../samples/08-few-labels.ipynb', import.meta.url));
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
    const { others, groups } = viewIn('embedding-map', outputsOf(notebook, 'maps')).data;
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
