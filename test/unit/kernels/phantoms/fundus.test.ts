import { describe, expect, it } from 'vitest';
import { drawPhantom } from '../../../../kernels/phantoms/draw-phantom.ts';
import { createTextures } from '../../../../kernels/phantoms/drawing/texture.ts';
import { fundus } from '../../../../kernels/phantoms/modalities/fundus/index.ts';
import { absent, present } from '../../../../kernels/phantoms/modalities/fundus/statements.ts';
import type { Finding, Phantom } from '../../../../kernels/phantoms/phantom.ts';

const size = 96;
const textures = createTextures();

describe('fundus', () => {
  it('gives the same bytes, truth and report for the same seed, and others for another', () => {
    for (const seed of [0, 7, 123456]) {
      expect(drawPhantom({ modality: 'fundus', seed, size })).toEqual(render(seed));
      expect(render(seed).data).not.toEqual(render(seed + 1).data);
    }
  });

  it.each(fundus.findings)('changes the picture where %s is', name => {
    for (let seed = 0; seed < 6; seed++) {
      const without = render(seed, []);
      for (const severity of ['mild', 'moderate', 'severe'] as const) {
        const drawn = render(seed, [{ name, severity }]);
        const finding = drawn.findings.find(one => one.name === name)!;
        expect(drawn.labels[name]).toBe(true);
        const inside = [...finding.mask.keys()].filter(at => finding.mask[at] === 1);
        expect(inside.length).toBeGreaterThan(0);
        const changed = inside.filter(at => differs(drawn, without, at));
        expect(changed.length / inside.length).toBeGreaterThan(0.6);
      }
    }
  });

  it('reports each finding that is there and never states one that is not', () => {
    const every = Object.values(present).flatMap(templates => templates.map(pattern));
    for (let seed = 0; seed < 300; seed++) {
      const { labels, report } = render(seed, undefined, 32);
      expect(report.length).toBeGreaterThanOrEqual(4);
      expect(report.length).toBeLessThanOrEqual(8);
      for (const [name, templates] of Object.entries(present)) {
        const stated = report.filter(sentence =>
          templates.some(template => pattern(template).test(sentence)),
        );
        const others = Object.entries(present)
          .filter(([other]) => other !== name)
          .flatMap(([, list]) => list.map(pattern));
        const denied = report.filter(sentence =>
          absent[name]!.some(template => pattern(template).test(sentence)),
        );
        if (labels[name]) {
          expect(stated, `${name} in seed ${seed}`).not.toHaveLength(0);
          expect(denied, `${name} in seed ${seed}`).toEqual([]);
        } else {
          const explained = (sentence: string): boolean =>
            denied.includes(sentence) || others.some(other => other.test(sentence));
          expect(stated.filter(sentence => !explained(sentence))).toEqual([]);
        }
      }
      for (const sentence of report) {
        expect(sentence).toMatch(/^[A-Z0-9].*[.]$/);
        expect(sentence).not.toMatch(/undefined|[{}]| {2}|NaN|\ba [aeio]/);
      }
    }
    expect(every.length).toBeGreaterThanOrEqual(5 * Object.keys(present).length);
  });

  it('refuses a finding and a place it does not know', () => {
    expect(() => render(1, [{ name: 'unicorn' }])).toThrow(/knows no finding "unicorn"/);
    expect(() => render(1, [{ name: 'hemorrhage', location: 'nowhere' }])).toThrow(/"nowhere"/);
  });

  it('draws the eye that is asked for: the optic disc lies nasal of the fovea, on the right in a right eye', () => {
    for (const side of ['left', 'right'] as const) {
      for (let seed = 0; seed < 12; seed++) {
        const { metadata, findings } = render(seed, [{ name: 'glaucoma', side }]);
        expect(metadata['eye']).toBe(side);
        const [x, , width] = findings[0]!.box;
        if (metadata['view'] === 'macula-centred') expect(x + width / 2 > size / 2).toBe(side === 'right');
      }
    }
  });

  it('puts a hemorrhage into the quadrant it names', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { metadata, findings } = render(seed, [{ name: 'hemorrhage', severity: 'moderate' }]);
      const { box, location = '' } = findings[0]!;
      const [x, y] = [box[0] + box[2] / 2, box[1] + box[3] / 2];
      expect(y < size / 2).toBe(location.startsWith('supero'));
      expect(x > size / 2).toBe(location.endsWith('nasal') === (metadata['eye'] === 'right'));
    }
  });

  it('names bleeding and exudates in every retinopathy beyond mild', () => {
    const { labels } = render(3, [{ name: 'diabetic retinopathy', severity: 'severe' }]);
    expect(labels).toMatchObject({ hemorrhage: true, 'hard exudates': true, drusen: false });
  });
});

function render(seed: number, findings?: readonly Finding[], pixels = size): Phantom {
  return drawPhantom({ modality: 'fundus', seed, size: pixels, ...(findings ? { findings } : {}) }, textures);
}

function differs(first: Phantom, second: Phantom, at: number): boolean {
  for (let channel = 0; channel < first.channels; channel++) {
    const index = at * first.channels + channel;
    if (first.data[index] !== second.data[index]) return true;
  }
  return false;
}

/** A template as a sentence: any value in its gaps. */
function pattern(template: string): RegExp {
  return new RegExp(
    `^${template.replace(/[.()]/g, '\\$&').replace(/\{\w+\}/g, '[^,.]*(?:[.][0-9]+)?')}[.]$`,
    'i',
  );
}
