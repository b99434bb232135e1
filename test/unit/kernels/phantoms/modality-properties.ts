import { describe, expect, it } from 'vitest';
import { drawPhantom } from '../../../../kernels/phantoms/draw-phantom.ts';
import { createTextures } from '../../../../kernels/phantoms/drawing/texture.ts';
import type { Finding, ModalityName, Phantom } from '../../../../kernels/phantoms/phantom.ts';
import { modalities } from '../../../../kernels/phantoms/modalities/index.ts';

const textures = createTextures();
const negation = /\b(no|not|without|absent|free of|normal|preserved|viable)\b/i;

/** A small phantom, drawn with shared textures. */
export function drawn(
  modality: ModalityName,
  seed: number,
  findings?: readonly Finding[],
  size = 64,
): Phantom {
  return drawPhantom({ modality, seed, size, ...(findings ? { findings } : {}) }, textures);
}

/** Share of a mask's weight on the viewer's right half. */
export function rightShare(mask: Uint8Array, size: number): number {
  let [right, all] = [0, 0];
  mask.forEach((value, at) => {
    all += value;
    if (at % size >= size / 2) right += value;
  });
  return right / all;
}

/**
 * What holds for every modality: determinism, truthful masks and reports.
 * @param mentions For every finding, words of which a report that shows it has at least one, and an affirmative sentence without it none.
 */
export function holdsFor(name: ModalityName, mentions: Readonly<Record<string, RegExp>>): void {
  const modality = modalities[name]!;
  describe(`${name} phantoms`, () => {
    it('repeat to the byte for a seed and change with it', () => {
      const [first, again, other] = [drawn(name, 3), drawn(name, 3), drawn(name, 4)];
      expect(first.data).toEqual(again.data);
      expect(first.report).toEqual(again.report);
      expect(first.data).not.toEqual(other.data);
    });

    it('come in any size with values of the right count', () => {
      for (const size of [17, 112, 224]) {
        const { data, channels } = drawn(name, 5, undefined, size);
        expect(data).toHaveLength(size * size * channels);
        expect(Math.max(...data.subarray(0, 4000)) <= 255).toBe(true);
      }
    });

    it.each([...modality.findings])('show %s where the mask says', finding => {
      for (let seed = 0; seed < 3; seed++) {
        for (const severity of ['mild', 'moderate', 'severe'] as const) {
          const phantom = drawn(name, seed, [{ name: finding, severity }], 112);
          const plain = drawn(name, seed, [], 112);
          const { mask, box } = phantom.findings[0]!;
          let [inside, changed] = [0, 0];
          mask.forEach((value, at) => {
            if (value === 0) return;
            inside++;
            const from = at * phantom.channels;
            if (Math.abs(phantom.data[from]! - plain.data[from]!) > 8) changed++;
          });
          expect(inside).toBeGreaterThan(0);
          expect(box[2] * box[3]).toBeGreaterThanOrEqual(inside);
          expect(changed / inside).toBeGreaterThan(0.2);
        }
      }
    });

    it('know every finding by a word the test looks for', () => {
      expect(Object.keys(mentions).sort()).toEqual([...modality.findings].sort());
    });

    it('report what is there and nothing that is not, over 300 seeds', () => {
      for (let seed = 0; seed < 300; seed++) {
        const phantom = drawn(name, seed, undefined, 48);
        const { report, labels, findings } = phantom;
        expect(report.length).toBeGreaterThanOrEqual(4);
        expect(report.length).toBeLessThanOrEqual(8);
        expect(Object.keys(labels)).toEqual([...modality.findings]);
        const said = report.filter(sentence => !negation.test(sentence));
        const denied = report.filter(sentence => negation.test(sentence));
        for (const sentence of report) expect(sentence).toMatch(/^[A-Z0-9].*[a-zA-Z0-9)]\.$/);
        for (const { name: finding } of findings) {
          expect(said.join(' '), `seed ${seed}, ${finding}`).toMatch(mentions[finding]!);
        }
        for (const finding of modality.findings) {
          // Words that stand for a present finding may name an absent one too.
          const sentences = said.filter(
            sentence => !findings.some(other => mentions[other.name]!.test(sentence)),
          );
          if (!labels[finding]) expect(sentences.join(' '), `seed ${seed}`).not.toMatch(mentions[finding]!);
        }
        for (const wrong of wrongSides(phantom)) expect(said.join(' ')).not.toMatch(wrong);
        expect(denied.every(sentence => !/undefined|NaN/.test(sentence))).toBe(true);
        expect(said.join(' ')).not.toMatch(/undefined|NaN|\b[Aa] [aeio]|\b[Aa]n [bcdfgkmt]/);
      }
    });

    it('refuse an unknown finding by name', () => {
      expect(() => drawn(name, 1, [{ name: 'unicorn' }])).toThrow(/unicorn/);
    });
  });
}

/** The side that no finding is on. */
function wrongSides({ findings }: Phantom): RegExp[] {
  const sides = new Set(findings.map(finding => finding.side).filter(side => side !== undefined));
  if (sides.size !== 1) return [];
  return [
    sides.has('left')
      ? /\bon the right\b|\bright (kidney|hemisphere|frontal|temporal)/
      : /\bon the left\b|\bleft (kidney|hemisphere|frontal|temporal)/,
  ];
}
