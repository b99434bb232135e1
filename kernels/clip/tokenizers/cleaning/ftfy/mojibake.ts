import { looksLikeMojibake } from './badness.ts';
import { encodings, windows1252 } from './encodings.ts';
import { decodeUtf8 } from './utf8.ts';

/** Undoes decoding UTF-8 with the wrong table, as often as it was done; `fix_encoding` of ftfy with its defaults. */
export function fixEncoding(text: string): string {
  let before = text;
  let after = fixOnce(text);
  while (after !== before) {
    before = after;
    after = fixOnce(after);
  }
  return after;
}

/** Reads the C1 control characters that are left as Windows-1252; `fix_c1_controls` of ftfy. */
export function fixControls(text: string): string {
  return text.replace(/[\x80-\x9f]+/g, bytes => windows1252.decode(bytes));
}

function fixOnce(text: string): string {
  if (/^[\0-\x7f]*$/.test(text) || !looksLikeMojibake(text)) return text;
  const fixed = reinterpret(text) ?? fixEmbedded(text);
  if (fixed !== null) return fixed;
  return readAsWindows1252(text) ?? fixControls(text);
}

function reinterpret(text: string): string | null {
  for (const { name, sloppy, encode } of encodings) {
    let bytes = encode(text);
    if (bytes === null) continue;
    // In Mac Roman this would match an en dash before a space.
    if (name !== 'macroman' && spacedUtf8.test(bytes)) bytes = restoreNoBreakSpaces(bytes);
    if (sloppy) bytes = bytes.replace(lossyUtf8, '\xef\xbf\xbd');
    const decoded = decodeUtf8(bytes, /[\xc0\xed]/.test(bytes));
    if (decoded !== null) return decoded;
  }
  return null;
}

/** UTF-8 in which the byte A0 became a space. Sources of these three: ftfy 6.3.1 (Apache-2.0), chardata.py, fixes.py. */
const spacedUtf8 =
  /[\xc2\xc3\xc5\xce\xd0\xd9] |[\xe2\xe3] [\x80-\x84\x86-\x9f\xa1-\xbf]|[\xe0-\xe3][\x80-\x84\x86-\x9f\xa1-\xbf] |\xf0 [\x80-\xbf]{2}|\xf0[\x80-\xbf] [\x80-\xbf]|\xf0[\x80-\xbf]{2} /;

/** UTF-8 in which bytes became U+FFFD (1A) or a question mark. */
const lossyUtf8 = new RegExp(
  [
    '[\\xc2-\\xdf]\\x1a',
    '[\\xc2\\xc3]\\?',
    '\\xed[\\xa0-\\xaf][\\x1a?]\\xed[\\xb0-\\xbf][\\x1a?\\x80-\\xbf]',
    '\\xed[\\xa0-\\xaf][\\x1a?\\x80-\\xbf]\\xed[\\xb0-\\xbf][\\x1a?]',
    '[\\xe0-\\xef][\\x1a?][\\x1a\\x80-\\xbf]',
    '[\\xe0-\\xef][\\x1a\\x80-\\xbf][\\x1a?]',
    '[\\xf0-\\xf4][\\x1a?][\\x1a\\x80-\\xbf]{2}',
    '[\\xf0-\\xf4][\\x1a\\x80-\\xbf][\\x1a?][\\x1a\\x80-\\xbf]',
    '[\\xf0-\\xf4][\\x1a\\x80-\\xbf]{2}[\\x1a?]',
    '\\x1a',
  ].join('|'),
  'g',
);

/** “à” as a word keeps the space after it, except in the Portuguese contractions àquele, àquela, àquilo, às. */
const aGraveWord = /\xc3 (?! |quele|quela|quilo|s )/g;

function restoreNoBreakSpaces(bytes: string): string {
  return bytes
    .replace(aGraveWord, '\xc3\xa0 ')
    .replace(new RegExp(spacedUtf8, 'g'), sequence => sequence.replaceAll(' ', '\xa0'));
}

const continuation = '\\u0080-¿ÆØæøĄąĽľŁłŒœŖŗŚśŞ-šŤťŸ-žƒˆˇ˘˛-˝΄-ΆΈ-ΊΌΎΏЁ-ЌЎЏё-ќўџҐґ†‡‰‹›€№™';
const looseContinuation = `[ ${continuation}–-―‘-‚“-„•…]`;

/** Runs of characters that bytes of UTF-8 turn into. Source of the classes: ftfy 6.3.1 (Apache-2.0), chardata.py. */
const utf8Runs = new RegExp(
  `(?<![${continuation}])(?:` +
    `[Â-ßĀĂĆČĎĐĒĖĘĚĞĢĪİĶĹĻŁŃŅŇŌŐŘŚŞŠŢŪŮŰŲŹŻŽΒ-ΡΣ-ίВ-Я]${looseContinuation}|` +
    `[à-ïāăąćčďēėęěģīįķĺļŕźΰ-οа-п]${looseContinuation}{2}|` +
    `[ðóđğšπσру]${looseContinuation}{3})+`,
  'gu',
);

function fixEmbedded(text: string): string | null {
  const fixed = text.replace(utf8Runs, run =>
    run.length < text.length && looksLikeMojibake(run) ? fixEncoding(run) : run,
  );
  return fixed === text ? null : fixed;
}

/** Text in Latin-1 with control characters is Windows-1252, unless it uses a byte that is unassigned there. */
function readAsWindows1252(text: string): string | null {
  if (!/^[\0-\xff]*$/.test(text) || /[\x81\x8d\x8f\x90\x9d]/.test(text)) return null;
  const fixed = fixControls(text);
  return fixed === text ? null : fixed;
}
