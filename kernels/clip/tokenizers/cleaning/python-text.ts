/**
 * Python's `str.isspace()`: Unicode whitespace and the separators U+001C…U+001F, but not U+FEFF, which JavaScript's
 * `\s` and `trim` count as whitespace.
 */
const space = '[\\u001c-\\u001f\\p{White_Space}]';

const runs = new RegExp(`${space}+`, 'gu');

/** Python's `" ".join(text.split())`. */
export function collapseSpace(text: string): string {
  return text.replace(runs, ' ').replace(/^ | $/g, '');
}
