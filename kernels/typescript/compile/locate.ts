import { originOf, type Piece } from './edits.ts';
import { lineStarts, offsetAt, placeAt, type TextPlace } from './lines.ts';
import type { MapLookup } from './source-map.ts';

/** What it takes to find the way back from a script to its cell; no syntax tree, since functions may outlive many runs. */
export interface ScriptOrigin {
  readonly code: string;
  /** The text that `pieces` were taken from: the cell's, or its lowered form. */
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** From the lowered form to the cell's text. */
  readonly lookup: MapLookup | undefined;
  /** Characters of the text before the cell's own. */
  readonly shift: number;
}

/** Finds the place in a cell of a place in its script; undefined for words of the compiler. */
export function createLocator({ code, text, pieces, lookup, shift }: ScriptOrigin): MapLookup {
  let codeStarts: readonly number[] | undefined;
  let textStarts: readonly number[] | undefined;
  return place => {
    codeStarts ??= lineStarts(code);
    textStarts ??= lineStarts(text);
    const origin = originOf(pieces, offsetAt(codeStarts, place));
    if (origin < 0) return undefined;
    const inText = placeAt(textStarts, origin);
    const found = lookup ? lookup(inText) : inText;
    return found && unshifted(found, shift);
  };
}

function unshifted({ line, column }: TextPlace, shift: number): TextPlace {
  return { line, column: line === 1 ? Math.max(1, column - shift) : column };
}
