import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipBenchmarkFiles } from '../../../../../kernels/analysis/prompt-grid/clip-benchmark.ts';
import {
  compareVariants,
  promptSensitivity,
} from '../../../../../kernels/analysis/prompt-grid/compare-variants.ts';
import { promptGrid } from '../../../../../kernels/analysis/prompt-grid/prompt-grid.ts';
import {
  scorePromptGrid,
  type GridLabels,
  type ScoredPromptGrid,
} from '../../../../../kernels/analysis/prompt-grid/score-prompt-grid.ts';
import { byCosine, holdsNaN, rowsArbitrary, scaled, throws, vectors } from '../rows.ts';

const classes = ['edema', 'mass'];
const grid = promptGrid({
  classes,
  templates: { plain: '{}', film: 'a film of {}' },
  negations: { no: 'no {}' },
});
/** Images along the x and y axes and between; texts nearer to one or to the other. */
const images = vectors([
  [1, 0],
  [1, 0.2],
  [0, 1],
  [0.3, 1],
  [1, 0.9],
  [0.9, 1],
]);
const labels: GridLabels = [0, 0, 1, 1, 1, undefined];
const textRows: Record<string, number[]> = {
  edema: [1, 0.1],
  mass: [0.1, 1],
  'no edema': [0, 1],
  'no mass': [1, 0],
  'a film of edema': [1, 0.5],
  'a film of mass': [1, 0.4],
  'a film of no edema': [0.5, 1],
  'a film of no mass': [1, 0.5],
};
const texts = vectors(grid.texts.map(text => textRows[text]!));
const scored = scorePromptGrid(images, texts, grid, labels, { resamples: 100 });
const at = (name: string, of: ScoredPromptGrid = scored): number =>
  of.variants.findIndex(({ variant }) => variant.name === name);

describe('a grid of prompts', () => {
  it('holds every combination once, and every text once', () => {
    const wide = promptGrid({
      classes,
      templates: { plain: '{}', film: 'a film of {}' },
      wordings: { lay: ['water', 'lump'] },
      negations: { no: 'no {}', without: 'without {}' },
      prefixes: { age: 'At {age} years: ' },
      metadata: [{ age: 40 }, { age: 50 }, { age: 40 }],
    });
    expect(wide.variants).toHaveLength(2 * 2 * 3 * 2);
    expect(new Set(wide.variants.map(({ name }) => name)).size).toBe(24);
    expect(new Set(wide.texts).size).toBe(wide.texts.length);
    const variant = wide.variants.find(({ name }) => name === 'film · lay · no · age')!;
    expect(variant.setOf).toEqual([0, 1, 0]);
    expect(variant.positive.map(set => set.map(texts => wide.texts[texts[0]!]))).toEqual([
      ['At 40 years: a film of water', 'At 40 years: a film of lump'],
      ['At 50 years: a film of water', 'At 50 years: a film of lump'],
    ]);
    expect(wide.texts[variant.negative[1]![1]![0]!]).toBe('At 50 years: a film of no lump');
  });

  it('refuses what it cannot fill in', () => {
    expect(() => promptGrid({ classes: [] })).toThrow(throws('values-empty'));
    expect(() => promptGrid({ classes, templates: {} })).toThrow(throws('values-empty'));
    expect(() => promptGrid({ classes, templates: { none: [] } })).toThrow(throws('values-empty'));
    expect(() => promptGrid({ classes, templates: { bare: 'a photo' } })).toThrow(throws('option-invalid'));
    expect(() => promptGrid({ classes, wordings: { lay: ['water'] } })).toThrow(throws('values-unequal'));
    expect(() => promptGrid({ classes, prefixes: { age: '{age}' } })).toThrow(throws('values-empty'));
    expect(() => promptGrid({ classes, prefixes: { age: '{age}' }, metadata: [{}] })).toThrow(
      throws('value-invalid'),
    );
  });
});

describe('scores of a grid', () => {
  it('by hand', () => {
    const plain = scored.variants[at('plain · names · none · none')]!;
    // Right on all but the fifth image, whose x is larger.
    expect([...plain.right]).toEqual([1, 1, 1, 1, 0]);
    expect(plain.accuracy?.value).toBeCloseTo(0.8, 12);
    expect(plain.auroc?.value).toBe(1);
    // edema: 2 right, 1 wrongly said: F1 0.8; mass: 2 right, 1 missed: 0.8.
    expect(plain.f1?.value).toBeCloseTo(0.8, 12);
    // (2 · 2 − 1 · 0) / √(3 · 2 · 3 · 2)
    expect(plain.matthews?.value).toBeCloseTo(4 / 6, 12);
    expect(plain.f1!.interval!.low).toBeLessThan(0.8);
    const pairs = scored.variants[at('plain · names · no · none')]!;
    // edema against no edema: cosines 0.995 and 0.
    const difference = 1 / Math.sqrt(1.01);
    expect(pairs.probability[0]).toBeCloseTo(1 / (1 + Math.exp(-difference)), 6);
  });

  it('measures calibration, and fits a temperature that lowers the loss', () => {
    for (const { calibration } of scored.variants) {
      const { before, temperature, after } = calibration()!;
      expect(before.expectedError).toBeGreaterThanOrEqual(0);
      expect(after!.expectedError).toBeLessThanOrEqual(1);
      expect(temperature!.after).toBeLessThanOrEqual(temperature!.before);
    }
  });

  it('uses the prompts of each image’s own metadata', () => {
    const personal = promptGrid({
      classes,
      prefixes: { side: '{side}: ' },
      metadata: [{ side: 'left' }, { side: 'right' }],
    });
    const rows = personal.texts.map(text =>
      ['edema', 'left: edema', 'right: mass', 'mass'].includes(text) === text.includes('edema')
        ? [1, 0]
        : [0, 1],
    );
    const two = vectors([
      [1, 0.5],
      [1, 0.5],
    ]);
    const found = scorePromptGrid(two, vectors(rows), personal, [0, 0], { resamples: 0 });
    const prefixed = found.variants[1]!;
    personal.texts.forEach((text, index) => {
      const set = text.startsWith('right') ? 1 : 0;
      if (text.includes(':')) expect(prefixed.variant.positive[set]).toContainEqual([index]);
    });
    prefixed.logits.forEach((logit, cell) => {
      const [image, column] = [Math.floor(cell / 2), cell % 2];
      const [x] = rows[prefixed.variant.positive[image]![column]![0]!]!;
      expect(logit).toBeCloseTo((100 * (x === 1 ? 1 : 0.5)) / Math.sqrt(1.25), 4);
    });
  });

  it('takes findings that occur together', () => {
    const found = scorePromptGrid(images, texts, grid, [[0], [0, 1], [1], [], [0, 1], undefined], {
      resamples: 20,
    });
    expect(found.truth.labelling).toBe('any');
    for (const { f1, matthews } of found.variants) {
      expect(f1!.value).toBeGreaterThanOrEqual(0);
      expect(Math.abs(matthews!.value)).toBeLessThanOrEqual(1);
    }
  });

  it('have no value without labels or with one class, and are never NaN', () => {
    const none = scorePromptGrid(images, texts, grid, Array<undefined>(6).fill(undefined), { resamples: 5 });
    expect(none.variants[0]).toMatchObject({ accuracy: undefined, f1: undefined });
    expect(none.variants[0]!.calibration()).toBeUndefined();
    const single = promptGrid({ classes: ['edema'] });
    const one = scorePromptGrid(images, byCosine([0.5]), single, Array<number>(6).fill(0), { resamples: 5 });
    expect(one.variants[0]!.accuracy?.value).toBe(1);
    expect(one.variants[0]!.auroc).toBeUndefined();
    const same = scorePromptGrid(vectors([[1, 0]]), byCosine([0.5, 0.5]), promptGrid({ classes }), [1], {
      resamples: 5,
    });
    expect(same.variants[0]!.accuracy?.value).toBe(0);
    for (const { f1, matthews, calibration, probability } of [none, one, same].flatMap(each => each.variants))
      expect(holdsNaN([f1, matthews, calibration(), probability])).toBe(false);
  });

  it('do not depend on lengths, and permute with the classes', () => {
    fc.assert(
      fc.property(rowsArbitrary(4, 3), rowsArbitrary(2, 3), (left, right) => {
        const small = promptGrid({ classes });
        const [some, words] = [vectors(left), vectors(right)];
        const score = (given: typeof words, truth: number[]): ScoredPromptGrid['variants'][number] =>
          scorePromptGrid(some, given, small, truth, { resamples: 0, logitScale: 5 }).variants[0]!;
        const found = score(words, [0, 1, 0, 1]);
        expect(JSON.stringify(score(scaled(words), [0, 1, 0, 1]))).toBe(JSON.stringify(found));
        const turned = score(vectors([right[1]!, right[0]!]), [1, 0, 1, 0]);
        for (let row = 0; row < 4; row++) {
          expect(found.probability[2 * row]! + found.probability[2 * row + 1]!).toBeCloseTo(1, 12);
          expect(turned.probability[2 * row + 1]).toBeCloseTo(found.probability[2 * row]!, 12);
        }
        expect(turned.auroc?.value).toBe(found.auroc?.value);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses what does not fit', () => {
    expect(() => scorePromptGrid(images, texts, grid, [0])).toThrow(throws('values-unequal'));
    expect(() => scorePromptGrid(images, byCosine([1]), grid, labels)).toThrow(throws('values-unequal'));
    expect(() => scorePromptGrid(images, texts, grid, [0, 0, 1, 1, 1, 2])).toThrow(throws('value-invalid'));
    expect(() => scorePromptGrid(images, texts, grid, labels, { logitScale: 0 })).toThrow(
      throws('option-invalid'),
    );
    expect(() => scorePromptGrid(vectors([[NaN, 0]]), texts, grid, [0])).toThrow(throws('embedding-invalid'));
  });
});

describe('variants compared', () => {
  it('with McNemar, DeLong, paired bootstrap and flips', () => {
    const [left, right] = [at('plain · names · none · none'), at('film · names · none · none')];
    const found = compareVariants(scored, left, right);
    const [one, other] = [scored.variants[left]!, scored.variants[right]!];
    expect(found.accuracy?.value).toBeCloseTo(one.accuracy!.value - other.accuracy!.value, 12);
    expect(found.f1?.value).toBeCloseTo(one.f1!.value - other.f1!.value, 12);
    expect(found.mcNemar!.onlyLeft - found.mcNemar!.onlyRight).toBe(
      [...one.right].reduce((sum, value, row) => sum + value - other.right[row]!, 0),
    );
    expect(found.deLong[0]?.left).toBe(one.classAuroc[0]);
    for (const image of found.flips)
      expect(one.decided.slice(2 * image, 2 * image + 2)).not.toEqual(
        other.decided.slice(2 * image, 2 * image + 2),
      );
    expect(found.flips.length).toBeGreaterThan(0);
    const same = compareVariants(scored, left, left);
    expect(same).toMatchObject({ flips: [], mcNemar: { pValue: 1 }, f1: { value: 0 } });
    expect(() => compareVariants(scored, left, 99)).toThrow(throws('value-invalid'));
  });

  it('by their sensitivity to the template', () => {
    const rows = promptSensitivity(scored);
    expect(rows.map(({ negation, templates }) => [negation, templates])).toEqual([
      ['none', 2],
      ['no', 2],
    ]);
    const [plain, film] = ['plain', 'film'].map(
      name => scored.variants[at(`${name} · names · none · none`)]!.accuracy!.value,
    );
    expect(rows[0]!.accuracy).toBeCloseTo(Math.abs(plain! - film!) / Math.SQRT2, 12);
    expect(rows[0]!.probability).toBeGreaterThan(0);
  });
});

describe('files for CLIP_benchmark', () => {
  it('hold templates with {c} and the class names', () => {
    const variants = scored.variants
      .map(({ variant }) => variant)
      .filter(({ negation }) => negation === 'none');
    expect(clipBenchmarkFiles(grid, variants, 'chest')).toEqual({
      templates: { chest: ['{c}', 'a film of {c}'] },
      classnames: { chest: ['edema', 'mass'] },
    });
  });

  it('refuse what they cannot say', () => {
    const all = scored.variants.map(({ variant }) => variant);
    expect(() => clipBenchmarkFiles(grid, all, 'chest')).toThrow(throws('option-invalid'));
    expect(() => clipBenchmarkFiles(grid, [], 'chest')).toThrow(throws('values-empty'));
  });
});
