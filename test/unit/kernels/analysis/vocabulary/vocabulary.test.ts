import { describe, expect, it } from 'vitest';
import { commonDiseases } from '../../../../../kernels/analysis/vocabulary/diseases.ts';
import { everydayPrompts } from '../../../../../kernels/analysis/vocabulary/everyday-prompts.ts';
import {
  segmentationLabels,
  segmentationTemplate,
} from '../../../../../kernels/analysis/vocabulary/segmentation-labels.ts';
import { medicalTriplets } from '../../../../../kernels/analysis/vocabulary/triplets/medical-triplets.ts';

const repeated = (texts: readonly string[]): string[] => {
  const folded = texts.map(text => text.toLowerCase());
  return folded.filter((text, index) => folded.indexOf(text) !== index);
};
/** One line of printable ASCII: other characters would measure the tokenizer. */
const plain = /^[A-Za-z0-9](?:[ -~]*[A-Za-z0-9)])?$/;

describe('common diseases', () => {
  it.each(Object.entries(commonDiseases))('has 20 to 30 of %s', (_organ, diseases) => {
    expect(diseases.length).toBeGreaterThanOrEqual(20);
    expect(diseases.length).toBeLessThanOrEqual(30);
  });

  it('has at least ten organs and each disease once', () => {
    expect(Object.keys(commonDiseases).length).toBeGreaterThanOrEqual(10);
    expect(repeated(Object.values(commonDiseases).flat())).toEqual([]);
  });

  it('writes capitals only for proper names and letters that stand for words', () => {
    const capitals = Object.values(commonDiseases)
      .flatMap(diseases => diseases.flatMap(disease => disease.match(/[A-Z][A-Za-z]*/g) ?? []))
      .sort();
    expect([...new Set(capitals)]).toEqual([
      'Alzheimer', 'B', 'Bowen', 'Budd', 'C', 'Chiari', 'Crohn', 'Dieulafoy', 'Ewing', 'Fallot', 'Graves', 'Hashimoto',
      'Helicobacter', 'Hirschsprung', 'Huntington', 'IgA', 'MALT', 'Menetrier', 'Merkel', 'Paget', 'Parkinson', 'Riedel',
      'Wilms', 'Wilson',
    ]); // prettier-ignore
  });
});

describe('segmentation labels', () => {
  it('has 32 of them, tumors beside organs that are labels too', () => {
    const names = segmentationLabels.map(({ name }) => name);
    expect(names.length).toBe(32);
    expect(repeated(names)).toEqual([]);
    expect(segmentationLabels.filter(({ kind }) => kind === 'tumor').length).toBe(6);
    for (const { organs } of segmentationLabels) for (const organ of organs) expect(names).toContain(organ);
    expect(segmentationTemplate).toContain('{}');
  });
});

describe('everyday prompts', () => {
  it('has at least fifty, each once, none medical', () => {
    expect(everydayPrompts.length).toBeGreaterThanOrEqual(50);
    expect(repeated(everydayPrompts)).toEqual([]);
    const medical =
      /\b(doctor|nurse|patient|hospital|disease|scan|x-ray|tumor|blood|bone|skin|eye|heart|lung|brain|tooth|teeth)s?\b/;
    expect(everydayPrompts.filter(prompt => medical.test(prompt))).toEqual([]);
  });
});

describe('medical triplets', () => {
  it('has at least 150, forty of each kind', () => {
    expect(medicalTriplets.length).toBeGreaterThanOrEqual(150);
    for (const kind of ['negation', 'synonym', 'severity', 'laterality'])
      expect(medicalTriplets.filter(triplet => triplet.kind === kind).length).toBeGreaterThanOrEqual(40);
  });

  it('has three different texts in each, and no text twice', () => {
    for (const { text, synonym, contrary } of medicalTriplets)
      expect(new Set([text, synonym, contrary].map(words => words.toLowerCase())).size).toBe(3);
    expect(repeated(medicalTriplets.map(({ text }) => text))).toEqual([]);
  });

  it('shares more words with the contrary than with the synonym, but for plain synonyms: words alone fail', () => {
    const words = (text: string): Set<string> => new Set(text.toLowerCase().split(/[ -]/));
    const shared = (one: string, other: string): number => {
      const both = new Set([...words(one), ...words(other)]).size;
      return (words(one).size + words(other).size - both) / both;
    };
    const hard = medicalTriplets.filter(({ kind }) => kind !== 'synonym');
    const misled = hard.filter(
      ({ text, synonym, contrary }) => shared(text, contrary) > shared(text, synonym),
    );
    expect(misled.length / hard.length).toBeGreaterThan(0.7);
  });
});

it('is spelled in plain letters, without stray spaces', () => {
  const all = [
    ...Object.values(commonDiseases).flat(),
    ...everydayPrompts,
    ...segmentationLabels.map(({ name }) => name),
    ...medicalTriplets.flatMap(({ text, synonym, contrary }) => [text, synonym, contrary]),
  ];
  expect(all.filter(text => !plain.test(text) || text.includes('  '))).toEqual([]);
});
