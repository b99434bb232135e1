import { describe, expect, it } from 'vitest';
import { drawer, holdsAsClaimed } from './claimed-truth.ts';

const draw = drawer('breast-ultrasound');

/** Words by which a sentence claims a finding. */
const claims: Readonly<Record<string, RegExp>> = {
  cyst: /cyst|anechoic lesion/i,
  'benign mass': /fibroadenoma|benign|circumscribed/i,
  'malignant mass': /malignan|suspicious|spiculated|carcinoma|cancer/i,
  calcifications: /calcification/i,
  'dilated duct': /dilated|ectasia|dilatation/i,
};

describe('breast-ultrasound', () => {
  holdsAsClaimed('breast-ultrasound', claims);

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
