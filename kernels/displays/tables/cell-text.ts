import { inspect } from 'node:util';

export { numberText } from '../../../webviews/pictures/words.ts';

/** One value on one line, at most 200 characters. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value.slice(0, 1_000) : inspectLine(value);
  const line = text.replace(/\s+/g, ' ');
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

function inspectLine(value: unknown): string {
  try {
    return inspect(value, {
      depth: 1,
      breakLength: Infinity,
      maxArrayLength: 8,
      maxStringLength: 100,
      compact: true,
    });
  } catch {
    return '[unreadable]';
  }
}
