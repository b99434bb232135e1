import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawPhantom } from '../../../../kernels/phantoms/draw-phantom.ts';
import { createTextures } from '../../../../kernels/phantoms/drawing/texture.ts';
import { mammogram } from '../../../../kernels/phantoms/modalities/mammogram/index.ts';
import type { Finding, Phantom } from '../../../../kernels/phantoms/phantom.ts';

const textures = createTextures();
const size = 112;
const draw = (seed: number, findings?: readonly Finding[]): Phantom =>
  drawPhantom({ modality: 'mammogram', seed, size, ...(findings ? { findings } : {}) }, textures);

const claims: Readonly<Record<string, RegExp>> = {
  mass: /\bmass(?!es)\b/i,
  calcifications: /calcification/i,
  'architectural distortion': /distortion/i,
  asymmetry: /asymmetr/i,
  'skin thickening': /skin/i,
};
const denial = /\bno\b|of normal thickness|without a central mass/i;

describe('mammograms', () => {
  test('the same seed gives the same bytes, words and truth', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7).data).not.toEqual(draw(8).data);
  });

  test('an unknown finding is refused', () => {
    expect(() => draw(1, [{ name: 'pneumothorax' }])).toThrow(RangeError);
  });

  test.each(mammogram.findings)('%s changes the picture inside its mask more than outside', name => {
    for (const severity of ['mild', 'moderate', 'severe'] as const) {
      for (let seed = 0; seed < 8; seed++) {
        const phantom = draw(seed, [{ name, severity }]);
        const { mask, box } = phantom.findings[0]!;
        expect(box[2] * box[3]).toBeGreaterThan(0);
        const plain = draw(seed, []);
        const sums = [0, 0];
        const counts = [0, 0];
        mask.forEach((value, at) => {
          sums[value] = sums[value]! + Math.abs(phantom.data[at]! - plain.data[at]!);
          counts[value] = counts[value]! + 1;
        });
        expect(sums[1]! / counts[1]!).toBeGreaterThan(4 * (sums[0]! / counts[0]!));
      }
    }
  });

  test('the chest wall is where the side says', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { data, metadata } = draw(seed, []);
      const columns = [0, 0];
      for (let row = 20; row < 90; row++) {
        for (let column = 0; column < 12; column++) {
          columns[0] = columns[0]! + data[row * size + column]!;
          columns[1] = columns[1]! + data[row * size + size - 1 - column]!;
        }
      }
      expect(columns[0]! > columns[1]! ? 'left' : 'right').toBe(metadata['side']);
    }
  });

  test('a finding asked for on a side is drawn in that breast, and upper findings lie above lower ones', () => {
    for (let seed = 0; seed < 20; seed++) {
      for (const side of ['left', 'right'] as const) {
        const middles = ['upper outer quadrant', 'lower inner quadrant'].map(location => {
          const phantom = draw(seed, [{ name: 'mass', side, location }]);
          expect(phantom.metadata['side']).toBe(side);
          const [, top, , height] = phantom.findings[0]!.box;
          return top + height / 2;
        });
        expect(middles[0]).toBeLessThan(middles[1]!);
      }
    }
  });

  test('reports name each finding that is there and claim none that is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), seed => {
        const { report, labels, metadata } = drawPhantom({ modality: 'mammogram', seed, size: 32 }, textures);
        expect(report.length).toBeGreaterThanOrEqual(4);
        expect(report.length).toBeLessThanOrEqual(8);
        for (const sentence of report) {
          expect(sentence).toMatch(/^[A-Z].*\.$/);
          expect(sentence).not.toMatch(/[{}]|undefined|NaN| {2}/);
        }
        expect(report.join(' ')).not.toMatch(metadata['side'] === 'left' ? /\bright\b/i : /\bleft\b/i);
        for (const [name, there] of Object.entries(labels)) {
          const claimed = report.filter(sentence => !denial.test(sentence) && claims[name]!.test(sentence));
          if (there)
            expect(
              report.some(sentence => claims[name]!.test(sentence)),
              name,
            ).toBe(true);
          else expect(claimed, name).toEqual([]);
        }
      }),
      { numRuns: 300, seed: 12 },
    );
  });
});
