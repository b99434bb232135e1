import { failure } from '../../protocol/failures/index.ts';
import type { ByteSource } from './source.ts';

/** What kind of file a checkpoint is, by its first bytes. */
export type FileKind = 'safetensors' | 'zip' | 'pickle' | 'json';

/**
 * Tells the kind of the file in `source`, whatever it is called.
 * Fails with the remedy for what people take for weights: `checkpoint-empty`, `checkpoint-git-lfs`,
 * `checkpoint-web-page`, `checkpoint-compressed`, `checkpoint-unsupported`, `checkpoint-format-unknown`.
 */
export async function sniff(source: ByteSource): Promise<FileKind> {
  const { path, size } = source;
  if (size === 0) throw failure('checkpoint-empty', { path });
  const head = await source.read(0, Math.min(size, 512));
  const text = head.toString('latin1');
  // A safetensors header is at most 100 MB long and opens with a brace, by the format's rules.
  const brace = head[8] === 0x7b;
  if (brace && head.readUInt32LE(4) === 0) return 'safetensors';
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return 'zip';
  if (head[0] === 0x80 && head[1]! <= 5) return 'pickle';
  if (brace) return 'safetensors';
  const start = text.replace(/^(\xef\xbb\xbf)?\s*/, '');
  if (start.startsWith('{')) return 'json';
  if (start.startsWith('version https://git-lfs')) throw failure('checkpoint-git-lfs', { path });
  if (/^<(!doctype|html|head|\?xml|!--)/i.test(start)) throw failure('checkpoint-web-page', { path });
  for (const [signature, name] of compressors)
    if (text.startsWith(signature))
      throw failure('checkpoint-compressed', { path, what: `the file (${name})` });
  if (text.startsWith('ustar', 257))
    throw failure('checkpoint-unsupported', { path, feature: "torch 0.1's tar format" });
  // Too short or zeroed at the front, the name is the only hint left of what it was to be.
  if (path.endsWith('.safetensors')) return 'safetensors';
  throw failure('checkpoint-format-unknown', { path, found: describe(text, size) });
}

const compressors: readonly (readonly [string, string])[] = [
  ['\x1f\x8b', 'gzip'],
  ['BZh', 'bzip2'],
  ['\xfd7zXZ', 'xz'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  ['7z\xbc\xaf', '7-Zip'],
  ['Rar!', 'RAR'],
];

function describe(text: string, size: number): string {
  if (text.startsWith('\x89HDF')) return 'HDF5, as Keras writes it';
  if (text.startsWith('GGUF')) return 'GGUF, as llama.cpp writes it';
  if (text.startsWith('\x93NUMPY')) return 'a NumPy array';
  const bytes = Buffer.from(text.slice(0, 8), 'latin1')
    .toString('hex')
    .replace(/..(?=.)/g, '$& ');
  return `${size} bytes that begin with ${bytes}`;
}
