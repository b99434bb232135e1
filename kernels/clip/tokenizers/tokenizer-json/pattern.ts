import { ReplaceNormalizer } from '@huggingface/tokenizers';
import { isObject } from './json.ts';

/** What to do with the parts that a pattern matches, as the Rust library names it. */
export type SplitBehavior = 'Removed' | 'Isolated' | 'MergedWithPrevious' | 'MergedWithNext' | 'Contiguous';

/**
 * A tokenizer.json pattern (`{ "Regex": … }` in Oniguruma's syntax or `{ "String": … }`) as a JavaScript
 * expression with the flags `gu`. The translation is the library's. Throws an Error for what it cannot express.
 */
export function patternOf(value: unknown): RegExp {
  if (typeof value === 'string') return patternOf({ String: value });
  if (!isObject(value)) throw new Error('a pattern is neither a Regex nor a String');
  const { Regex, String: literal } = value;
  const given =
    typeof Regex === 'string' ? { Regex } : typeof literal === 'string' ? { String: literal } : null;
  if (given === null) throw new Error('a pattern is neither a Regex nor a String');
  const { pattern: compiled } = new ReplaceNormalizer({ type: 'Replace', pattern: given, content: '' });
  if (compiled === null) throw new Error('a pattern could not be compiled');
  return compiled;
}

/**
 * Cuts `text` at the matches of `pattern` and treats them as `behavior` says; `invert` swaps matches and gaps.
 * Empty pieces are dropped. Follows `NormalizedString::split` of huggingface/tokenizers.
 */
export function splitAt(text: string, pattern: RegExp, behavior: SplitBehavior, invert: boolean): string[] {
  const parts = partsOf(text, pattern).map(part => ({ ...part, match: part.match !== invert }));
  const pieces: string[] = [];
  let previousMatched = false;
  let pending = '';
  for (const { text: part, match } of parts) {
    const last = pieces.length - 1;
    if (behavior === 'Removed') {
      if (!match) pieces.push(part);
    } else if (behavior === 'Isolated') {
      pieces.push(part);
    } else if (behavior === 'Contiguous') {
      if (last >= 0 && match === previousMatched) pieces[last]! += part;
      else pieces.push(part);
    } else if (behavior === 'MergedWithPrevious') {
      if (match && last >= 0 && !previousMatched) pieces[last]! += part;
      else pieces.push(part);
    } else if (match) {
      if (pending) pieces.push(pending);
      pending = part;
    } else {
      pieces.push(pending + part);
      pending = '';
    }
    previousMatched = match;
  }
  if (pending) pieces.push(pending);
  return pieces;
}

function partsOf(text: string, pattern: RegExp): { text: string; match: boolean }[] {
  const parts: { text: string; match: boolean }[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0] === '') continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), match: false });
    parts.push({ text: match[0], match: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), match: false });
  return parts;
}
