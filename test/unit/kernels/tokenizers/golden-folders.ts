import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const golden = new URL('../../../golden/tokenizers/', import.meta.url);
const shipped = new URL('../../../../kernels/clip/tokenizers/bpe_simple_vocab_16e6.txt.gz', import.meta.url);

/** The prompts of test/golden/tokenizers/prompts.json. */
export const prompts = JSON.parse(readFileSync(new URL('prompts.json', golden), 'utf8')) as string[];

/** Padding ids by reference. */
export const padding = JSON.parse(readFileSync(new URL('padding.json', golden), 'utf8')) as Record<
  string,
  number
>;

/** Expected ids, one row a prompt. */
export function goldenIds(name: string): number[][] {
  const lines = readFileSync(new URL(`${name}.txt`, golden), 'utf8')
    .split('\n')
    .slice(0, -1);
  return lines.map(line => line.split(' ').flatMap(id => (id === '' ? [] : [parseInt(id, 36)])));
}

/** Unpacks a compressed vocabulary of the goldens. */
export function vocabulary(name: string): Buffer {
  return gunzipSync(readFileSync(new URL(name, golden)));
}

/** A new folder with the given files; objects are written as JSON. */
export function folderWith(files: Readonly<Record<string, Buffer | string | object>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tokenizer-'));
  for (const [name, content] of Object.entries(files)) {
    const raw = typeof content === 'string' || Buffer.isBuffer(content);
    writeFileSync(join(folder, name), raw ? content : JSON.stringify(content));
  }
  return folder;
}

/** CLIPTokenizer's vocab.json and merges.txt, made from the shipped vocabulary. */
export function clipFiles(): { 'vocab.json': object; 'merges.txt': string } {
  const lines = gunzipSync(readFileSync(shipped)).toString('utf8').split('\n').slice(1, 48895);
  const codes = [...span(0x21, 0x7e), ...span(0xa1, 0xac), ...span(0xae, 0xff), ...span(0x100, 0x143)];
  const bytes = codes.map(code => String.fromCharCode(code));
  const tokens = [
    ...bytes,
    ...bytes.map(byte => `${byte}</w>`),
    ...lines.map(line => line.replace(' ', '')),
    '<|startoftext|>',
    '<|endoftext|>',
  ];
  return {
    'vocab.json': Object.fromEntries(tokens.map((token, id) => [token, id])),
    'merges.txt': ['#version: 0.2', ...lines, ''].join('\n'),
  };
}

function span(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
