import { failure } from '../../protocol/failures/index.ts';
import { parseModelName } from './name.ts';
import type { DownloadProgress } from './progress.ts';

export interface ResolveOptions {
  /** Branch, tag or commit of a hub model; `main` unless given here or as `owner/name@revision`. */
  readonly revision?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Where HF_HOME, HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE, … are read; `process.env` unless given. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
}

/** Where a model lies on this machine. */
export interface ResolvedModel {
  /** Absolute path of a folder or a checkpoint file. Files in a hub folder may be symbolic links. */
  readonly path: string;
  readonly source: 'folder' | 'file' | 'hub';
  /** Hub models only: `owner/name`. */
  readonly repository?: string;
  /** Hub models only: the commit, 40 hex digits. */
  readonly revision?: string;
}

/**
 * Finds a model by name, downloading it from the hub only when it is not in the local cache.
 * Throws `builtin-absent`, `checkpoint-not-found`, `cancelled`, `disk-full` and the `hub-…` failures.
 */
export async function resolveModel(name: string, options: ResolveOptions = {}): Promise<ResolvedModel> {
  const { environment = process.env } = options;
  const parsed = await parseModelName(name, environment);
  switch (parsed.kind) {
    case 'builtin':
      throw failure('builtin-absent', { model: name });
    case 'folder':
    case 'file':
      return { path: parsed.path, source: parsed.kind };
    case 'hub':
      throw failure('hub-offline', { model: name });
  }
}
