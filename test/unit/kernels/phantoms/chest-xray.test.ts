import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawPhantom } from '../../../../kernels/phantoms/draw-phantom.ts';
import { createTextures } from '../../../../kernels/phantoms/drawing/texture.ts';
import { chestXray } from '../../../../kernels/phantoms/modalities/chest-xray/index.ts';
import { deviceNames } from '../../../../kernels/phantoms/modalities/chest-xray/request.ts';
import type { Finding, Phantom } from '../../../../kernels/phantoms/phantom.ts';

const textures = createTextures();
const size = 112;
const draw = (seed: number, findings?: readonly Finding[]): Phantom =>
  drawPhantom({ modality: 'chest-xray', seed, size, ...(findings ? { findings } : {}) }, textures);

/** Words that claim a finding, outside sentences that deny it. */
const claims: Readonly<Record<string, RegExp>> = {
  pneumothorax: /pneumothorax|pleural space is consistent/i,
  'pleural effusion': /effusion|pleural fluid|layering fluid/i,
  consolidation: /consolidation|pneumoni|airspace/i,
  mass: /\bmass\b/i,
  nodule: /nodul/i,
  cardiomegaly: /cardiomegaly|heart is enlarged|enlarged heart|enlarge|cardiothoracic/i,
  edema: /edema/i,
  atelectasis: /atelecta|volume loss|collapse in/i,
  emphysema: /emphysem|hyperinflat/i,
  'rib fracture': /fracture|\bribs?\b/i,
  'support devices':
    /tube\b|catheter|central line|central venous|pacemaker|pacing|sternal wires|sternotomy|drain|intubated/i,
};
const denial =
  /\b(no|not|without|normal|sharp|clear|intact\.)\b|intact\.|unremarkable|preserved|well defined/i;

describe('chest X-rays', () => {
  test('the same seed gives the same bytes, words and truth', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7).data).not.toEqual(draw(8).data);
  });

  test('any size is drawn from the same plan', () => {
    for (const pixels of [32, 97, 224]) {
      const phantom = drawPhantom({ modality: 'chest-xray', seed: 3, size: pixels }, textures);
      expect(phantom.data).toHaveLength(pixels * pixels);
      expect(phantom.findings.map(({ name, side }) => [name, side])).toEqual(
        draw(3).findings.map(({ name, side }) => [name, side]),
      );
    }
  });

  test('an unknown finding is refused', () => {
    expect(() => draw(1, [{ name: 'glioma' }])).toThrow(RangeError);
  });

  describe.each(chestXray.findings)('%s', name => {
    test('changes the picture inside its mask more than outside', () => {
      let compared = 0;
      for (let seed = 0; seed < 16; seed++) {
        const location = name === 'support devices' ? { location: deviceNames[seed % 5]! } : {};
        const phantom = draw(seed, [{ name, severity: 'severe', ...location }]);
        const { mask, box } = phantom.findings[0]!;
        expect(box[2] * box[3]).toBeGreaterThan(0);
        const plain = draw(seed, []);
        if (
          plain.metadata['view'] !== phantom.metadata['view'] ||
          plain.metadata['age'] !== phantom.metadata['age']
        )
          continue;
        compared++;
        const { inside, outside } = changeBy(phantom.data, plain.data, mask);
        expect(inside).toBeGreaterThan(outside);
      }
      expect(compared).toBeGreaterThan(2);
    });

    test('its box holds its mask exactly', () => {
      const { mask, box } = draw(5, [{ name }]).findings[0]!;
      const columns = new Set<number>();
      const rows = new Set<number>();
      mask.forEach((value, at) => {
        if (value === 0) return;
        columns.add(at % size);
        rows.add(Math.floor(at / size));
      });
      expect([Math.min(...columns), Math.min(...rows)]).toEqual([box[0], box[1]]);
      expect([Math.max(...columns) + 1, Math.max(...rows) + 1]).toEqual([box[0] + box[2], box[1] + box[3]]);
    });
  });

  test.each([
    'pneumothorax',
    'pleural effusion',
    'consolidation',
    'mass',
    'nodule',
    'atelectasis',
    'rib fracture',
  ])("%s of the patient's left lies on the viewer's right", name => {
    for (const side of ['left', 'right'] as const) {
      for (let seed = 0; seed < 6; seed++) {
        const { mask } = draw(seed, [{ name, side }]).findings[0]!;
        let [sum, count] = [0, 0];
        mask.forEach((value, at) => {
          sum += value * (at % size);
          count += value;
        });
        expect(Math.sign(sum / count / size - 0.5)).toBe(side === 'left' ? 1 : -1);
      }
    }
  });

  test('severity grows the mark', () => {
    for (const name of ['pneumothorax', 'pleural effusion', 'consolidation', 'mass', 'cardiomegaly']) {
      const areas = (['mild', 'moderate', 'severe'] as const).map(severity => {
        let area = 0;
        for (let seed = 0; seed < 10; seed++)
          area += draw(seed, [
            { name, severity, ...(name === 'cardiomegaly' ? {} : { side: 'left' as const }) },
          ]).findings[0]!.mask.reduce((a, b) => a + b, 0);
        return area;
      });
      expect(areas[0]).toBeLessThan(areas[1]!);
      expect(areas[1]).toBeLessThan(areas[2]!);
    }
  });

  test('reports name each finding that is there and claim none that is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), seed => {
        const { report, labels } = drawPhantom({ modality: 'chest-xray', seed, size: 32 }, textures);
        expect(report.length).toBeGreaterThanOrEqual(4);
        expect(report.length).toBeLessThanOrEqual(9);
        for (const sentence of report) {
          expect(sentence).toMatch(/^[A-Z].*\.$/);
          expect(sentence).not.toMatch(/[{}]|undefined|NaN| {2}/);
        }
        for (const [name, there] of Object.entries(labels)) {
          const claimed = report.filter(sentence => !denial.test(sentence) && claims[name]!.test(sentence));
          if (there)
            expect(
              report.some(sentence => claims[name]!.test(sentence)),
              `${name}: ${report.join(' ')}`,
            ).toBe(true);
          else if (!isExplained(name, labels)) expect(claimed, name).toEqual([]);
        }
      }),
      { numRuns: 300, seed: 11 },
    );
  });
});

/** Words of a device may name the ribs it passes. */
function isExplained(name: string, labels: Readonly<Record<string, boolean>>): boolean {
  return name === 'rib fracture' && labels['support devices'] === true;
}

function changeBy(
  first: Uint8Array,
  second: Uint8Array,
  mask: Uint8Array,
): { inside: number; outside: number } {
  const sums = [0, 0];
  const counts = [0, 0];
  mask.forEach((value, at) => {
    sums[value] = sums[value]! + Math.abs(first[at]! - second[at]!);
    counts[value] = counts[value]! + 1;
  });
  return { inside: sums[1]! / counts[1]!, outside: sums[0]! / counts[0]! };
}
