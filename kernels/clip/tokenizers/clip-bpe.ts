import { BPE, ByteLevelPreTokenizer } from '@huggingface/tokenizers';
import { cleanLower } from './cleaning/clean.ts';
import { framed } from './framing.ts';
import { remembered } from './tokenizer-json/remembered.ts';
import type { Tokenizer } from './tokenizer.ts';

/** 49,152 entries less 256 bytes, and less the two special tokens. */
const mergeCount = 49152 - 256 - 2;

/**
 * CLIP's byte-pair encoding as open_clip's `SimpleTokenizer` runs it: text cleaned by ftfy and HTML unescaping,
 * whitespace collapsed, lower case; 49,408 entries, start 49406, end 49407, padded with 0.
 * `vocabulary` is the text of bpe_simple_vocab_16e6.txt. Throws an Error if it is not that file.
 */
export function clipBytePairs(vocabulary: string, contextLength: number): Tokenizer {
  const merges = mergesOf(vocabulary);
  const tokens = tokensOf(merges);
  const idOf = new Map(tokens.map((token, id) => [token, id]));
  const bytes = new ByteLevelPreTokenizer({ type: 'ByteLevel', use_regex: false });
  const model = new BPE({
    type: 'BPE',
    vocab: Object.fromEntries(idOf),
    merges,
    end_of_word_suffix: '</w>',
    ignore_merges: false,
  });
  const start = tokens.length - 2;
  const end = tokens.length - 1;
  const special = new Map([
    [tokens[start]!, start],
    [tokens[end]!, end],
  ]);
  const frame = {
    before: [{ id: start, token: tokens[start]! }],
    after: [{ id: end, token: tokens[end]! }],
  };
  const encode = remembered((word: string): number[] => {
    const id = special.get(word);
    return id === undefined
      ? model._call(bytes.pre_tokenize_text(word)).map(token => idOf.get(token)!)
      : [id];
  });
  return {
    contextLength,
    paddingId: 0,
    tokenize: text =>
      framed((cleanLower(text).match(words) ?? []).flatMap(encode), frame, contextLength, id => tokens[id]!),
  };
}

/**
 * The reference's pattern ignores case, but its text is in lower case already; what is left of that is ſ for s, and
 * U+0345, which folds to a letter without being one and so belongs to no class.
 */
const words =
  /<[sſ]tart_of_text>|<end_of_text>|'[sſ]|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}\u0345]+/gu;

function mergesOf(vocabulary: string): [string, string][] {
  const lines = vocabulary.split('\n').slice(1, mergeCount + 1);
  if (lines.length < mergeCount) throw new Error('the vocabulary is cut short');
  return lines.map((line, index) => {
    const [left, right] = line.split(' ');
    if (!left || !right) throw new Error(`merge ${index + 1} is not a pair`);
    return [left, right];
  });
}

/** Bytes in the order of GPT-2's table, bytes that end a word, merged pairs, special tokens. */
function tokensOf(merges: readonly [string, string][]): string[] {
  const characters = byteCharacters();
  return [
    ...characters,
    ...characters.map(character => `${character}</w>`),
    ...merges.map(pair => pair.join('')),
    '<start_of_text>',
    '<end_of_text>',
  ];
}

/** The printable bytes of Latin-1 as themselves, then the other 68 as U+0100 onwards. */
function byteCharacters(): string[] {
  const printable = [range(0x21, 0x7e), range(0xa1, 0xac), range(0xae, 0xff)].flat();
  return [...printable, ...range(0x100, 0x143)].map(code => String.fromCharCode(code));
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
