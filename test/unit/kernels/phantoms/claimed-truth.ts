import { expect, it } from 'vitest';
import { drawPhantom } from '../../../../kernels/phantoms/draw-phantom.ts';
import { createTextures } from '../../../../kernels/phantoms/drawing/texture.ts';
import { modalities } from '../../../../kernels/phantoms/modalities/index.ts';
import type { Finding, ModalityName, Phantom } from '../../../../kernels/phantoms/phantom.ts';

const textures = createTextures();
const denies = /\b(no|not|without|free of|native)\b/i;

/** Draws phantoms of one modality, small and with shared textures. */
export type Draw = (seed: number, findings?: readonly Finding[], size?: number) => Phantom;

export function drawer(modality: ModalityName): Draw {
  return (seed, findings, size = 64) =>
    drawPhantom({ modality, seed, size, ...(findings ? { findings } : {}) }, textures);
}

/**
 * What holds for a modality whose sentences claim findings by certain words: determinism, paint in the mask, true reports.
 * @param claims Words by which a sentence that denies nothing claims a finding.
 * @param anatomy What two pictures must have in common to be compared pixel by pixel; all metadata by default.
 */
export function holdsAsClaimed(
  name: ModalityName,
  claims: Readonly<Record<string, RegExp>>,
  anatomy: (phantom: Phantom) => string = ({ metadata }) => JSON.stringify(metadata),
): void {
  const draw = drawer(name);
  const { findings } = modalities[name]!;
  const claimed = (report: readonly string[], finding: string): boolean =>
    report.some(sentence => !denies.test(sentence) && claims[finding]!.test(sentence));

  it('draws the same bytes and words for the same seed, other ones for another', () => {
    const [first, again, other] = [draw(5), draw(5), draw(6)];
    expect(again).toEqual(first);
    expect(other.data).not.toEqual(first.data);
  });

  it.each(findings)('paints %s into its mask', finding => {
    let compared = 0;
    for (let seed = 0; seed < 40 && compared < 4; seed++) {
      const sick = draw(seed, [{ name: finding }], 112);
      const well = draw(seed, [], 112);
      expect(sick.labels[finding]).toBe(true);
      const [{ mask, box } = { mask: new Uint8Array(), box: [0, 0, 0, 0] }] = sick.findings;
      expect(mask.some(value => value === 1)).toBe(true);
      expect(box[2] * box[3]).toBeGreaterThan(0);
      if (anatomy(well) !== anatomy(sick)) continue;
      compared++;
      const changed = mask.filter(
        (value, at) => value === 1 && Math.abs(sick.data[at]! - well.data[at]!) > 12,
      );
      expect(changed.length).toBeGreaterThan(3);
    }
    expect(compared).toBeGreaterThan(0);
  });

  it('claims every finding that is there and none that is not', () => {
    for (let seed = 0; seed < 300; seed++) {
      const { report, labels } = draw(seed, undefined, 32);
      expect(report.length).toBeGreaterThanOrEqual(4);
      expect(report.length).toBeLessThanOrEqual(8);
      for (const sentence of report) expect(sentence).toMatch(/^[A-Z][^{}]*\.$/);
      for (const finding of findings)
        expect([seed, finding, claimed(report, finding), report]).toEqual([
          seed,
          finding,
          labels[finding],
          report,
        ]);
    }
  });
}
