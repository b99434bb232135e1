import { inspect } from 'node:util';
import type { DisplayBundle, OutputItem } from '../protocol/kernel/outputs.ts';

/** Largest form of an output that is sent, in bytes. */
export const largestItemBytes = 50 * 2 ** 20;
/** Longest text that is sent, in characters. */
export const longestText = 10 * 2 ** 20;

/** The forms of an output, richest first, and what could not be shown, as sentences. */
export interface BundleItems {
  readonly items: readonly OutputItem[];
  readonly notes: readonly string[];
}

/**
 * A bundle as bytes: text as UTF-8, pictures from bytes or base64, `…json` types as JSON text.
 * A form that cannot be written or is too large is left out with a note, which stands in for it if no other form is left.
 */
export function bundleItems(bundle: DisplayBundle): BundleItems {
  const items: OutputItem[] = [];
  const notes: string[] = [];
  for (const [mime, value] of Object.entries(bundle)) {
    if (value === undefined) continue;
    try {
      const data = formBytes(mime, value);
      if (data.length <= largestItemBytes) items.push({ mime, data });
      else
        notes.push(
          `${mime}: ${megabytes(data.length)} are too large to show (limit ${megabytes(largestItemBytes)}). Save them to a file instead.`,
        );
    } catch (error) {
      notes.push(`${mime} cannot be shown: ${reasonOf(error)}`);
    }
  }
  if (items.length === 0 && notes.length > 0) {
    return { items: [{ mime: 'text/plain', data: utf8(notes.join('\n')) }], notes: [] };
  }
  items.sort((left, right) => rankOf(left.mime) - rankOf(right.mime));
  return { items, notes };
}

function formBytes(mime: string, value: unknown): Uint8Array {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
  }
  if (mime.endsWith('json')) return jsonBytes(value);
  if (typeof value !== 'string') {
    if (isPicture(mime)) throw new TypeError('a picture must be bytes or a base64 string.');
    return utf8(cut(inspect(value)));
  }
  return isPicture(mime) ? base64Bytes(value) : utf8(isPlain(mime) ? cut(value) : value);
}

function jsonBytes(value: unknown): Uint8Array {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError('it has no form in JSON.');
  return utf8(text);
}

function base64Bytes(text: string): Uint8Array {
  const digits = text.replace(/^data:[^,]*,/, '').replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(digits)) throw new TypeError('its text is not base64.');
  return new Uint8Array(Buffer.from(digits, 'base64'));
}

function cut(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText)}\n… ${text.length - longestText} more characters are not shown.`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  if (/circular/i.test(error.message)) return 'it refers to itself.';
  if (/BigInt/.test(error.message)) return 'JSON has no big integers.';
  return error.message;
}

function isPicture(mime: string): boolean {
  return /^(image|audio|video)\/(?!svg)|^application\/(pdf|octet-stream)$/.test(mime);
}

function isPlain(mime: string): boolean {
  return mime === 'text/plain' || mime === 'text/markdown';
}

function rankOf(mime: string): number {
  const order = [
    /^application\/vnd\.clip-notebook/,
    /^application\/vnd\./,
    /html/,
    /svg/,
    /^image\//,
    /markdown|latex/,
    /json$/,
    /^text\/plain$/,
  ];
  const at = order.findIndex(pattern => pattern.test(mime));
  return at < 0 ? 5.5 : at;
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
