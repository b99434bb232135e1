import type { JsonObject } from '../tokenizer-json/json.ts';

/** The vocabulary part of a tokenizer.json, from that file or from vocabulary files. */
export type Vocabulary = JsonObject;

/** `CLIPTokenizer` of transformers 5.23: byte-level pairs with `</w>`, NFC, lower case. */
export function clipStructure(vocabulary: Vocabulary, unknown: string): JsonObject {
  return {
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        {
          type: 'Split',
          pattern: {
            Regex:
              "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+",
          },
          behavior: 'Removed',
          invert: true,
        },
        { type: 'ByteLevel', add_prefix_space: false, use_regex: true },
      ],
    },
    model: {
      type: 'BPE',
      vocab: vocabulary['vocab'],
      merges: vocabulary['merges'],
      unk_token: unknown,
      end_of_word_suffix: '</w>',
    },
  };
}

/** `BertTokenizer` of transformers 5.23: WordPiece after BERT's basic tokenizer. */
export function bertStructure(vocabulary: Vocabulary, unknown: string, values: JsonObject): JsonObject {
  return {
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: values['tokenize_chinese_chars'] ?? true,
      strip_accents: values['strip_accents'] ?? null,
      lowercase: values['do_lower_case'] ?? true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    model: {
      type: 'WordPiece',
      vocab: vocabulary['vocab'],
      unk_token: unknown,
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
    },
  };
}

/** `GemmaTokenizer` of transformers 5.23, and `Siglip2Tokenizer`, which puts the text in lower case first. */
export function gemmaStructure(vocabulary: Vocabulary, unknown: string, lowercase: boolean): JsonObject {
  const spaces = { type: 'Replace', pattern: { String: ' ' }, content: '▁' };
  return {
    normalizer: lowercase ? { type: 'Sequence', normalizers: [{ type: 'Lowercase' }, spaces] } : spaces,
    pre_tokenizer: { type: 'Split', pattern: { String: ' ' }, behavior: 'MergedWithPrevious', invert: false },
    model: {
      type: 'BPE',
      vocab: vocabulary['vocab'],
      merges: vocabulary['merges'],
      unk_token: unknown,
      fuse_unk: true,
      byte_fallback: true,
    },
  };
}

/** `T5Tokenizer` of transformers 5.23: Unigram over ▁words; its unknown token is always number 2. */
export function t5Structure(vocabulary: Vocabulary, charsmap: string | null): JsonObject {
  return {
    normalizer: charsmap === null ? null : { type: 'Precompiled', precompiled_charsmap: charsmap },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'WhitespaceSplit' },
        { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
      ],
    },
    model: { type: 'Unigram', vocab: vocabulary['vocab'], unk_id: 2, byte_fallback: false },
  };
}
