import { join } from 'node:path';
import { bytesFile, jsonFile, reading } from './files.ts';
import type { Vocabulary } from './structures.ts';

/** vocab.json and merges.txt, or null if either is missing. Fails with `tokenizer-unreadable`. */
export async function pairFiles(folder: string): Promise<Vocabulary | null> {
  const vocab = await jsonFile(folder, 'vocab.json');
  const merges = await bytesFile(folder, 'merges.txt');
  if (vocab === null || merges === null) return null;
  const lines = merges
    .toString('utf8')
    .split('\n')
    .filter((line, index) => line !== '' && !(index === 0 && line.startsWith('#version')));
  return { vocab, merges: lines.map(line => line.replace(/\r$/, '')) };
}

/** vocab.txt, one token a line, or null if it is missing. Fails with `tokenizer-unreadable`. */
export async function lineFile(folder: string): Promise<Vocabulary | null> {
  const bytes = await bytesFile(folder, 'vocab.txt');
  if (bytes === null) return null;
  return reading(join(folder, 'vocab.txt'), () => {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const lines = text.replace(/\n$/, '').split('\n');
    if (lines.length < 2) throw new Error('it holds no vocabulary');
    return { vocab: Object.fromEntries(lines.map((line, id) => [line.replace(/\r$/, ''), id])) };
  });
}
