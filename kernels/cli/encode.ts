import { readFile, stat } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { loadImages } from '../clip/decoding/load-images.ts';
import type { Clip } from '../clip/encoders/load-clip.ts';
import { saveEmbeddings } from '../clip/embeddings/files.ts';
import type { Embeddings } from '../clip/embeddings/embeddings.ts';
import { failure } from '../protocol/failures/index.ts';
import { withClip, type ModelOptions } from './load.ts';
import { checkWritable } from './output.ts';
import { progressReporter, writeMessage } from './report.ts';

/** Options of `encode`. */
export interface EncodeCommand extends ModelOptions {
  readonly model: string;
  readonly image?: readonly string[];
  readonly imageList?: string;
  readonly text?: readonly string[];
  readonly output: string;
  readonly normalize: boolean;
}

/** Files or prompts → `.npy` and its sidecar. Unreadable images are reported by name; the command fails only if none is left. */
export async function encode(options: EncodeCommand, signal: AbortSignal): Promise<unknown> {
  const images = await withoutFolders([
    ...(options.image ?? []),
    ...(options.imageList ? await readList(options.imageList) : []),
  ]);
  const texts = options.text ?? [];
  if (images.length > 0 === texts.length > 0) {
    throw failure('argument-invalid', {
      argument: '--image, --text',
      problem: 'give images or prompts, one of the two',
    });
  }
  await checkWritable(options.output);
  return withClip(options.model, options, signal, async clip => {
    const encoded =
      images.length > 0
        ? await encodeFiles(clip, images, options, signal)
        : await encodePrompts(clip, texts, options, signal);
    const sidecar = await saveEmbeddings(encoded.embeddings, options.output);
    const { count, dim } = encoded.embeddings;
    return {
      output: options.output,
      sidecar,
      count,
      dim,
      failures: encoded.failures,
      truncated: encoded.truncated,
    };
  });
}

interface Encoded {
  readonly embeddings: Embeddings;
  readonly failures: readonly { readonly id: string; readonly code: string; readonly message: string }[];
  readonly truncated: readonly string[];
}

async function encodeFiles(
  clip: Clip,
  images: readonly string[],
  { normalize }: EncodeCommand,
  signal: AbortSignal,
): Promise<Encoded> {
  const onProgress = progressReporter('Encoding images');
  const embeddings = await clip.encodeImage(images, { normalize, signal, onProgress });
  for (const { failure: problem } of embeddings.failures) writeMessage(problem.message);
  if (embeddings.count === 0) throw embeddings.failures[0]!.failure;
  const failures = embeddings.failures.map(({ id, failure: { code, message } }) => ({ id, code, message }));
  return { embeddings, failures, truncated: [] };
}

async function encodePrompts(
  clip: Clip,
  texts: readonly string[],
  { normalize }: EncodeCommand,
  signal: AbortSignal,
): Promise<Encoded> {
  const onProgress = progressReporter('Encoding prompts');
  const embeddings = await clip.encodeText(texts, { normalize, signal, onProgress });
  for (const text of embeddings.truncated)
    writeMessage(`The end of this prompt does not fit and was cut: ${text}`);
  return { embeddings, failures: [], truncated: embeddings.truncated };
}

/** A folder stands for the images in it; a file stays what it is, also one that is not there: it is reported by name. */
async function withoutFolders(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
    found.push(...(isFolder ? await loadImages(path) : [path]));
  }
  return found;
}

async function readList(path: string): Promise<string[]> {
  try {
    const text = path === '-' ? await readAll(process.stdin) : await readFile(path, 'utf8');
    return text.split(/\r?\n/).filter(line => line.trim() !== '');
  } catch (error) {
    throw failure(
      'argument-invalid',
      { argument: `--image-list ${path}`, problem: 'the list cannot be read' },
      error,
    );
  }
}
