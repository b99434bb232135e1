import { describe, expect, it } from 'vitest';
import { absent, present } from '../../../../kernels/phantoms/modalities/dermoscopy/statements.ts';
import { checkSize, holdsAsStated, renderer } from './stated-truth.ts';

const render = renderer('dermoscopy');

describe('dermoscopy', () => {
  holdsAsStated('dermoscopy', present, absent, 'nevus');

  it('draws a lesion about as wide as it says', () => {
    for (let seed = 0; seed < 30; seed++) {
      const { findings } = render(seed, [{ name: 'nevus', millimetres: 6 }]);
      const [, , width, height] = findings[0]!.box;
      expect(findings[0]!.millimetres).toBe(6);
      expect((Math.max(width, height) / checkSize) * 12).toBeGreaterThan(4.5);
      expect((Math.max(width, height) / checkSize) * 12).toBeLessThan(7.5);
    }
  });

  it('names the body site that is asked for', () => {
    const { metadata, report } = render(1, [{ name: 'melanoma', location: 'scalp' }]);
    expect(metadata['site']).toBe('scalp');
    expect(report.join(' ')).toContain('scalp');
  });
});
