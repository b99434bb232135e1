import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../../../protocol/failures/index.ts';
import { isObject, type JsonObject } from '../tokenizer-json/json.ts';

/**
 * Reads the JSON object in `folder`/`name`, or null if there is no such file.
 * Fails with `tokenizer-unreadable` if the file cannot be read or does not hold an object.
 */
export async function jsonFile(folder: string, name: string): Promise<JsonObject | null> {
  const bytes = await bytesFile(folder, name);
  if (bytes === null) return null;
  return reading(join(folder, name), () => {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (!isObject(value)) throw new Error('it does not hold a JSON object');
    return value;
  });
}

/** Reads `folder`/`name`, or null if there is no such file. Fails with `tokenizer-unreadable`. */
export async function bytesFile(folder: string, name: string): Promise<Buffer | null> {
  const path = join(folder, name);
  try {
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR'))
      return null;
    throw failure('tokenizer-unreadable', { path, problem: problemOf(cause) }, cause);
  }
}

/** Runs `read` and turns whatever it throws into `tokenizer-unreadable` for `path`. */
export function reading<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw failure('tokenizer-unreadable', { path, problem: problemOf(cause) }, cause);
  }
}

function problemOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
