import { describe, expect, it } from 'vitest';
import { absent, present } from '../../../../kernels/phantoms/modalities/retinal-oct/statements.ts';
import { checkSize, holdsAsStated, renderer } from './stated-truth.ts';

const render = renderer('retinal-oct');

describe('retinal-oct', () => {
  holdsAsStated('retinal-oct', present, absent, 'subretinal fluid');

  it('puts fluid on the side of the fovea that it names: nasal is on the right in a right eye', () => {
    for (const eye of ['left', 'right'] as const) {
      for (const location of ['nasal', 'temporal']) {
        const { findings, metadata } = render(5, [{ name: 'subretinal fluid', side: eye, location }]);
        const [x, , width] = findings[0]!.box;
        expect(metadata['eye']).toBe(eye);
        expect(x + width / 2 > checkSize / 2).toBe((location === 'nasal') === (eye === 'right'));
      }
    }
  });

  it('thickens the retina by macular edema, and says by how much', () => {
    const thickness = (severity?: 'mild' | 'severe'): number =>
      Number(render(8, severity ? [{ name: 'macular edema', severity }] : []).metadata['thickness']);
    expect(thickness('mild')).toBeGreaterThan(thickness() + 20);
    expect(thickness('severe')).toBeGreaterThan(thickness('mild') + 50);
  });
});
