import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLower } from '../../../../kernels/clip/tokenizers/cleaning/clean.ts';
import { fixText } from '../../../../kernels/clip/tokenizers/cleaning/ftfy/fix-text.ts';
import { unescapeHtml } from '../../../../kernels/clip/tokenizers/cleaning/html.ts';
import { loadTokenizer } from '../../../../kernels/clip/tokenizers/load.ts';
import { modelOf } from '../../../../kernels/clip/tokenizers/tokenizer-json/model.ts';
import { normalizerOf } from '../../../../kernels/clip/tokenizers/tokenizer-json/normalizer.ts';
import { preTokenizerOf } from '../../../../kernels/clip/tokenizers/tokenizer-json/pre-tokenizer.ts';
import { folderWith, vocabulary } from './golden-folders.ts';

describe('where @huggingface/tokenizers differs from the Rust library', () => {
  it('lower case of Σ looks at no context', () => {
    expect(normalizerOf({ type: 'Lowercase' })('ΑΣ')).toBe('ας'.replace('ς', 'σ'));
  });

  it('whitespace is White_Space: U+0085 belongs, U+FEFF does not', () => {
    expect(preTokenizerOf({ type: 'WhitespaceSplit' })('a\u0085b\ufeffc', true)).toEqual(['a', 'b\ufeffc']);
    expect(preTokenizerOf({ type: 'ByteLevel', add_prefix_space: false })('-\ufeff', true)).toEqual(['-ï»¿']);
  });

  it('BERT sets ideographs beyond the basic plane apart and keeps supplementary characters whole', () => {
    const bert = normalizerOf({ type: 'BertNormalizer', lowercase: false });
    expect(bert('a𠮷b')).toBe('a 𠮷 b');
    expect(bert('a\u{e0041}b\u0000c')).toBe('abc');
  });

  it('BERT knows punctuation and marks by Unicode 8', () => {
    const split = preTokenizerOf({ type: 'BertPreTokenizer' });
    expect(split('a\u2e41b', true)).toHaveLength(3);
    expect(split('a\u2e43b', true)).toHaveLength(1);
    expect(normalizerOf({ type: 'BertNormalizer' })('a\u0301b\u08d3')).toBe('ab\u08d3');
  });

  it('splits merge with their neighbours', () => {
    const split = (behavior: string): string[] =>
      preTokenizerOf({ type: 'Split', pattern: { String: '-' }, behavior })('-a--b-', true);
    expect(split('Removed')).toEqual(['a', 'b']);
    expect(split('Isolated')).toEqual(['-', 'a', '-', '-', 'b', '-']);
    expect(split('MergedWithPrevious')).toEqual(['-', 'a-', '-', 'b-']);
    expect(split('MergedWithNext')).toEqual(['-a', '-', '-b', '-']);
    expect(split('Contiguous')).toEqual(['-', 'a', '--', 'b', '-']);
  });

  it('added tokens respect single_word, lstrip and rstrip, and the longest one wins', async () => {
    const token = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
    const tokenizer = await loadTokenizer({
      kind: 'transformers',
      contextLength: 32,
      folder: folderWith({
        'tokenizer.json': {
          added_tokens: [
            { ...token, id: 1, content: '<x>' },
            { ...token, id: 2, content: '<x><y>', lstrip: true, rstrip: true },
            { ...token, id: 3, content: 'ww', single_word: true },
          ],
          normalizer: null,
          pre_tokenizer: null,
          post_processor: null,
          model: { type: 'BPE', vocab: { a: 0, w: 4, ' ': 5 }, merges: [] },
        },
      }),
    });
    expect(tokenizer.tokenize('a <x><y> a<x>').ids).toEqual([0, 2, 0, 1]);
    expect(tokenizer.tokenize('ww aww').ids).toEqual([3, 5, 0, 4, 4]);
  });

  it('Unigram falls back to bytes', () => {
    const vocab = [
      ['<unk>', 0],
      ['a', -1],
      ['<0xC3>', -9],
      ['<0xA9>', -9],
    ];
    const ids = (byte_fallback: boolean): readonly number[] =>
      modelOf({ type: 'Unigram', unk_id: 0, vocab, byte_fallback }).encode('aéa');
    expect(ids(true)).toEqual([1, 2, 3, 1]);
    expect(ids(false)).toEqual([1, 0, 1]);
  });

  it('SentencePiece’s table decides, not NFKC', async () => {
    const source = (tokenizerClass: string): Parameters<typeof loadTokenizer>[0] => ({
      kind: 'transformers',
      contextLength: 64,
      folder: folderWith({
        'spiece.model': vocabulary('siglip.model.gz'),
        'tokenizer_config.json': { tokenizer_class: tokenizerClass },
      }),
    });
    for (const name of ['SiglipTokenizer', 'T5Tokenizer']) {
      const tokenizer = await loadTokenizer(source(name));
      expect(tokenizer.tokenize('ﬁbrosis').ids).toEqual(tokenizer.tokenize('fibrosis').ids);
      expect(tokenizer.tokenize('heart\u200bfailure').ids).toEqual(tokenizer.tokenize('heart failure').ids);
    }
  });
});

describe('cleaning as Python does it', () => {
  it.each([
    ['schÃ¶n', 'schön'],
    ['â€œ like this â€�', '" like this �'],
    ['voilÃ le travail', 'voilà le travail'],
    ['&lt;b&gt; &EACUTE;', '<b> É'],
    ['<b> &amp;', '<b> &amp;'],
    ['ﬁ ﬀ Ǆ', 'fi ff DŽ'],
    ['Ｘ－ｒａｙ', 'X-ray'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['a\r\nb\u2028c', 'a\nb\nc'],
    ['\ud800', '\ufffd'],
  ])('ftfy: %j → %j', (text, fixed) => {
    expect(fixText(text)).toBe(fixed);
  });

  it.each([
    ['&notit;', '¬it;'],
    ['&notin;', '∉'],
    ['&#x80;&#0;&#xD800;&#1114112;&#1;', '€\ufffd\ufffd\ufffd'],
    ['&#x1F600', '😀'],
    ['&constructor;&__proto__;', '&constructor;&__proto__;'],
  ])('html.unescape: %j → %j', (text, plain) => {
    expect(unescapeHtml(text)).toBe(plain);
  });

  it('knows Python’s whitespace and lower case', () => {
    expect(cleanLower('<&#x85;>\u00a0İ ΑΣ')).toBe('<…> i̇ ας');
    expect(cleanLower('a\u3000\u2003 b')).toBe('a b');
  });
});

describe('CLIP’s pattern', () => {
  it('drops U+0345, which Python’s regex counts to no class, and reads ſ after an apostrophe as s', async () => {
    const tokenizer = await loadTokenizer({ kind: 'clip-bpe', contextLength: 77 });
    expect(tokenizer.tokenize('a <\u0345>').ids).toEqual(tokenizer.tokenize('a < >').ids);
    expect(tokenizer.tokenize("it'ſ").ids).toEqual([49406, 585, 6, 129, 379, 49407]);
  });

  it('never throws and stays within the context, lone surrogates included', async () => {
    const tokenizer = await loadTokenizer({ kind: 'clip-bpe', contextLength: 77 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string(), (text, other) => {
        const { ids, tokens, truncated } = tokenizer.tokenize(`${text}\ud800${other}`);
        expect(ids.length).toBeLessThanOrEqual(77);
        expect(tokens).toHaveLength(ids.length);
        expect(ids.at(-1)).toBe(49407);
        if (truncated) expect(ids).toHaveLength(77);
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});
