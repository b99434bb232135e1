import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attentionBias, packPrompts, pathTo } from '../../../../kernels/clip/encoders/prompt-packs.ts';

/** Few different ids, so that common beginnings are frequent. */
const prompts = fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 }), {
  maxLength: 40,
});

it('keeps every prompt once, token by token, at its own positions', () => {
  fc.assert(
    fc.property(prompts, fc.integer({ min: 1, max: 60 }), (sequences, budget) => {
      const found = new Map<number, number[]>();
      for (const pack of packPrompts(sequences, budget)) {
        for (const { index, end } of pack.prompts) {
          const path = pathTo(pack, end);
          expect(found.has(index)).toBe(false);
          expect(path.map(token => pack.positions[token])).toEqual(path.map((_, position) => position));
          found.set(
            index,
            path.map(token => pack.ids[token]!),
          );
        }
      }
      expect(sequences.map((_, index) => found.get(index))).toEqual(sequences);
    }),
  );
});

it('never exceeds the budget but for a single longer prompt', () => {
  fc.assert(
    fc.property(prompts, fc.integer({ min: 1, max: 60 }), (sequences, budget) => {
      for (const { ids, prompts: members } of packPrompts(sequences, budget)) {
        if (ids.length > budget)
          expect(new Set(members.map(({ index }) => String(sequences[index]))).size).toBe(1);
      }
    }),
  );
});

it('computes a common beginning once', () => {
  const [pack] = packPrompts(
    [
      [9, 1, 2, 7],
      [9, 1, 2, 3, 7],
      [9, 1, 2, 7],
    ],
    100,
  );
  expect(pack!.ids).toEqual([9, 1, 2, 3, 7, 7]);
  expect(pack!.prompts).toHaveLength(3);
});

it('lets a token see itself and the tokens before it in its own prompt, and nothing else', () => {
  const [pack] = packPrompts(
    [
      [9, 1, 7],
      [9, 2, 7],
    ],
    100,
  );
  const bias = attentionBias(pack!);
  const length = pack!.ids.length;
  const seen = pack!.ids.map((_, token) =>
    pack!.ids.filter((_id, other) => bias[token * length + other] === 0),
  );
  expect(seen).toEqual([[9], [9, 1], [9, 1, 7], [9, 2], [9, 2, 7]]);
  expect(new Set(bias)).toEqual(new Set([0, -10_000]));
});
