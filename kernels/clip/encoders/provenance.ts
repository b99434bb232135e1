import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { version } from '../../version.ts';
import type { EmbeddingModel } from '../embeddings/embeddings.ts';
import type { Preset } from '../preprocessing/preset.ts';
import type { Runtime } from './runtime.ts';

/** What made an embedding: written into every result and its sidecar. */
export async function provenanceOf(runtime: Runtime): Promise<EmbeddingModel> {
  const { preset } = runtime.model.image;
  return {
    name: runtime.model.name,
    digest: await runtime.digest(),
    precision: runtime.precision,
    // A file's own name, not where it lies: embeddings are handed on.
    preset: `${basename(preset.name)} ${presetDigest(preset)}`,
    version,
  };
}

/** Identifies what a preset does, not what it is called: first 16 hex digits of the SHA-256 of all that decides the pixels. */
export function presetDigest(preset: Preset): string {
  return createHash('sha256')
    .update(JSON.stringify([preset.steps, preset.dicomRange]))
    .digest('hex')
    .slice(0, 16);
}
