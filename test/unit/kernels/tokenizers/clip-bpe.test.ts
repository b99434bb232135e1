import { describe, expect, it } from 'vitest';
import { clipBytePairs } from '../../../../kernels/clip/tokenizers/clip-bpe.ts';
import { loadTokenizer } from '../../../../kernels/clip/tokenizers/load.ts';

const tokenizer = await loadTokenizer({ kind: 'clip-bpe', contextLength: 77 });

describe('CLIP byte-pair encoding', () => {
  it('gives the ids that transformers.js documents for OpenAI’s vocabulary', () => {
    expect(tokenizer.tokenize('How are you doing?')).toEqual({
      ids: [49406, 829, 631, 592, 1960, 286, 49407],
      tokens: ['<start_of_text>', 'how</w>', 'are</w>', 'you</w>', 'doing</w>', '?</w>', '<end_of_text>'],
      truncated: false,
    });
  });

  it('frames an empty prompt', () => {
    expect(tokenizer.tokenize('').ids).toEqual([49406, 49407]);
    expect(tokenizer.tokenize(' \n\t ').ids).toEqual([49406, 49407]);
  });

  it('keeps the end token last when it cuts', () => {
    expect(tokenizer.tokenize('a '.repeat(75))).toMatchObject({ truncated: false });
    const cut = tokenizer.tokenize('a '.repeat(76));
    expect(cut).toMatchObject({ truncated: true });
    expect(cut.ids).toHaveLength(77);
    expect(cut.ids.at(-1)).toBe(49407);
  });

  it('refuses a vocabulary that is cut short', () => {
    expect(() => clipBytePairs('#version\na b\n', 77)).toThrow('cut short');
  });

  it('pads with 0', () => {
    expect(tokenizer.paddingId).toBe(0);
  });
});
