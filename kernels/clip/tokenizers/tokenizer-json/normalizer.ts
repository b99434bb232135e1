import { charsmapOf } from '../sentencepiece/charsmap.ts';
import { arrayAt, flag, objectAt, stringAt } from './json.ts';
import { patternOf } from './pattern.ts';
import { isIdeograph, isRemovedByCleaning, normalizedTo, withoutMarks } from './unicode-tables.ts';

/** Text → text, before pre-tokenization. */
export type Normalizer = (text: string) => string;

/**
 * Builds the `normalizer` member of a tokenizer.json (null: identity) as huggingface/tokenizers 0.23 runs it.
 * Throws an Error for a type it does not know or a member it cannot read.
 */
export function normalizerOf(config: unknown): Normalizer {
  if (config === null || config === undefined) return text => text;
  const node = objectAt(config, 'normalizer');
  switch (node['type']) {
    case 'Sequence': {
      const steps = arrayAt(node['normalizers'], 'normalizer.normalizers').map(normalizerOf);
      return text => steps.reduce((result, step) => step(result), text);
    }
    case 'NFC':
    case 'NFD':
    case 'NFKC':
    case 'NFKD': {
      const form = node['type'];
      return text => normalizedTo(text, form);
    }
    case 'Lowercase':
      return lowercase;
    case 'Strip':
      return strip(flag(node['strip_left'], true), flag(node['strip_right'], true));
    case 'StripAccents':
      return text => text.replace(/\p{M}/gu, '');
    case 'Precompiled':
      return precompiled(node);
    case 'Nmt':
      return nmt;
    case 'Prepend': {
      const prefix = stringAt(node['prepend'], 'normalizer.prepend');
      return text => (text === '' ? text : prefix + text);
    }
    case 'Replace': {
      const pattern = patternOf(node['pattern']);
      const content = stringAt(node['content'], 'normalizer.content');
      return text => text.replace(pattern, () => content);
    }
    case 'BertNormalizer':
      return bert(node);
    default:
      throw new Error(`normalizer ${JSON.stringify(node['type'])} is not known`);
  }
}

/** One character at a time, so Σ is always σ: the library looks at no context. */
function lowercase(text: string): string {
  return text.includes('Σ') ? text.replaceAll('Σ', 'σ').toLowerCase() : text.toLowerCase();
}

function strip(left: boolean, right: boolean): Normalizer {
  return text => {
    const start = left ? text.replace(/^\p{White_Space}+/u, '') : text;
    return right ? start.replace(/\p{White_Space}+$/u, '') : start;
  };
}

function bert(node: ReturnType<typeof objectAt>): Normalizer {
  const lower = flag(node['lowercase'], true);
  const clean = flag(node['clean_text'], true);
  const apart = flag(node['handle_chinese_chars'], true);
  const unaccent = flag(node['strip_accents'], lower);
  return text => {
    let result = clean ? cleanText(text) : text;
    if (apart) result = setIdeographsApart(result);
    if (unaccent) result = withoutMarks(normalizedTo(result, 'NFD'));
    return lower ? lowercase(result) : result;
  };
}

function cleanText(text: string): string {
  let result = '';
  for (const character of text)
    if (!isRemovedByCleaning(character)) result += /\p{White_Space}/u.test(character) ? ' ' : character;
  return result;
}

function setIdeographsApart(text: string): string {
  let result = '';
  for (const character of text)
    result += isIdeograph(character.codePointAt(0)!) ? ` ${character} ` : character;
  return result;
}

/**
 * SentencePiece's table as the Rust library applies it: to a whole grapheme of up to five bytes, else to each of its
 * characters, always by the shortest entry. @huggingface/tokenizers puts NFKC in its place.
 */
function precompiled(node: ReturnType<typeof objectAt>): Normalizer {
  const table = node['precompiled_charsmap'];
  if (table === null || table === undefined || table === '') return text => text;
  const charsmap = charsmapOf(Buffer.from(stringAt(table, 'normalizer.precompiled_charsmap'), 'base64'));
  const encoder = new TextEncoder();
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
  const replaced = (part: string): string | null => charsmap.shortest(encoder.encode(part), 0)?.text ?? null;
  const plain = new Map(
    Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index)).map(
      character => [character, replaced(character) ?? character] as const,
    ),
  );
  return text => {
    let result = '';
    if (/^[ -~]*$/.test(text)) {
      for (const character of text) result += plain.get(character) ?? character;
      return result;
    }
    for (const { segment } of graphemes.segment(text)) {
      const whole = Buffer.byteLength(segment) < 6 ? replaced(segment) : null;
      if (whole !== null) result += whole;
      else for (const character of segment) result += replaced(character) ?? character;
    }
    return result;
  };
}

function nmt(text: string): string {
  return text
    .replace(/[\u0001-\u0008\u000B\u000E-\u001F\u007F\u008F\u009F]/gu, '')
    .replace(/[\u0009\u000A\u000C\u000D\u1680\u200B-\u200F\u2028\u2029\u2581\uFEFF\uFFFD]/gu, ' ');
}
