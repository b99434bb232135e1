import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { failure } from '../../protocol/failures/index.ts';
import type { EmbeddingModel, Embeddings } from './embeddings.ts';
import { decodeNpy, encodeNpy, type NumericArray } from './npy.ts';

/** What `.npy` cannot hold: ids, kind and provenance. */
interface Sidecar {
  readonly kind: Embeddings['kind'];
  readonly normalized: boolean;
  readonly model: EmbeddingModel;
  readonly ids: readonly string[];
}

/**
 * Writes `[count, dim]` as `.npy` and a JSON sidecar beside it, each whole or not at all. Returns the sidecar's path.
 * @throws Failure `output-unwritable`, `disk-full`.
 */
export async function saveEmbeddings(embeddings: Embeddings, path: string): Promise<string> {
  const { data, count, dim, kind, normalized, model, ids } = embeddings;
  await saveArray({ shape: [count, dim], data }, path);
  const sidecar: Sidecar = { kind, normalized, model, ids };
  await writeWhole(sidecarOf(path), JSON.stringify(sidecar, null, 1) + '\n');
  return sidecarOf(path);
}

/** Reads what `saveEmbeddings` wrote. @throws Failure `array-unreadable` if the two files do not belong together. */
export async function loadEmbeddings(path: string): Promise<Embeddings> {
  const { shape, data } = await loadArray(path);
  const name = sidecarOf(path);
  const refuse = (problem: string, cause?: unknown): never => {
    throw failure('array-unreadable', { name, problem }, cause);
  };
  const text = await readFile(name, 'utf8').catch((error: unknown) =>
    refuse('the sidecar is missing', error),
  );
  let sidecar: Partial<Sidecar>;
  try {
    sidecar = JSON.parse(text) as Partial<Sidecar>;
  } catch (error) {
    return refuse('it is not JSON', error);
  }
  const { kind, normalized, model, ids } = sidecar;
  const [count, dim] = shape;
  if (count === undefined || dim === undefined || shape.length !== 2)
    return refuse('the array is not [count, dim]');
  if (!kind || normalized === undefined || !model || !Array.isArray(ids))
    return refuse('kind, model or ids are missing');
  if (ids.length !== count) return refuse(`it names ${ids.length} rows and the array has ${count}`);
  return { data, count, dim, ids, kind, model, normalized };
}

/** Writes an array as `.npy`, whole or not at all. @throws Failure `output-unwritable`, `disk-full`. */
export async function saveArray(array: NumericArray, path: string): Promise<void> {
  await writeWhole(path, encodeNpy(array));
}

/** Reads a `.npy` file. @throws Failure `array-unreadable`. */
export async function loadArray(path: string): Promise<NumericArray> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw failure('array-unreadable', { name: path, problem: 'the file cannot be read' }, error);
  });
  return decodeNpy(bytes, path);
}

function sidecarOf(path: string): string {
  return `${path}.json`;
}

/** Writes a file under a passing name and renames it: whole or not at all. @throws Failure `output-unwritable`, `disk-full`. */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  try {
    await writeFile(part, content);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw failure('disk-full', { path }, error);
    throw failure('output-unwritable', { path, problem: message }, error);
  }
}
