import { describe, expect, it } from 'vitest';
import { absent, present } from '../../../../kernels/phantoms/modalities/blood-smear/statements.ts';
import { checkSize, holdsAsStated, renderer } from './stated-truth.ts';

const render = renderer('blood-smear');

describe('blood-smear', () => {
  holdsAsStated('blood-smear', present, absent, 'monocyte');

  it('puts a white cell where it is asked for, and says so', () => {
    const thirds = ['upper', 'central', 'lower'];
    for (let seed = 0; seed < 20; seed++) {
      for (const location of ['upper left', 'lower right', 'central']) {
        const { findings } = render(seed, [{ name: 'monocyte', location }]);
        const cell = findings.find(finding => finding.name === 'monocyte')!;
        if (cell.location === undefined) continue;
        expect(cell.location).toBe(location);
        const [, y, , height] = cell.box;
        expect(thirds[Math.floor(((y + height / 2) / checkSize) * 3)]).toBe(location.split(' ')[0]);
      }
    }
  });

  it('calls every typed white cell a white blood cell, and types every white blood cell', () => {
    for (let seed = 0; seed < 20; seed++) {
      expect(render(seed, [{ name: 'lymphocyte' }]).labels).toMatchObject({
        lymphocyte: true,
        'white blood cell': true,
      });
      const { findings } = render(seed, [{ name: 'white blood cell' }]);
      expect(findings).toHaveLength(2);
    }
  });

  it('fills a crop with its one cell', () => {
    const crops = Array.from({ length: 40 }, (_, seed) => render(seed, [{ name: 'neutrophil' }])).filter(
      ({ metadata }) => metadata['view'] === 'single cell',
    );
    expect(crops.length).toBeGreaterThan(5);
    for (const { metadata, findings } of crops) {
      expect(metadata['subject']).toBe('white blood cell');
      const [, , width, height] = findings[0]!.box;
      expect(Math.min(width, height)).toBeGreaterThan(0.75 * checkSize);
    }
  });
});
