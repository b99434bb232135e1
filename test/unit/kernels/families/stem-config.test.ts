import { describe, expect, it } from 'vitest';
import { configOf } from '../../../../kernels/clip/families/config.ts';
import { stemOf } from '../../../../kernels/clip/families/stem-config.ts';

const read = (stem: unknown, patch = 16): unknown => stemOf(configOf({ stem }, 'config.json'), patch);

describe('the stem in a configuration', () => {
  it('is a list of convolutions', () => {
    expect(read([{ channels: 8, stride: 2 }, { channels: 16 }])).toEqual([
      { channels: 8, stride: 2 },
      { channels: 16, stride: 1 },
    ]);
  });

  it.each([
    ['no list', 'convolutions', /no list/],
    ['empty', [], /no list/],
    ['a number', [3], /no layer/],
    ['a stride of 3', [{ channels: 8, stride: 3 }], /neither 1 nor 2/],
    ['no channels', [{ stride: 2 }], /channels/],
    [
      'steps that do not divide the patch',
      Array.from({ length: 5 }, () => ({ channels: 8, stride: 2 })),
      /32 pixels/,
    ],
  ])('is refused if it is %s', (_, stem, message) => {
    expect(() => read(stem)).toThrow(message);
  });
});
