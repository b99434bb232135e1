import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';
import { framed } from './framing.ts';
import { encoderOf } from './tokenizer-json/encoder.ts';
import { isObject, type JsonObject } from './tokenizer-json/json.ts';
import type { Tokenizer } from './tokenizer.ts';

/**
 * The tokenizer of `folder` as transformers' AutoTokenizer runs it with `truncation=True`.
 * Fails with `tokenizer-missing` or `tokenizer-unreadable`, naming the file.
 */
export async function transformersTokenizer(folder: string, contextLength: number): Promise<Tokenizer> {
  const path = join(folder, 'tokenizer.json');
  const text = await readOptional(path);
  if (text === null) throw failure('tokenizer-missing', { path: folder, expected: 'tokenizer.json' });
  const config = await jsonFile(join(folder, 'tokenizer_config.json'));
  const special = await jsonFile(join(folder, 'special_tokens_map.json'));
  try {
    const encoder = encoderOf(JSON.parse(text));
    const padding = tokenName(config?.['pad_token']) ?? tokenName(special?.['pad_token']);
    const paddingId = (padding === null ? undefined : encoder.idOf(padding)) ?? 0;
    return {
      contextLength,
      paddingId,
      tokenize: prompt =>
        framed(encoder.encode(wellFormed(prompt)), encoder.frame, contextLength, id => encoder.tokenOf(id)),
    };
  } catch (cause) {
    throw failure('tokenizer-unreadable', { path, problem: problemOf(cause) }, cause);
  }
}

async function jsonFile(path: string): Promise<JsonObject | null> {
  const text = await readOptional(path);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
    throw new Error('it does not hold an object');
  } catch (cause) {
    throw failure('tokenizer-unreadable', { path, problem: problemOf(cause) }, cause);
  }
}

async function readOptional(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR'))
      return null;
    throw failure('tokenizer-unreadable', { path, problem: problemOf(cause) }, cause);
  }
}

function tokenName(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return isObject(value) && typeof value['content'] === 'string' ? value['content'] : null;
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

function problemOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
