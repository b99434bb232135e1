import { writeWhole } from '../clip/embeddings/files.ts';
import type { Phantom } from './phantom.ts';
import { encodePng } from './png.ts';
import { truthOf } from './truth.ts';

/**
 * Writes the picture as PNG to `path` and its truth as JSON beside it (same name, `.json`), each whole or not at all.
 * Returns the path of the JSON. @throws Failure `output-unwritable`, `disk-full`.
 */
export async function savePhantom(phantom: Phantom, path: string): Promise<string> {
  const truth = path.replace(/\.png$/i, '') + '.json';
  await writeWhole(truth, JSON.stringify(truthOf(phantom)) + '\n');
  await writeWhole(path, await encodePng(phantom));
  return truth;
}
