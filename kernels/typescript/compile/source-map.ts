import type { TextPlace } from './lines.ts';

/** Finds the source of a generated place; places count from 1. */
export type MapLookup = (generated: TextPlace) => TextPlace | undefined;

/** Reads `mappings` of a source map with one source (Source Map Revision 3); decodes at the first question. */
export function readMappings(mappings: string): MapLookup {
  let lines: Segment[][] | undefined;
  return ({ line, column }) => {
    lines ??= decode(mappings);
    const segments = lines[line - 1];
    if (segments === undefined || segments.length === 0) return undefined;
    let found = segments[0]!;
    for (const segment of segments) {
      if (segment.generated > column - 1) break;
      found = segment;
    }
    return { line: found.line + 1, column: found.column + 1 };
  };
}

interface Segment {
  readonly generated: number;
  readonly line: number;
  readonly column: number;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const valueOf = new Map(Array.from(digits, (digit, value) => [digit, value]));

function decode(mappings: string): Segment[][] {
  let line = 0;
  let column = 0;
  return mappings.split(';').map(text => {
    let generated = 0;
    const segments: Segment[] = [];
    for (const group of text === '' ? [] : text.split(',')) {
      const fields = variableLength(group);
      generated += fields[0] ?? 0;
      if (fields.length < 4) continue;
      line += fields[2]!;
      column += fields[3]!;
      segments.push({ generated, line, column });
    }
    return segments;
  });
}

/** Base 64 groups of five bits, least first; the lowest bit of a number is its sign. */
function variableLength(group: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of group) {
    const bits = valueOf.get(digit) ?? 0;
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
