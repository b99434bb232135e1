/** `line` and `column` count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Offsets at which the lines of a text begin, after `\n`, `\r`, `\r\n`, U+2028 and U+2029, as V8 and TypeScript count them. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(match.index + match[0].length);
  return starts;
}

export function placeAt(starts: readonly number[], offset: number): TextPlace {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low]! + 1 };
}

export function offsetAt(starts: readonly number[], { line, column }: TextPlace): number {
  return (starts[line - 1] ?? starts.at(-1)!) + column - 1;
}
