/**
 * The Rust library decides some properties by Unicode 8 (crate unicode_categories), Node by the version it was
 * built with. The differences below were found by asking tokenizers 0.23.3 for every code point.
 */

/** Format characters that Unicode 8 did not have: kept by BertNormalizer's clean_text. */
const newerFormat = /^[\u0890\u0891\u08e2\u{110cd}\u{13430}-\u{1343f}]$/u;

/** Punctuation that Unicode 8 did not have, or filed under letters. */
const newerPunctuation = new RegExp(
  `^[${[
    '\\u061d\\u09fd\\u0a76\\u0c77\\u0c84\\u1b4e\\u1b4f\\u1b7d-\\u1b7f\\u2e43-\\u2e4f\\u2e52-\\u2e5d\\u{10d6e}',
    '\\u{10ead}\\u{10ed0}\\u{10f55}-\\u{10f59}\\u{10f86}-\\u{10f89}\\u{113d4}\\u{113d5}\\u{113d7}\\u{113d8}',
    '\\u{1144b}-\\u{1144f}\\u{1145a}\\u{1145b}\\u{1145d}\\u{11660}-\\u{1166c}\\u{116b9}\\u{1183b}',
    '\\u{11944}-\\u{11946}\\u{119e2}\\u{11a3f}-\\u{11a46}\\u{11a9a}-\\u{11a9c}\\u{11a9e}-\\u{11aa2}',
    '\\u{11b00}-\\u{11b09}\\u{11be1}\\u{11c41}-\\u{11c45}\\u{11c70}\\u{11c71}\\u{11ef7}\\u{11ef8}',
    '\\u{11f43}-\\u{11f4f}\\u{11fff}\\u{12ff1}\\u{12ff2}\\u{16d6d}-\\u{16d6f}\\u{16e97}-\\u{16e9a}\\u{16fe2}',
    '\\u{1e5ff}\\u{1e95e}\\u{1e95f}',
  ].join('')}]$`,
  'u',
);

const punctuation = /^[!-/:-@[-`{-~\p{P}\u166d\u{111c9}]$/u;
const control = /^[\p{Cc}\p{Cf}\p{Co}]$/u;

/** `char::is_ascii_punctuation() || is_punctuation()` of the Rust library, for one code point. */
export function isPunctuation(character: string): boolean {
  return punctuation.test(character) && !newerPunctuation.test(character);
}

/** True for what BertNormalizer's clean_text removes: NUL, U+FFFD, control, format and private-use characters. */
export function isRemovedByCleaning(character: string): boolean {
  if (character === '\t' || character === '\n' || character === '\r') return false;
  return character === '\uFFFD' || (control.test(character) && !newerFormat.test(character));
}

/**
 * True for the ideographs that BertNormalizer sets apart; the gap U+2B820…U+2B91F is the library's.
 */
export function isIdeograph(codePoint: number): boolean {
  return (
    (codePoint >= 0x4e00 && codePoint <= 0x9fff) ||
    (codePoint >= 0x3400 && codePoint <= 0x4dbf) ||
    (codePoint >= 0x20000 && codePoint <= 0x2a6df) ||
    (codePoint >= 0x2a700 && codePoint <= 0x2b81f) ||
    (codePoint >= 0x2b920 && codePoint <= 0x2ceaf) ||
    (codePoint >= 0xf900 && codePoint <= 0xfaff) ||
    (codePoint >= 0x2f800 && codePoint <= 0x2fa1f)
  );
}
