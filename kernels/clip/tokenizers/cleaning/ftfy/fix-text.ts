import { unescapeWholeReferences } from '../html.ts';
import { fixControls, fixEncoding } from './mojibake.ts';

/**
 * Repairs text as `ftfy.fix_text` 6.3.1 does with its default settings: HTML entities (unless the text holds a `<`),
 * mojibake, ligatures, full-width forms, curly quotes, line breaks, surrogates, terminal escapes, control
 * characters, NFC; line by line.
 */
export function fixText(text: string): string {
  let result = '';
  let unescape = true;
  for (let start = 0; start < text.length;) {
    const lineEnd = text.indexOf('\n', start) + 1;
    const end = Math.min(lineEnd === 0 ? text.length : lineEnd, start + 1_000_000);
    const segment = text.slice(start, end);
    unescape &&= !segment.includes('<');
    result += fixSegment(segment, unescape);
    start = end;
  }
  return result;
}

function fixSegment(segment: string, unescape: boolean): string {
  let before = segment;
  let after = fixOnce(segment, unescape);
  while (after !== before) {
    before = after;
    after = fixOnce(after, unescape);
  }
  return after;
}

function fixOnce(text: string, unescape: boolean): string {
  const decoded = fixControls(fixEncoding(unescape ? unescapeWholeReferences(text) : text));
  return decoded
    .replace(/[ĲĳŉǄ-ǌǱ-ǳﬀ-ﬆ]/g, ligature => ligatures[ligature] ?? ligature)
    .replace(/\u3000/g, ' ')
    .replace(/[\uff01-\uffef]/g, wide => wide.normalize('NFKC'))
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\u02bc\u2018-\u201b]/g, "'")
    .replace(/\r\n|[\r\u2028\u2029\u0085]/g, '\n')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(terminalEscape, '')
    .replace(invisible, '')
    .normalize('NFC');
}

const terminalEscape = /\x1b\[[\p{Nd};]*[a-zA-Z]/gu;

const invisible = /[\0-\x08\x0b\x0e-\x1f\x7f\u206a-\u206f\ufeff\ufff9-\ufffc]/g;

/** Source: ftfy 6.3.1 (Apache-2.0), chardata.py. */
const ligatures: Readonly<Record<string, string>> = {
  Ĳ: 'IJ',
  ĳ: 'ij',
  ŉ: 'ʼn',
  Ǳ: 'DZ',
  ǲ: 'Dz',
  ǳ: 'dz',
  Ǆ: 'DŽ',
  ǅ: 'Dž',
  ǆ: 'dž',
  Ǉ: 'LJ',
  ǈ: 'Lj',
  ǉ: 'lj',
  Ǌ: 'NJ',
  ǋ: 'Nj',
  ǌ: 'nj',
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'ſt',
  ﬆ: 'st',
};
