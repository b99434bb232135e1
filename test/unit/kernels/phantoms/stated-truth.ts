import { expect, it } from 'vitest';
import { drawPhantom } from '../../../../kernels/phantoms/draw-phantom.ts';
import { createTextures } from '../../../../kernels/phantoms/drawing/texture.ts';
import { modalities } from '../../../../kernels/phantoms/modalities/index.ts';
import type { Finding, ModalityName, Phantom } from '../../../../kernels/phantoms/phantom.ts';

/** Pixels a side at which pictures are compared. */
export const checkSize = 96;
const textures = createTextures();

/** Draws phantoms of one modality, small and with shared textures. */
export type Render = (seed: number, findings?: readonly Finding[], pixels?: number) => Phantom;

export function renderer(modality: ModalityName): Render {
  return (seed, findings, pixels = checkSize) =>
    drawPhantom({ modality, seed, size: pixels, ...(findings ? { findings } : {}) }, textures);
}

/**
 * What holds for every modality whose report is made of templates: determinism, masks that changed, sentences that are true.
 * @param present Templates that state each finding; @param absent Templates that deny it.
 * @param placed A finding that takes a location.
 */
export function holdsAsStated(
  name: ModalityName,
  present: Readonly<Record<string, readonly string[]>>,
  absent: Readonly<Record<string, readonly string[]>>,
  placed: string,
): void {
  const render = renderer(name);
  const modality = modalities[name]!;

  it('gives the same bytes, truth and report for the same seed, and others for another', () => {
    for (const seed of [0, 7, 123456]) {
      expect(drawPhantom({ modality: name, seed, size: checkSize })).toEqual(render(seed));
      expect(render(seed).data).not.toEqual(render(seed + 1).data);
    }
  });

  it.each(modality.findings)('changes the picture where %s is', finding => {
    for (let seed = 0; seed < 6; seed++) {
      const without = render(seed, []);
      for (const severity of ['mild', 'moderate', 'severe'] as const) {
        const drawn = render(seed, [{ name: finding, severity }]);
        const { mask } = drawn.findings.find(one => one.name === finding)!;
        expect(drawn.labels[finding]).toBe(true);
        const inside = [...mask.keys()].filter(at => mask[at] === 1);
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
      for (const [finding, templates] of Object.entries(present)) {
        const stated = report.filter(sentence =>
          templates.some(template => pattern(template).test(sentence)),
        );
        const others = Object.entries(present)
          .filter(([other]) => other !== finding)
          .flatMap(([, list]) => list.map(pattern));
        const denied = report.filter(sentence =>
          absent[finding]!.some(template => pattern(template).test(sentence)),
        );
        if (labels[finding]) {
          expect(stated, `${finding} in seed ${seed}`).not.toHaveLength(0);
          expect(denied, `${finding} in seed ${seed}`).toEqual([]);
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
    expect(() => render(1, [{ name: placed, location: 'nowhere' }])).toThrow(/"nowhere"/);
  });
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
