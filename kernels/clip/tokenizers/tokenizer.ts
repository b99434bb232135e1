/** A prompt as the text tower reads it. */
export interface TokenizedText {
  /** Ids with start and end tokens, cut to the context length, without padding. */
  readonly ids: readonly number[];
  /** The vocabulary's spelling of each id, same length as `ids`. */
  readonly tokens: readonly string[];
  /** True if the prompt was longer than the context and its end was dropped. */
  readonly truncated: boolean;
}

/** Text → ids, exactly as the family's reference does. Pure and synchronous once loaded. */
export interface Tokenizer {
  /** Longest sequence the text tower takes, start and end tokens included. */
  readonly contextLength: number;
  /** Id the reference pads with. */
  readonly paddingId: number;
  /** Where the reference pads; right if absent. Gemma's and SigLIP 2's classes pad on the left unless configured. */
  readonly paddingSide?: 'left' | 'right';
  tokenize(text: string): TokenizedText;
}

/** Which reference a tokenizer follows: they differ in text cleaning and padding (clip-facts §A.2). */
export type TokenizerSource =
  /** CLIP byte-pair encoding as `open_clip` and OpenAI do it (ftfy, html.unescape, pad 0), from the vocabulary shipped with the product. */
  | { readonly kind: 'clip-bpe'; readonly contextLength: number }
  /** `tokenizer.json` (or vocab files) in a folder, as `transformers`' AutoTokenizer does it. */
  | { readonly kind: 'transformers'; readonly folder: string; readonly contextLength: number }
  /** The same files behind open_clip's HFTokenizer, which cleans the text first (BiomedCLIP, QuiltNet-PMB, SigLIP in open_clip). */
  | {
      readonly kind: 'open-clip';
      readonly folder: string;
      readonly contextLength: number;
      readonly clean: 'whitespace' | 'lower' | 'canonicalize';
      /** open_clip's `strip_sep_token`: 0 in place of the separator. */
      readonly stripSeparator?: boolean;
    };
