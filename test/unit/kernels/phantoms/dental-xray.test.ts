import { describe, expect, it } from 'vitest';
import { drawer, holdsAsClaimed } from './claimed-truth.ts';

const draw = drawer('dental-xray');

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

describe('dental-xray', () => {
  holdsAsClaimed('dental-xray', claims);

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
