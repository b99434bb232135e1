import type { SentencePieceModel } from './model-file.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Text as SentencePiece's own normaliser leaves it (`Normalizer::Normalize` of normalizer.cc): longest replacements
 * of the table, whitespace collapsed, a leading mark added, spaces spelled ▁.
 */
export function normalizeForPieces(text: string, model: SentencePieceModel): string {
  const bytes = new TextEncoder().encode(text);
  const userDefined = model.pieces.filter(({ type }) => type === 'user-defined').map(piece => piece.text);
  const parts = replacements(bytes, model, userDefined);
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

function replacements(
  bytes: Uint8Array,
  { charsmap }: SentencePieceModel,
  userDefined: readonly string[],
): string[] {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const rest = userDefined.length === 0 ? '' : decoder.decode(bytes.subarray(at));
    const symbol = userDefined.filter(text => rest.startsWith(text)).sort((a, b) => b.length - a.length)[0];
    const found = symbol === undefined ? charsmap?.longest(bytes, at) : null;
    const length =
      symbol !== undefined ? Buffer.byteLength(symbol) : (found?.length ?? characterLength(bytes[at]!));
    parts.push(found?.text ?? decoder.decode(bytes.subarray(at, at + length)));
    at += length;
  }
  return parts;
}

function characterLength(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}
