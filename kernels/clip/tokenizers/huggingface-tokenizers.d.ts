// The package's own declarations use paths without extensions, which TypeScript's NodeNext resolution cannot follow.
// Only what is used here is declared, after version 0.2.0.
declare module '@huggingface/tokenizers' {
  interface Model {
    /** Cuts words into vocabulary entries; unknown stretches come back as they are or as the unknown token. */
    _call(words: string[]): string[];
  }

  export const BPE: new (config: {
    type: 'BPE';
    vocab: Record<string, number>;
    merges: [string, string][];
    unk_token?: string | null;
    end_of_word_suffix?: string | null;
    fuse_unk?: boolean;
    byte_fallback?: boolean;
    ignore_merges: boolean;
  }) => Model;

  export const WordPiece: new (config: {
    type: 'WordPiece';
    vocab: Record<string, number>;
    unk_token: string;
    continuing_subword_prefix: string;
    max_input_chars_per_word: number;
  }) => Model;

  export const Unigram: new (
    config: { type: 'Unigram'; vocab: [string, number][]; unk_id: number },
    endToken: string,
  ) => Model;

  export const ByteLevelPreTokenizer: new (config: {
    type: 'ByteLevel';
    add_prefix_space?: boolean;
    use_regex?: boolean;
  }) => { pre_tokenize_text(text: string): string[] };

  export const ReplaceNormalizer: new (config: {
    type: 'Replace';
    pattern: { Regex: string } | { String: string };
    content: string;
  }) => { pattern: RegExp | null };
}
