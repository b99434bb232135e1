import { readFile } from 'node:fs/promises';
import { failure } from '../../protocol/failures/index.ts';
import { isRecord, parseJson } from '../weights/json.ts';

/** A checkpoint's JSON configuration, read with the types the field expects and the defaults its library documents. */
export interface Config {
  /** The file it came from, for failures. */
  readonly path: string;
  has(key: string): boolean;
  /** The object at `key`; without one, an empty one, so that every default applies. */
  section(key: string): Config;
  /** A whole number above 0. Throws `config-unreadable` if it is not one, or absent without a fallback. */
  count(key: string, fallback?: number): number;
  /** Any finite number. Throws like `count`. */
  number(key: string, fallback?: number): number;
  text(key: string, fallback: string): string;
  flag(key: string, fallback: boolean): boolean;
  /** The whole object. */
  readonly object: Readonly<Record<string, unknown>>;
  /** Whatever stands at `key`. */
  raw(key: string): unknown;
}

/** Reads the JSON object at `path`; undefined if there is no such file. Throws `config-unreadable`, `checkpoint-unreadable`. */
export async function readConfig(path: string): Promise<Config | undefined> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR'))
      return undefined;
    throw failure('config-unreadable', { path, problem: 'it cannot be read' }, cause);
  });
  if (bytes === undefined) return undefined;
  const value = parseJson(bytes, path, 'the configuration');
  if (!isRecord(value)) throw failure('config-unreadable', { path, problem: 'it holds no JSON object' });
  return configOf(value, path);
}

/** Wraps an object that has been parsed; `path` is named in failures. */
export function configOf(object: Readonly<Record<string, unknown>>, path: string): Config {
  const wrong = (key: string, expected: string): Error =>
    failure('config-unreadable', {
      path,
      problem: `${key} is ${object[key] === undefined ? 'absent' : JSON.stringify(object[key])} where ${expected} is expected`,
    });
  const number = (key: string, fallback?: number): number => {
    const value = object[key] ?? fallback;
    if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(key, 'a number');
    return value;
  };
  return {
    path,
    object,
    has: key => object[key] !== undefined && object[key] !== null,
    section: key => configOf(isRecord(object[key]) ? object[key] : {}, path),
    number,
    count(key, fallback) {
      const value = number(key, fallback);
      if (!Number.isSafeInteger(value) || value < 1 || value > 2 ** 31)
        throw wrong(key, 'a whole number above 0');
      return value;
    },
    text(key, fallback) {
      const value = object[key] ?? fallback;
      if (typeof value !== 'string') throw wrong(key, 'a text');
      return value;
    },
    flag(key, fallback) {
      const value = object[key] ?? fallback;
      if (typeof value !== 'boolean') throw wrong(key, 'true or false');
      return value;
    },
    raw: key => object[key],
  };
}
