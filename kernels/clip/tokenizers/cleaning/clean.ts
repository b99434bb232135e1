import { fixText } from './ftfy/fix-text.ts';
import { unescapeHtml } from './html.ts';
import { collapseSpace } from './python-text.ts';

/** open_clip's `_clean_whitespace`: text repaired by ftfy and unescaped twice, every run of whitespace one space. */
export function cleanWhitespace(text: string): string {
  return collapseSpace(basicClean(text));
}

/** open_clip's `_clean_lower`: as {@link cleanWhitespace}, in lower case. */
export function cleanLower(text: string): string {
  return cleanWhitespace(text).toLowerCase();
}

/** open_clip's `_clean_canonicalize`: without ASCII punctuation (underscores become spaces), in lower case. */
export function cleanCanonicalize(text: string): string {
  const bare = basicClean(text)
    .replaceAll('_', ' ')
    .replace(/[!-/:-@[-`{-~]/g, '');
  return collapseSpace(bare.toLowerCase());
}

function basicClean(text: string): string {
  return unescapeHtml(unescapeHtml(fixText(text)));
}
