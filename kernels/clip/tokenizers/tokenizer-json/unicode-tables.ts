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

/** Nonspacing marks that Unicode 8 did not have: kept where BERT strips accents. */
const newerMarks = new RegExp(
  `[${[
    '\\u07fd\\u0897-\\u089f\\u08ca-\\u08e1\\u09fe\\u0afa-\\u0aff\\u0b55\\u0c04\\u0c3c\\u0d00\\u0d3b\\u0d3c',
    '\\u0d81\\u0eba\\u0ece\\u180f\\u1885\\u1886\\u1abf-\\u1add\\u1ae0-\\u1aeb\\u1df6-\\u1dfb\\ua82c\\ua8c5',
    '\\ua8ff\\ua9bd\\u{10d24}-\\u{10d27}\\u{10d69}-\\u{10d6d}\\u{10eab}\\u{10eac}\\u{10efa}-\\u{10eff}',
    '\\u{10f46}-\\u{10f50}\\u{10f82}-\\u{10f85}\\u{11070}\\u{11073}\\u{11074}\\u{110c2}\\u{111c9}',
    '\\u{111cf}\\u{1123e}\\u{11241}\\u{1133b}\\u{113bb}-\\u{113c0}\\u{113ce}\\u{113d0}\\u{113d2}',
    '\\u{113e1}\\u{113e2}\\u{11438}-\\u{1143f}\\u{11442}-\\u{11444}\\u{11446}\\u{1145e}',
    '\\u{1182f}-\\u{11837}\\u{11839}\\u{1183a}\\u{1193b}\\u{1193c}\\u{1193e}\\u{11943}',
    '\\u{119d4}-\\u{119d7}\\u{119da}\\u{119db}\\u{119e0}\\u{11a01}-\\u{11a0a}\\u{11a33}-\\u{11a38}',
    '\\u{11a3b}-\\u{11a3e}\\u{11a47}\\u{11a51}-\\u{11a56}\\u{11a59}-\\u{11a5b}\\u{11a8a}-\\u{11a96}',
    '\\u{11a98}\\u{11a99}\\u{11b60}\\u{11b62}-\\u{11b64}\\u{11b66}\\u{11c30}-\\u{11c36}',
    '\\u{11c38}-\\u{11c3d}\\u{11c3f}\\u{11c92}-\\u{11ca7}\\u{11caa}-\\u{11cb0}\\u{11cb2}\\u{11cb3}',
    '\\u{11cb5}\\u{11cb6}\\u{11d31}-\\u{11d36}\\u{11d3a}\\u{11d3c}\\u{11d3d}\\u{11d3f}-\\u{11d45}',
    '\\u{11d47}\\u{11d90}\\u{11d91}\\u{11d95}\\u{11d97}\\u{11ef3}\\u{11ef4}\\u{11f00}\\u{11f01}',
    '\\u{11f36}-\\u{11f3a}\\u{11f40}\\u{11f42}\\u{11f5a}\\u{13440}\\u{13447}-\\u{13455}',
    '\\u{1611e}-\\u{16129}\\u{1612d}-\\u{1612f}\\u{16f4f}\\u{16fe4}\\u{1cf00}-\\u{1cf2d}',
    '\\u{1cf30}-\\u{1cf46}\\u{1e000}-\\u{1e006}\\u{1e008}-\\u{1e018}\\u{1e01b}-\\u{1e021}\\u{1e023}',
    '\\u{1e024}\\u{1e026}-\\u{1e02a}\\u{1e08f}\\u{1e130}-\\u{1e136}\\u{1e2ae}\\u{1e2ec}-\\u{1e2ef}',
    '\\u{1e4ec}-\\u{1e4ef}\\u{1e5ee}\\u{1e5ef}\\u{1e6e3}\\u{1e6e6}\\u{1e6ee}\\u{1e6ef}\\u{1e6f5}',
    '\\u{1e944}-\\u{1e94a}',
  ].join('')}]`,
  'u',
);

/** Precomposed characters that the library's older normalisation tables lack: neither made nor taken apart. */
const newerCompositions = [
  '\\u{105c9}\\u{105e4}\\u{11383}\\u{11385}\\u{1138e}\\u{11391}\\u{113c5}\\u{113c7}\\u{113c8}',
  '\\u{11938}\\u{16121}-\\u{16128}\\u{16d68}-\\u{16d6a}',
].join('');

/** Those, other characters without a decomposition there, and marks that have no combining class there. */
const unnormalized = new RegExp(
  `([${newerCompositions}${[
    '\\u32ff\\ua7f1-\\ua7f4\\uab69\\u{10781}-\\u{10785}\\u{10787}-\\u{107b0}\\u{107b2}-\\u{107ba}',
    '\\u{1ccd6}-\\u{1ccf9}\\u{1e030}-\\u{1e06d}\\u{1f16c}\\u{1fbf0}-\\u{1fbf9}\\u07fd\\u0897-\\u089f',
    '\\u08ca-\\u08d3\\u09fe\\u0c3c\\u0d3b\\u0d3c\\u0eba\\u1715\\u1abf-\\u1add\\u1ae0-\\u1aeb\\u1df6-\\u1dfa',
    '\\ua82c\\u{10d24}-\\u{10d27}\\u{10d69}-\\u{10d6d}\\u{10eab}\\u{10eac}\\u{10efa}\\u{10efb}',
    '\\u{10efd}-\\u{10eff}\\u{10f46}-\\u{10f50}\\u{10f82}-\\u{10f85}\\u{11070}\\u{1133b}',
    '\\u{113ce}-\\u{113d0}\\u{1145e}\\u{11839}\\u{1183a}\\u{1193d}\\u{1193e}\\u{11943}\\u{119e0}',
    '\\u{11a34}\\u{11a47}\\u{11a99}\\u{11d42}\\u{11d44}\\u{11d45}\\u{11d97}\\u{11f41}\\u{11f42}',
    '\\u{1612f}\\u{16ff0}\\u{16ff1}\\u{1e08f}\\u{1e130}-\\u{1e136}\\u{1e2ae}\\u{1e2ec}-\\u{1e2ef}',
    '\\u{1e4ec}-\\u{1e4ef}\\u{1e5ee}\\u{1e5ef}\\u{1e6e3}\\u{1e6e6}\\u{1e6ee}\\u{1e6ef}\\u{1e6f5}',
  ].join('')}])`,
  'u',
);

const composed = new RegExp(`[${newerCompositions}]`, 'gu');

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

/** `text` without the marks that BERT's `strip_accents` removes; it must be in NFD. */
export function withoutMarks(text: string): string {
  return text.replace(/[\p{Mn}\u1734\u{1171e}]/gu, mark => (newerMarks.test(mark) ? mark : ''));
}

/** Unicode normalisation by the library's tables, which are older than Node's (crate unicode-normalization). */
export function normalizedTo(text: string, form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): string {
  if (/^[\0-\u02ff]*$/.test(text)) return text.normalize(form);
  return text
    .split(unnormalized)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.normalize(form).replace(composed, character => character.normalize('NFD')),
    )
    .join('');
}
