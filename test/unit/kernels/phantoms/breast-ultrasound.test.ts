import { describe, expect, it } from 'vitest';
import { drawPhantom } from '../../../../kernels/phantoms/draw-phantom.ts';
import { createTextures } from '../../../../kernels/phantoms/drawing/texture.ts';
import { breastUltrasound } from '../../../../kernels/phantoms/modalities/breast-ultrasound/index.ts';
import type { Finding, Phantom } from '../../../../kernels/phantoms/phantom.ts';

const textures = createTextures();
const modality = 'breast-ultrasound';

function draw(seed: number, findings?: readonly Finding[], size = 64): Phantom {
  return drawPhantom({ modality, seed, size, ...(findings ? { findings } : {}) }, textures);
}

/** Words by which a sentence claims a finding. */
const claims: Readonly<Record<string, RegExp>> = {
  cyst: /cyst|anechoic lesion/i,
  'benign mass': /fibroadenoma|benign|circumscribed/i,
  'malignant mass': /malignan|suspicious|spiculated|carcinoma|cancer/i,
  calcifications: /calcification/i,
  'dilated duct': /dilated|ectasia|dilatation/i,
};

const denies = /\b(no|not|without|free of|native)\b/i;

function claimed(report: readonly string[], name: string): boolean {
  return report.some(sentence => !denies.test(sentence) && claims[name]!.test(sentence));
}

describe('breast-ultrasound', () => {
  it('draws the same bytes and words for the same seed, other ones for another', () => {
    const [first, again, other] = [draw(5), draw(5), draw(6)];
    expect(again).toEqual(first);
    expect(other.data).not.toEqual(first.data);
  });

  it.each(breastUltrasound.findings)('paints %s into its mask', name => {
    let compared = 0;
    for (let seed = 0; seed < 40 && compared < 4; seed++) {
      const sick = draw(seed, [{ name }], 112);
      const well = draw(seed, [], 112);
      expect(sick.labels[name]).toBe(true);
      const [{ mask, box } = { mask: new Uint8Array(), box: [0, 0, 0, 0] }] = sick.findings;
      expect(mask.some(value => value === 1)).toBe(true);
      expect(box[2] * box[3]).toBeGreaterThan(0);
      if (JSON.stringify(well.metadata) !== JSON.stringify(sick.metadata)) continue;
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
      for (const name of breastUltrasound.findings)
        expect([seed, name, claimed(report, name), report]).toEqual([seed, name, labels[name], report]);
    }
  });

  it('keeps side, clock position and millimetres', () => {
    for (let seed = 0; seed < 20; seed++) {
      const place = { side: 'left', location: "10 o'clock" } as const;
      const { findings, report, metadata } = draw(seed, [{ name: 'cyst', ...place, millimetres: 14 }], 224);
      expect(findings[0]).toMatchObject({ ...place, millimetres: 14 });
      expect(metadata).toMatchObject({ side: 'left', clock: "10 o'clock" });
      expect(report.join(' ')).not.toContain('right');
      const drawn = (findings[0]!.box[2] / 224) * Number(metadata['millimetresWide']);
      expect(Math.abs(drawn - 14)).toBeLessThan(1.5);
    }
  });

  it('makes malignant masses taller than wide, benign ones wider than tall', () => {
    for (let seed = 0; seed < 20; seed++) {
      const box = (name: string): readonly number[] => draw(seed, [{ name }], 224).findings[0]!.box;
      const [, , wide, tall] = box('malignant mass');
      expect(tall).toBeGreaterThan(wide!);
      const [, , broad, flat] = box('benign mass');
      expect(broad).toBeGreaterThan(flat!);
    }
  });

  it('refuses a finding it does not know', () => {
    expect(() => draw(1, [{ name: 'gastritis' }])).toThrow(RangeError);
    expect(() => draw(1, [{ name: 'cyst', location: 'nowhere' }])).toThrow(RangeError);
  });
});
