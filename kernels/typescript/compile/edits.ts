/** A change to a text: what stands in `[start, end)` becomes `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly order: number;
}

/** Which of several edits at one position comes first: what closes before what opens before what replaces. */
export const order = {
  closeInner: 0,
  closeOuter: 1,
  append: 2,
  endStatement: 3,
  openOuter: 10,
  openInner: 11,
  replace: 20,
} as const;

export function insert(at: number, text: string, rank: number): Edit {
  return { start: at, end: at, text, order: rank };
}

export function replace(start: number, end: number, text: string): Edit {
  return { start, end, text, order: order.replace };
}

/** A run of output: `length` characters that stand at `from` in the text, or, with length 0, words of the compiler that belong to `from`. */
export interface Piece {
  readonly at: number;
  readonly from: number;
  readonly length: number;
}

/** Puts a text together out of ranges of another, remembering where each came from. */
export interface Assembly {
  /** Adds words that stand for offset `from` of the source; -1 for none. */
  word(text: string, from?: number): void;
  /** Adds the range `[start, end)` with its edits applied. */
  range(start: number, end: number): void;
  finish(): { code: string; pieces: readonly Piece[] };
}

export function assemble(source: string, edits: readonly Edit[]): Assembly {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.order - b.order);
  const parts: string[] = [];
  const pieces: Piece[] = [];
  let at = 0;
  const add = (text: string, from: number, length: number) => {
    if (text === '') return;
    pieces.push({ at, from, length });
    parts.push(text);
    at += text.length;
  };
  return {
    word: (text, from = -1) => add(text, from, 0),
    range(start, end) {
      let next = start;
      for (let k = firstFrom(sorted, start); k < sorted.length; k++) {
        const edit = sorted[k]!;
        if (edit.start > end || (edit.start === end && edit.order >= order.openOuter)) break;
        if (edit.end > end || edit.start < next) continue;
        if (edit.start === start && edit.order < order.openOuter && end > start) continue;
        add(source.slice(next, edit.start), next, edit.start - next);
        add(edit.text, edit.start, 0);
        next = edit.end;
      }
      add(source.slice(next, end), next, end - next);
    },
    finish: () => ({ code: parts.join(''), pieces }),
  };
}

/** Offset in the source of offset `at` of the output, or -1. */
export function originOf(pieces: readonly Piece[], at: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.at <= at) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  if (piece === undefined || piece.at > at || piece.from < 0) return -1;
  return piece.from + Math.min(at - piece.at, piece.length);
}

function firstFrom(edits: readonly Edit[], start: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edits[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
