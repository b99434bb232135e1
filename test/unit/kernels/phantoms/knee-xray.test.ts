import { describe, expect, it } from 'vitest';
import type { Phantom } from '../../../../kernels/phantoms/phantom.ts';
import { drawer, holdsAsClaimed } from './claimed-truth.ts';

const draw = drawer('knee-xray');

/** Words by which a sentence claims a finding. */
const claims: Readonly<Record<string, RegExp>> = {
  osteoarthritis: /osteoarthritis|\bOA\b|degenerative|gonarthrosis|Kellgren/i,
  fracture: /fracture|broken|break/i,
  'joint effusion': /effusion|fluid/i,
  'knee replacement': /replacement|arthroplasty|prosthesis|replaced|TKR/i,
  osteochondroma: /osteochondroma|exostosis/i,
  'bone lesion': /lesion|lucency|lytic/i,
};

/** Adults of the same sex, side and view have the same bones. */
function bones({ metadata: { age, sex, side, view } }: Phantom): string {
  return `${Number(age) < 16} ${sex} ${side} ${view}`;
}

describe('knee-xray', () => {
  holdsAsClaimed('knee-xray', claims, bones);

  it('shows the side asked for, on that side of the film', () => {
    for (let seed = 0; seed < 20; seed++) {
      for (const side of ['left', 'right'] as const) {
        const { metadata, findings, report } = draw(seed, [
          { name: 'fracture', side, location: 'proximal fibula' },
        ]);
        expect(metadata['side']).toBe(side);
        expect(findings[0]!.side).toBe(side);
        expect(report.join(' ')).not.toContain(side === 'left' ? 'right' : 'left');
        // The fibula is lateral: the patient's left, and so the viewer's right, in a left knee.
        const [x, , width] = findings[0]!.box;
        if (metadata['view'] === 'frontal') expect(x + width / 2 > 32).toBe(side === 'left');
      }
    }
  });

  it('narrows the compartment asked for', () => {
    const middle = (location: string): number => {
      const [x, , width] = draw(3, [{ name: 'osteoarthritis', side: 'right', location }]).findings[0]!.box;
      return x + width / 2;
    };
    expect(middle('medial compartment')).toBeGreaterThan(32);
    expect(middle('lateral compartment')).toBeLessThan(32);
    expect(() =>
      draw(3, [
        { name: 'fracture', side: 'left' },
        { name: 'joint effusion', side: 'right' },
      ]),
    ).toThrow('one knee');
  });

  it('refuses a finding it does not know', () => {
    expect(() => draw(1, [{ name: 'gastritis' }])).toThrow(RangeError);
    expect(() => draw(1, [{ name: 'fracture', location: 'nowhere' }])).toThrow(RangeError);
  });
});
