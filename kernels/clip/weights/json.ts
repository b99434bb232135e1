import { failure } from '../../protocol/failures/index.ts';
import { printable } from './printable.ts';

/**
 * Parses UTF-8 JSON that came with a checkpoint; `what` names it in the failure `checkpoint-unreadable`, which also
 * meets an object with the same key twice: readers differ in which one they take, so a file could show two faces.
 */
export function parseJson(bytes: Uint8Array, path: string, what: string): unknown {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (cause) {
    throw failure('checkpoint-unreadable', { path, problem: `${what} is not valid JSON` }, cause);
  }
  const twice = repeatedKey(text);
  if (twice !== undefined)
    throw failure('checkpoint-unreadable', { path, problem: `${what} names ${printable(twice)} twice` });
  return value;
}

/** Whether `value` is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first key that some object of `text`, which must be valid JSON, has twice. */
function repeatedKey(text: string): string | undefined {
  const keys: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{') keys.push(new Set());
    else if (character === '[') keys.push(undefined);
    else if (character === '}' || character === ']') keys.pop();
    else if (character === '"') {
      const end = endOfString(text, at);
      let next = end;
      while (next < text.length && ' \t\n\r'.includes(text[next]!)) next++;
      if (text[next] === ':') {
        const key = JSON.parse(text.slice(at, end)) as string;
        const known = keys.at(-1);
        if (known?.has(key)) return key;
        known?.add(key);
      }
      at = end - 1;
    }
  }
  return undefined;
}

/** Index after the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
}
