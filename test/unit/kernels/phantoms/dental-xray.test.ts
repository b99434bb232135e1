import { describe, expect, it } from 'vitest';
import { drawPhantom } from '../../../../kernels/phantoms/draw-phantom.ts';
import { createTextures } from '../../../../kernels/phantoms/drawing/texture.ts';
import { dentalXray } from '../../../../kernels/phantoms/modalities/dental-xray/index.ts';
import type { Finding, Phantom } from '../../../../kernels/phantoms/phantom.ts';

const textures = createTextures();
const modality = 'dental-xray';

function draw(seed: number, findings?: readonly Finding[], size = 64): Phantom {
  return drawPhantom({ modality, seed, size, ...(findings ? { findings } : {}) }, textures);
}

/** Words by which a sentence claims a finding. */
const claims: Readonly<Record<string, RegExp>> = {
  caries: /caries|carious|decay|cavity/i,
  filling:
    /amalgam|(?<!root-)\bfilled\b|(dental|opaque) filling|(?<!root |canal )filling (at|in) |(?<!crown )restoration of the|restored/i,
  crown: /crown on|crown restoration|crowned|artificial crown|capped|ceramic crown/i,
  'root canal treatment': /root canal|endodontic|root[- ]fill|gutta/i,
  implant: /implant/i,
  'periapical lesion':
    /periapical (lesion|lucency|radiolucency|abscess|granuloma)|apical (periodontitis|lesion)|root tip/i,
  'impacted tooth': /impact/i,
  'missing tooth': /missing|gap|extract|edentulous|absent/i,
  'bone loss': /bone loss|crest is lowered|reduced alveolar|loss of alveolar/i,
};

const denies = /\b(no|not|without|free of|native)\b/i;

function claimed(report: readonly string[], name: string): boolean {
  return report.some(sentence => !denies.test(sentence) && claims[name]!.test(sentence));
}

describe('dental-xray', () => {
  it('draws the same bytes and words for the same seed, other ones for another', () => {
    const [first, again, other] = [draw(5), draw(5), draw(6)];
    expect(again).toEqual(first);
    expect(other.data).not.toEqual(first.data);
  });

  it.each(dentalXray.findings)('paints %s into its mask', name => {
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
      for (const name of dentalXray.findings)
        expect([seed, name, claimed(report, name), report]).toEqual([seed, name, labels[name], report]);
    }
  });

  it('puts a finding at the tooth asked for', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { findings, report, metadata } = draw(seed, [
        { name: 'implant', location: 'lower left first molar' },
      ]);
      expect(findings[0]).toMatchObject({ side: 'left', location: 'lower left first molar' });
      expect(report.join(' ')).toContain('lower left first molar');
      expect(report.join(' ')).not.toMatch(/right|upper/);
      const [x, y, width, height] = findings[0]!.box;
      if (metadata['view'] !== 'panoramic') continue;
      expect(x + width / 2).toBeGreaterThan(32);
      expect(y + height / 2).toBeGreaterThan(32);
    }
  });

  it('finds a tooth in the class, side and jaw asked for', () => {
    for (let seed = 0; seed < 20; seed++) {
      const [finding] = draw(seed, [{ name: 'crown', side: 'right', location: 'upper premolar' }]).findings;
      expect(finding!.location).toMatch(/^upper right (first|second) premolar$/);
    }
  });

  it('refuses a finding it does not know', () => {
    expect(() => draw(1, [{ name: 'gastritis' }])).toThrow(RangeError);
    expect(() => draw(1, [{ name: 'caries', location: 'nowhere' }])).toThrow(RangeError);
  });
});
