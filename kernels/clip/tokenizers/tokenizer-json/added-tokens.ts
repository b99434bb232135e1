import { arrayAt, flag, idAt, objectAt, stringAt } from './json.ts';

/** A token that is cut out of the text before the model sees it. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** Only where no letter or digit touches it. */
  readonly singleWord: boolean;
  /** Swallows the whitespace before it. */
  readonly stripLeft: boolean;
  /** Swallows the whitespace after it. */
  readonly stripRight: boolean;
  /** Looked for in normalised text rather than in the text as given. */
  readonly normalized: boolean;
  readonly special: boolean;
}

/** A run of plain text, or an added token found in it. `start` is its offset in the searched text. */
export interface Section {
  readonly text: string;
  readonly start: number;
  readonly token: AddedToken | null;
}

/** Reads the `added_tokens` member of a tokenizer.json; throws an Error for an entry it cannot read. */
export function addedTokensOf(config: unknown): AddedToken[] {
  return arrayAt(config ?? [], 'added_tokens').map(entry => {
    const node = objectAt(entry, 'an entry of added_tokens');
    const special = flag(node['special'], false);
    return {
      id: idAt(node['id'], 'the id of an added token'),
      content: stringAt(node['content'], 'the content of an added token'),
      singleWord: flag(node['single_word'], false),
      stripLeft: flag(node['lstrip'], false),
      stripRight: flag(node['rstrip'], false),
      normalized: flag(node['normalized'], !special),
      special,
    };
  });
}

/**
 * Makes the search for `tokens`: leftmost, longest first, as `AddedVocabulary::find_matches` of
 * huggingface/tokenizers. `spelling` gives the form to look for, which for normalised tokens is the normalised one.
 */
export function finderOf(
  tokens: readonly AddedToken[],
  spelling: (token: AddedToken) => string,
): (text: string) => Section[] {
  const bySpelling = new Map<string, AddedToken>();
  for (const token of tokens) if (spelling(token) !== '') bySpelling.set(spelling(token), token);
  if (bySpelling.size === 0) return text => [{ text, start: 0, token: null }];
  const longestFirst = [...bySpelling.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(escape).join('|'), 'gu');
  return text => find(text, pattern, bySpelling);
}

function find(text: string, pattern: RegExp, bySpelling: ReadonlyMap<string, AddedToken>): Section[] {
  const sections: Section[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const token = bySpelling.get(match[0]);
    if (token === undefined) continue;
    let start = match.index;
    let stop = start + match[0].length;
    if (token.singleWord && touchesWord(text, start, stop)) continue;
    if (token.stripLeft) start = Math.max(end, start - trailingSpace(text.slice(end, start)));
    if (token.stripRight) stop += leadingSpace(text.slice(stop));
    if (start > end) sections.push({ text: text.slice(end, start), start: end, token: null });
    sections.push({ text: text.slice(start, stop), start, token });
    end = stop;
  }
  if (end < text.length) sections.push({ text: text.slice(end), start: end, token: null });
  return sections;
}

function touchesWord(text: string, start: number, stop: number): boolean {
  const word = '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]';
  return (
    new RegExp(`${word}$`, 'u').test(text.slice(0, start)) ||
    new RegExp(`^${word}`, 'u').test(text.slice(stop))
  );
}

function trailingSpace(text: string): number {
  let length = 0;
  while (length < text.length && /\p{White_Space}/u.test(text.charAt(text.length - 1 - length))) length++;
  return length;
}

function leadingSpace(text: string): number {
  return /^\p{White_Space}*/u.exec(text)?.[0].length ?? 0;
}

function escape(content: string): string {
  return content.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
