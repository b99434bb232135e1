import { createHash } from 'node:crypto';
import { endianness, homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Folder of everything the product keeps for speed alone: `$CLIP_NOTEBOOK_CACHE`, else `clip-notebook` under the
 * platform's cache folder (XDG_CACHE_HOME or ~/.cache, ~/Library/Caches, %LOCALAPPDATA%). Embeddings go into its
 * subfolder `embeddings`. Nothing is created.
 */
export function cacheFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = environment['CLIP_NOTEBOOK_CACHE'];
  return chosen ? resolve(chosen) : join(platformCache(environment, platform), 'clip-notebook');
}

/** What one space of embeddings is: vectors of two spaces are never mixed. */
export interface EmbeddingSpace {
  /** Digest of the checkpoint. */
  readonly model: string;
  /** Everything else that changes the numbers: precision, encoder, preset name and digest or `text`, output kind. */
  readonly space: string;
  readonly dim: number;
}

/** Folder of one space: a hash of its key, the layout's version and the byte order of its numbers. */
export function spaceFolder(folder: string, { model, space, dim }: EmbeddingSpace): string {
  const key = JSON.stringify([layoutVersion, endianness(), model, space, dim]);
  return join(folder, createHash('sha256').update(key).digest('hex').slice(0, 32));
}

/** True for the names `spaceFolder` gives. */
export function isSpaceFolder(name: string): boolean {
  return /^[0-9a-f]{32}$/.test(name);
}

const layoutVersion = 1;

function platformCache(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  if (platform === 'win32') return environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
  return environment['XDG_CACHE_HOME'] ?? join(home, '.cache');
}
