import { describe, expect, it } from 'vitest';
import { absent, present } from '../../../../kernels/phantoms/modalities/fundus/statements.ts';
import { checkSize, holdsAsStated, renderer } from './stated-truth.ts';

const render = renderer('fundus');

describe('fundus', () => {
  holdsAsStated('fundus', present, absent, 'hemorrhage');

  it('draws the eye that is asked for: the optic disc lies nasal of the fovea, on the right in a right eye', () => {
    for (const side of ['left', 'right'] as const) {
      for (let seed = 0; seed < 12; seed++) {
        const { metadata, findings } = render(seed, [{ name: 'glaucoma', side }]);
        expect(metadata['eye']).toBe(side);
        const [x, , width] = findings[0]!.box;
        if (metadata['view'] === 'macula-centred')
          expect(x + width / 2 > checkSize / 2).toBe(side === 'right');
      }
    }
  });

  it('puts a hemorrhage into the quadrant it names', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { metadata, findings } = render(seed, [{ name: 'hemorrhage', severity: 'moderate' }]);
      const { box, location = '' } = findings[0]!;
      const [x, y] = [box[0] + box[2] / 2, box[1] + box[3] / 2];
      expect(y < checkSize / 2).toBe(location.startsWith('supero'));
      expect(x > checkSize / 2).toBe(location.endsWith('nasal') === (metadata['eye'] === 'right'));
    }
  });

  it('names bleeding and exudates in every retinopathy beyond mild', () => {
    const { labels } = render(3, [{ name: 'diabetic retinopathy', severity: 'severe' }]);
    expect(labels).toMatchObject({ hemorrhage: true, 'hard exudates': true, drusen: false });
  });
});
