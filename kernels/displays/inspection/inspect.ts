import { inspect, types } from 'node:util';

/**
 * Any value as text, whatever it does while it is looked at: at most 100 items of a list, 4 levels, 100,000 characters of a string,
 * 200,000 characters in all. Cuts say so. Getters are not called, traps of proxies are not run.
 */
export function inspectValue(value: unknown): string {
  return limited(typeof value === 'string' ? textOf(value) : inspected(value));
}

/** An error as its stack, causes included; whatever else was thrown as it is inspected. */
export function inspectError(error: Error): string {
  try {
    const { stack } = error;
    const head = typeof stack === 'string' && stack !== '' ? stack : `${error.name}: ${error.message}`;
    // A message that was changed after the stack was taken would be lost.
    const whole = head.includes(error.message) ? head : `${error.name}: ${error.message}\n${head}`;
    return limited(whole + causeOf(error, 1));
  } catch {
    return inspected(error);
  }
}

const longestString = 100_000;
const longestText = 200_000;
const mostKeys = 1_000;

function textOf(text: string): string {
  if (text.length <= longestString)
    return text.includes('\n') ? text : inspect(text, { maxStringLength: null });
  const of = text.length.toLocaleString('en');
  return `${text.slice(0, longestString)}\n… the first ${longestString.toLocaleString('en')} of ${of} characters`;
}

function inspected(value: unknown): string {
  const options = {
    depth: 4,
    maxArrayLength: 100,
    maxStringLength: longestString,
    breakLength: 100,
    compact: 3,
  } as const;
  try {
    const crowded = keysOf(value);
    if (crowded === undefined) return inspect(value, options);
    const few = Object.fromEntries(
      crowded.slice(0, 100).map(key => [key, (value as Record<string, unknown>)[key]]),
    );
    return `${inspect(few, options)}\n… the first 100 of ${crowded.length.toLocaleString('en')} properties`;
  } catch {
    return inspectedPlainly(value, options);
  }
}

/** The keys of a plain object that has too many to be shown: `inspect` has no limit of its own. */
function keysOf(value: unknown): string[] | undefined {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return undefined;
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  const keys = Object.keys(value);
  return keys.length > mostKeys ? keys : undefined;
}

/** Without the value's own say, which has thrown. */
function inspectedPlainly(value: unknown, options: Parameters<typeof inspect>[1] & object): string {
  try {
    return inspect(value, { ...options, customInspect: false });
  } catch (error) {
    return `[This value cannot be shown: ${error instanceof Error ? error.message : 'looking at it throws'}]`;
  }
}

function causeOf(error: Error, depth: number): string {
  const { cause } = error;
  if (cause === undefined || depth > 5) return '';
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : inspected(cause);
  return `\nCaused by: ${text}${cause instanceof Error ? causeOf(cause, depth + 1) : ''}`;
}

function limited(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText)}\n… the first ${longestText.toLocaleString('en')} of ${text.length.toLocaleString('en')} characters`;
}
