import { ByteLevelPreTokenizer } from '@huggingface/tokenizers';
import { arrayAt, flag, objectAt } from './json.ts';
import { remembered } from './remembered.ts';
import { patternOf, splitAt, type SplitBehavior } from './pattern.ts';
import { isPunctuation } from './unicode-tables.ts';

/** One piece of text → the words that the model sees; `first` is true for the piece that opens the prompt. */
export type PreTokenizer = (piece: string, first: boolean) => string[];

const whitespace = /\p{White_Space}+/gu;

/**
 * Builds the `pre_tokenizer` member of a tokenizer.json (null: one word) as huggingface/tokenizers 0.23 runs it.
 * Throws an Error for a type it does not know or a member it cannot read.
 */
export function preTokenizerOf(config: unknown): PreTokenizer {
  if (config === null || config === undefined) return piece => [piece];
  const node = objectAt(config, 'pre_tokenizer');
  switch (node['type']) {
    case 'Sequence': {
      const steps = arrayAt(node['pretokenizers'], 'pre_tokenizer.pretokenizers').map(preTokenizerOf);
      return (piece, first) =>
        steps.reduce(
          (pieces, step) => pieces.flatMap((part, index) => step(part, first && index === 0)),
          [piece],
        );
    }
    case 'WhitespaceSplit':
      return piece => splitAt(piece, whitespace, 'Removed', false);
    case 'Whitespace': {
      const words = patternOf({ Regex: '\\w+|[^\\w\\s]+' });
      return piece => splitAt(piece, words, 'Removed', true);
    }
    case 'BertPreTokenizer':
      return piece => splitAt(piece, whitespace, 'Removed', false).flatMap(isolatePunctuation);
    case 'Punctuation': {
      const behavior = behaviorOf(node['behavior'] ?? 'Isolated');
      return piece => splitAt(piece, punctuationOf(piece), behavior, false);
    }
    case 'Digits': {
      const digits = flag(node['individual_digits'], false) ? /\p{N}/gu : /\p{N}+/gu;
      return piece => splitAt(piece, digits, 'Isolated', false);
    }
    case 'Split': {
      const pattern = patternOf(node['pattern']);
      const behavior = behaviorOf(node['behavior']);
      const invert = flag(node['invert'], false);
      return piece => splitAt(piece, pattern, behavior, invert);
    }
    case 'Metaspace':
      return metaspace(node);
    case 'ByteLevel':
      return byteLevel(node);
    default:
      throw new Error(`pre_tokenizer ${JSON.stringify(node['type'])} is not known`);
  }
}

function behaviorOf(value: unknown): SplitBehavior {
  const known = ['Removed', 'Isolated', 'MergedWithPrevious', 'MergedWithNext', 'Contiguous'] as const;
  const found = known.find(name => name === value);
  if (found === undefined) throw new Error(`split behaviour ${JSON.stringify(value)} is not known`);
  return found;
}

function isolatePunctuation(word: string): string[] {
  const pieces: string[] = [];
  let open = false;
  for (const character of word) {
    if (isPunctuation(character)) {
      pieces.push(character);
      open = false;
    } else if (open) pieces[pieces.length - 1]! += character;
    else {
      pieces.push(character);
      open = true;
    }
  }
  return pieces;
}

function punctuationOf(piece: string): RegExp {
  const found = [...new Set(piece)].filter(isPunctuation);
  const codes = found.map(character => `\\u{${character.codePointAt(0)!.toString(16)}}`);
  return codes.length === 0 ? /(?!)/gu : new RegExp(`[${codes.join('')}]`, 'gu');
}

function metaspace(node: ReturnType<typeof objectAt>): PreTokenizer {
  const mark = typeof node['replacement'] === 'string' ? node['replacement'] : '▁';
  const scheme = node['prepend_scheme'] ?? (flag(node['add_prefix_space'], true) ? 'always' : 'never');
  const split = flag(node['split'], true);
  const marks = patternOf({ String: mark });
  return (piece, first) => {
    let text = piece.replaceAll(' ', mark);
    if ((scheme === 'always' || (scheme === 'first' && first)) && !text.startsWith(mark)) text = mark + text;
    return split ? splitAt(text, marks, 'MergedWithNext', false) : [text];
  };
}

/** The library's ByteLevel, except that its own expression counts U+FEFF as whitespace, which GPT-2's does not. */
function byteLevel(node: ReturnType<typeof objectAt>): PreTokenizer {
  const bytes = new ByteLevelPreTokenizer({ type: 'ByteLevel', use_regex: false });
  const spelled = remembered((word: string) => bytes.pre_tokenize_text(word));
  const prefix = flag(node['add_prefix_space'], true);
  const words = flag(node['use_regex'], true)
    ? patternOf({
        Regex: "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
      })
    : null;
  return piece => {
    const text = prefix && !piece.startsWith(' ') ? ` ${piece}` : piece;
    return (words === null ? [text] : splitAt(text, words, 'Isolated', false)).flatMap(word => spelled(word));
  };
}
