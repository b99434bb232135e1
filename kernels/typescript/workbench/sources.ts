import { types } from 'node:util';
import type { Clip, Embeddings, PhantomImage } from '../../index.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { WorkbenchSources, WorkbenchVariable } from '../../../webviews/protocol/workbench.ts';

/** Variables of the cells by name, those declared last at the end. */
export type CellVariables = ReadonlyMap<string, unknown>;

/** What prompts are held against. */
export type Target =
  | { readonly holds: 'images'; readonly images: readonly (ImageSource | PhantomImage)[] }
  | { readonly holds: 'labels'; readonly labels: readonly string[] }
  | { readonly holds: 'embeddings'; readonly embeddings: Embeddings };

/** The variables that prompts can be held against, and the model among them. */
export function sourcesAmong(variables: CellVariables): Omit<WorkbenchSources, 'phantoms'> {
  const found: WorkbenchVariable[] = [];
  for (const [name, value] of variables) {
    const target = targetIn(value);
    if (target) found.push({ name, holds: target.holds, count: countOf(target) });
  }
  return { variables: found, clip: modelAmong(variables)?.[0], names: [...variables.keys()] };
}

/** The model that was declared last, with its name. */
export function modelAmong(variables: CellVariables): readonly [name: string, clip: Clip] | undefined {
  return [...variables].filter((entry): entry is [string, Clip] => isClip(entry[1])).at(-1);
}

/** What a value gives to hold prompts against; undefined if nothing. */
export function targetIn(value: unknown): Target | undefined {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return undefined;
  try {
    if (isEmbeddings(value)) return { holds: 'embeddings', embeddings: value };
    if (!Array.isArray(value) || value.length === 0) return undefined;
    if (value.every(isImage)) return { holds: 'images', images: value };
    if (value.every(isLabel)) return { holds: 'labels', labels: value };
  } catch {
    // A getter of the value threw: it is nothing that the library made.
  }
  return undefined;
}

export function countOf(target: Target): number {
  switch (target.holds) {
    case 'images':
      return target.images.length;
    case 'labels':
      return target.labels.length;
    case 'embeddings':
      return target.embeddings.count;
  }
}

function isClip(value: unknown): value is Clip {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  const { encodeText, encodeImage, model } = value as Partial<Record<keyof Clip, unknown>>;
  return typeof encodeText === 'function' && typeof encodeImage === 'function' && typeof model === 'object';
}

function isEmbeddings(value: object): value is Embeddings {
  const { data, count, dim, ids } = value as Partial<Record<keyof Embeddings, unknown>>;
  return (
    data instanceof Float32Array &&
    typeof count === 'number' &&
    typeof dim === 'number' &&
    count > 0 &&
    data.length === count * dim &&
    Array.isArray(ids) &&
    ids.length === count
  );
}

function isImage(value: unknown): value is ImageSource {
  if (typeof value === 'string') return /\.(png|jpe?g|webp|tiff?|gif|dcm|dicom)$/i.test(value);
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  const { name, bytes } = value as { name?: unknown; bytes?: unknown };
  return typeof name === 'string' && bytes instanceof Uint8Array;
}

function isLabel(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
