import { describe, expect, it } from 'vitest';
import { drawPhantom } from '../../../../kernels/phantoms/draw-phantom.ts';
import { createTextures } from '../../../../kernels/phantoms/drawing/texture.ts';
import { kneeXray } from '../../../../kernels/phantoms/modalities/knee-xray/index.ts';
import type { Finding, Phantom } from '../../../../kernels/phantoms/phantom.ts';

const textures = createTextures();
const modality = 'knee-xray';

function draw(seed: number, findings?: readonly Finding[], size = 64): Phantom {
  return drawPhantom({ modality, seed, size, ...(findings ? { findings } : {}) }, textures);
}

/** Words by which a sentence claims a finding. */
const claims: Readonly<Record<string, RegExp>> = {
  osteoarthritis: /osteoarthritis|\bOA\b|degenerative|gonarthrosis|Kellgren/i,
  fracture: /fracture|broken|break/i,
  'joint effusion': /effusion|fluid/i,
  'knee replacement': /replacement|arthroplasty|prosthesis|replaced|TKR/i,
  osteochondroma: /osteochondroma|exostosis/i,
  'bone lesion': /lesion|lucency|lytic/i,
};

const denies = /\b(no|not|without|free of|native)\b/i;

function claimed(report: readonly string[], name: string): boolean {
  return report.some(sentence => !denies.test(sentence) && claims[name]!.test(sentence));
}

describe('knee-xray', () => {
  it('draws the same bytes and words for the same seed, other ones for another', () => {
    const [first, again, other] = [draw(5), draw(5), draw(6)];
    expect(again).toEqual(first);
    expect(other.data).not.toEqual(first.data);
  });

  it.each(kneeXray.findings)('paints %s into its mask', name => {
    let compared = 0;
    for (let seed = 0; seed < 40 && compared < 4; seed++) {
      const sick = draw(seed, [{ name }], 112);
      const well = draw(seed, [], 112);
      expect(sick.labels[name]).toBe(true);
      const [{ mask, box } = { mask: new Uint8Array(), box: [0, 0, 0, 0] }] = sick.findings;
      expect(mask.some(value => value === 1)).toBe(true);
      expect(box[2] * box[3]).toBeGreaterThan(0);
      // Adults of the same sex, side and view have the same bones.
      const bones = ({ metadata: { age, sex, side, view } }: Phantom): string =>
        `${Number(age) < 16} ${sex} ${side} ${view}`;
      if (bones(well) !== bones(sick)) continue;
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
      for (const name of kneeXray.findings)
        expect([seed, name, claimed(report, name), report]).toEqual([seed, name, labels[name], report]);
    }
  });

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
