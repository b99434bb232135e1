import { characterEntities } from 'character-entities';
import { characterEntitiesLegacy } from 'character-entities-legacy';

const legacy = new Set(characterEntitiesLegacy);

/**
 * Python's `html.unescape`: HTML 5 character references, with or without the semicolon, numeric ones with the
 * standard's replacements; references to characters HTML forbids disappear.
 */
export function unescapeHtml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/gu,
    (_whole: string, body: string) => (body.startsWith('#') ? numeric(body) : named(body)),
  );
}

/**
 * ftfy's `unescape_html`: only references that end in a semicolon, and names of Latin letters and common symbols
 * also when they were put into capitals (&EACUTE; is É).
 */
export function unescapeWholeReferences(text: string): string {
  return text.replace(/&#?[0-9A-Za-z]{1,24};/g, whole => {
    const name = whole.slice(1, -1);
    if (name.startsWith('#')) {
      const unescaped = unescapeHtml(whole);
      return unescaped.includes(';') ? whole : unescaped;
    }
    return entity(name) ?? capitals.get(name) ?? whole;
  });
}

function entity(name: string): string | undefined {
  return Object.hasOwn(characterEntities, name) ? characterEntities[name] : undefined;
}

/** Lower-case names in capitals, unless those mean something themselves (&LT; and so also &LTIMES;). */
const capitals = new Map(
  Object.entries(characterEntities)
    .filter(([name]) => name === name.toLowerCase())
    .map(([name, character]) => [name.toUpperCase(), character.toUpperCase()] as const)
    .filter(([name]) => unescapeHtml(`&${name};`) === `&${name};`),
);

function named(body: string): string {
  const whole = body.endsWith(';') ? entity(body.slice(0, -1)) : legacyEntity(body);
  if (whole !== undefined) return whole;
  for (let length = body.length - 1; length > 1; length--) {
    const character = legacyEntity(body.slice(0, length));
    if (character !== undefined) return character + body.slice(length);
  }
  return `&${body}`;
}

function legacyEntity(name: string): string | undefined {
  return legacy.has(name) ? entity(name) : undefined;
}

function numeric(body: string): string {
  const digits = body.endsWith(';') ? body.slice(0, -1) : body;
  const code = /^#[xX]/.test(digits) ? parseInt(digits.slice(2), 16) : parseInt(digits.slice(1), 10);
  const replacement = replacements.get(code);
  if (replacement !== undefined) return replacement;
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\uFFFD';
  return isForbidden(code) ? '' : String.fromCodePoint(code);
}

/** NUL, carriage return and the Windows-1252 reading of 0x80…0x9F, https://html.spec.whatwg.org/#numeric-character-reference-end-state. */
const replacements = new Map<number, string>([
  [0x00, '\uFFFD'],
  [0x0d, '\r'],
  ...Array.from(
    '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ',
    (character, index) => [0x80 + index, character] as const,
  ),
]);

function isForbidden(code: number): boolean {
  return (
    (code >= 0x1 && code <= 0x8) ||
    code === 0xb ||
    (code >= 0xe && code <= 0x1f) ||
    code === 0x7f ||
    (code >= 0xfdd0 && code <= 0xfdef) ||
    (code & 0xfffe) === 0xfffe
  );
}
