import { describe, expect, it } from 'vitest';
import { loadTokenizer } from '../../../../kernels/clip/tokenizers/load.ts';
import type { TokenizerSource } from '../../../../kernels/clip/tokenizers/tokenizer.ts';
import { clipFiles, folderWith, goldenIds, padding, prompts, vocabulary } from './golden-folders.ts';

/** The trained tokenizer.json with start and end tokens. */
function gemma(before: readonly string[], after: readonly string[]): object {
  const ids: Record<string, number> = { '<eos>': 1, '<bos>': 2 };
  const item = (token: string): object => ({ SpecialToken: { id: token, type_id: 0 } });
  return {
    ...(JSON.parse(vocabulary('gemma.json.gz').toString('utf8')) as object),
    post_processor: {
      type: 'TemplateProcessing',
      single: [...before.map(item), { Sequence: { id: 'A', type_id: 0 } }, ...after.map(item)],
      special_tokens: Object.fromEntries(
        [...before, ...after].map(token => [token, { id: token, ids: [ids[token]], tokens: [token] }]),
      ),
    },
  };
}

const folders = {
  clip: folderWith({ ...clipFiles(), 'tokenizer_config.json': { tokenizer_class: 'CLIPTokenizer' } }),
  bert: folderWith({
    'vocab.txt': vocabulary('bert-vocab.txt.gz'),
    'tokenizer_config.json': { tokenizer_class: 'BertTokenizer', do_lower_case: true },
  }),
  'bert-cased': folderWith({
    'vocab.txt': vocabulary('bert-vocab.txt.gz'),
    'tokenizer_config.json': { tokenizer_class: 'BertTokenizer', do_lower_case: false },
  }),
  siglip: folderWith({
    'spiece.model': vocabulary('siglip.model.gz'),
    'tokenizer_config.json': { tokenizer_class: 'SiglipTokenizer', model_max_length: 64 },
  }),
  'siglip-identity': folderWith({
    'spiece.model': vocabulary('siglip-identity.model.gz'),
    'tokenizer_config.json': { tokenizer_class: 'SiglipTokenizer', model_max_length: 64 },
  }),
  t5: folderWith({
    'spiece.model': vocabulary('siglip.model.gz'),
    'tokenizer_config.json': { tokenizer_class: 'T5Tokenizer' },
  }),
  siglip2: folderWith({
    'tokenizer.json': gemma([], ['<eos>']),
    'tokenizer_config.json': {
      tokenizer_class: 'Siglip2Tokenizer',
      add_bos_token: true,
      padding_side: 'right',
    },
  }),
  gemma: folderWith({
    'tokenizer.json': gemma(['<bos>'], []),
    'tokenizer_config.json': { tokenizer_class: 'GemmaTokenizer', add_eos_token: true },
  }),
  plain: folderWith({
    'tokenizer.json': gemma(['<bos>'], ['<eos>']),
    'tokenizer_config.json': { tokenizer_class: 'PreTrainedTokenizerFast', pad_token: '<pad>' },
  }),
};

const transformers = (folder: keyof typeof folders, contextLength: number): TokenizerSource => ({
  kind: 'transformers',
  folder: folders[folder],
  contextLength,
});

const sources: Record<string, TokenizerSource> = {
  'open-clip-bpe': { kind: 'clip-bpe', contextLength: 77 },
  clip: transformers('clip', 77),
  bert: transformers('bert', 77),
  'bert-cased': transformers('bert-cased', 32),
  siglip: transformers('siglip', 64),
  'siglip-identity': transformers('siglip-identity', 64),
  t5: transformers('t5', 64),
  siglip2: transformers('siglip2', 64),
  gemma: transformers('gemma', 64),
  plain: transformers('plain', 64),
  'open-clip-bert': { kind: 'open-clip', folder: folders.bert, contextLength: 256, clean: 'whitespace' },
  'open-clip-bert-lower': {
    kind: 'open-clip',
    folder: folders['bert-cased'],
    contextLength: 32,
    clean: 'lower',
  },
  'open-clip-t5': { kind: 'open-clip', folder: folders.t5, contextLength: 64, clean: 'canonicalize' },
};

describe('token ids equal the reference’s', () => {
  it('on at least 2,000 prompts', () => {
    expect(prompts.length).toBeGreaterThanOrEqual(2000);
  });

  it.each(Object.entries(sources))('%s', async (name, source) => {
    const tokenizer = await loadTokenizer(source);
    const expected = goldenIds(name);
    expect(expected).toHaveLength(prompts.length);
    const different = prompts.flatMap((prompt, index) => {
      const { ids, tokens, truncated } = tokenizer.tokenize(prompt);
      const spelled = tokens.length === ids.length && tokens.every(token => token !== '');
      // SigLIP leaves the end token away if the text ends with it.
      const cut = !truncated || ids.length >= source.contextLength - 1;
      return spelled && cut && ids.join(' ') === expected[index]!.join(' ')
        ? []
        : [{ prompt, ids, tokens, truncated, expected: expected[index] }];
    });
    expect(different).toEqual([]);
    expect(tokenizer.paddingId).toBe(padding[name]);
  });
});
