import type { Charsmap } from './charsmap.ts';
import type { SentencePieceModel } from './model-file.ts';

/**
 * Makes SentencePiece's own normaliser (`Normalizer::Normalize` of normalizer.cc): longest replacements of the
 * table, whitespace collapsed, a leading mark added, spaces spelled ▁; user-defined pieces are left as they are.
 */
export function pieceNormalizer(model: SentencePieceModel): (text: string) => string {
  const symbols = model.pieces
    .flatMap(({ text, type }) => (type === 'user-defined' ? [text] : []))
    .sort((a, b) => b.length - a.length);
  return text => spaced(replacements(text, model.charsmap, symbols), model);
}

function spaced(parts: readonly string[], model: SentencePieceModel): string {
  const space = model.escapeWhitespace ? '▁' : ' ';
  let start = 0;
  if (model.removeExtraWhitespace) while (parts[start] === ' ') start++;
  if (start === parts.length) return '';
  let result = model.addDummyPrefix ? space : '';
  let afterSpace = model.removeExtraWhitespace;
  for (const part of parts.slice(start)) {
    const rest = afterSpace ? part.replace(/^ +/, '') : part;
    if (rest !== '') {
      result += rest.replaceAll(' ', space);
      afterSpace = rest.endsWith(' ');
    }
    if (!model.removeExtraWhitespace) afterSpace = false;
  }
  if (model.removeExtraWhitespace) while (result.endsWith(space)) result = result.slice(0, -1);
  return result;
}

/** One part for each replaced sequence and for each character between. */
function replacements(text: string, charsmap: Charsmap | null, symbols: readonly string[]): string[] {
  const bytes = new TextEncoder().encode(text);
  const parts: string[] = [];
  let byte = 0;
  for (let at = 0; at < text.length;) {
    const start = at;
    const symbol = symbols.find(candidate => text.startsWith(candidate, at));
    const found = symbol === undefined ? charsmap?.longest(bytes, byte) : null;
    const end = byte + (found?.length ?? Buffer.byteLength(symbol ?? '', 'utf8'));
    do {
      const length = characterLength(bytes[byte]!);
      byte += length;
      at += length === 4 ? 2 : 1;
    } while (byte < end);
    parts.push(found?.text ?? text.slice(start, at));
  }
  return parts;
}

function characterLength(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}
