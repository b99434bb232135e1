import { describe, expect, it } from 'vitest';
import { drawPhantom } from '../../../../kernels/phantoms/draw-phantom.ts';
import { createTextures } from '../../../../kernels/phantoms/drawing/texture.ts';
import { dermoscopy } from '../../../../kernels/phantoms/modalities/dermoscopy/index.ts';
import { absent, present } from '../../../../kernels/phantoms/modalities/dermoscopy/statements.ts';
import type { Finding, Phantom } from '../../../../kernels/phantoms/phantom.ts';

const size = 96;
const textures = createTextures();

describe('dermoscopy', () => {
  it('gives the same bytes, truth and report for the same seed, and others for another', () => {
    for (const seed of [0, 7, 123456]) {
      expect(drawPhantom({ modality: 'dermoscopy', seed, size })).toEqual(render(seed));
      expect(render(seed).data).not.toEqual(render(seed + 1).data);
    }
  });

  it.each(dermoscopy.findings)('changes the picture where %s is', name => {
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
    expect(() => render(1, [{ name: 'nevus', location: 'nowhere' }])).toThrow(/"nowhere"/);
  });

  it('draws a lesion about as wide as it says', () => {
    for (let seed = 0; seed < 30; seed++) {
      const { findings } = render(seed, [{ name: 'nevus', millimetres: 6 }]);
      const [, , width, height] = findings[0]!.box;
      expect(findings[0]!.millimetres).toBe(6);
      expect((Math.max(width, height) / size) * 12).toBeGreaterThan(4.5);
      expect((Math.max(width, height) / size) * 12).toBeLessThan(7.5);
    }
  });

  it('names the body site that is asked for', () => {
    const { metadata, report } = render(1, [{ name: 'melanoma', location: 'scalp' }]);
    expect(metadata['site']).toBe('scalp');
    expect(report.join(' ')).toContain('scalp');
  });
});

function render(seed: number, findings?: readonly Finding[], pixels = size): Phantom {
  return drawPhantom(
    { modality: 'dermoscopy', seed, size: pixels, ...(findings ? { findings } : {}) },
    textures,
  );
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
