import { expect, it } from 'vitest';
import { drawn, holdsFor } from './modality-properties.ts';

holdsFor('histology', {
  adenocarcinoma: /carcinoma|malignan/i,
  inflammation: /inflammat|lymphocyt/i,
  necrosis: /necrosis|necrotic/i,
  mitosis: /mitosis|mitotic|dividing/i,
  fibrosis: /fibrosis|fibrotic|sclerotic/i,
  'adipose tissue': /adipose|adipocytes|fat\b|fatty/i,
});

it('is pink and purple: more red and blue than green', () => {
  for (let seed = 0; seed < 12; seed++) {
    const { data, channels } = drawn('histology', seed);
    expect(channels).toBe(3);
    const sums = [0, 0, 0];
    data.forEach((value, at) => (sums[at % 3]! += value));
    expect(sums[0]).toBeGreaterThan(sums[1]! * 1.08);
    expect(sums[2]).toBeGreaterThan(sums[1]! * 1.08);
  }
});

it('gives a mitosis only at a power that shows it', () => {
  for (let seed = 0; seed < 20; seed++)
    expect(drawn('histology', seed, [{ name: 'mitosis' }]).metadata['magnification']).not.toBe('10x');
});
