import { inspect } from 'node:util';

/** One value on one line, at most 200 characters. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value.slice(0, 1_000) : inspectLine(value);
  const line = text.replace(/\s+/g, ' ');
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** Six significant digits, as they are usually read: `0.123457`, `12,345` stays `12345`. */
export function numberText(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value);
  return String(Number(value.toPrecision(6)));
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
