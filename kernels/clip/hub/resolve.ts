import { join } from 'node:path';
import { Failure, failure } from '../../protocol/failures/index.ts';
import { builtinFolder } from './builtin.ts';
import { repositoryCache } from './layout.ts';
import { isRevision, type ModelName, parseModelName } from './name.ts';
import type { DownloadProgress } from './progress.ts';
import { type HubClient, type NetworkLimits, usualLimits } from './request.ts';
import type { WeightChoice } from './selection.ts';
import { readHubSettings } from './settings.ts';
import { cachedSnapshot, downloadSnapshot } from './snapshot.ts';

export interface ResolveOptions extends WeightChoice {
  /** Branch, tag or commit of a hub model; `main` unless given here or as `owner/name@revision`. */
  readonly revision?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Ask the hub whether the revision has moved, also when it is in the cache. */
  readonly refresh?: boolean | undefined;
  /** Where HF_HOME, HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE, … are read; `process.env` unless given. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
  readonly limits?: Partial<NetworkLimits> | undefined;
}

/** Where a model lies on this machine. */
export interface ResolvedModel {
  /** Absolute path of a folder or a checkpoint file. Files in a hub folder may be symbolic links. */
  readonly path: string;
  readonly source: 'builtin' | 'folder' | 'file' | 'hub';
  /** Hub models only: `owner/name`. */
  readonly repository?: string;
  /** Hub models only: the commit, 40 hex digits. */
  readonly revision?: string;
}

/**
 * Finds a model by name. A hub model that is in the cache of the Python client is taken from there without any request; else
 * the files it needs are downloaded into that cache.
 * Throws `builtin-absent`, `checkpoint-not-found`, `cancelled`, `disk-full` and the `hub-…` failures.
 */
export async function resolveModel(name: string, options: ResolveOptions = {}): Promise<ResolvedModel> {
  const environment = options.environment ?? process.env;
  const parsed = await parseModelName(name, environment);
  switch (parsed.kind) {
    case 'builtin':
      return { path: await builtinFolder(), source: 'builtin' };
    case 'folder':
    case 'file':
      return { path: parsed.path, source: parsed.kind };
    case 'hub':
      try {
        return await resolveHubModel(name, parsed, environment, options);
      } catch (problem) {
        if (options.signal?.aborted) throw failure('cancelled', { what: `The download of ${name}` }, problem);
        throw problem;
      }
  }
}

async function resolveHubModel(
  name: string,
  { repository, revision: given }: Extract<ModelName, { kind: 'hub' }>,
  environment: NodeJS.ProcessEnv,
  options: ResolveOptions,
): Promise<ResolvedModel> {
  const settings = await readHubSettings(environment);
  const revision = options.revision ?? given ?? 'main';
  if (!isRevision(revision)) throw failure('hub-revision-not-found', { model: name, revision });
  const cache = repositoryCache(settings.cache, repository);
  const cached = await cachedSnapshot(cache, revision, options);
  const found = (commit: string): ResolvedModel => ({
    path: join(cache.snapshots, commit),
    source: 'hub',
    repository,
    revision: commit,
  });
  if (cached && (settings.offline || (cached.complete && !options.refresh))) return found(cached.commit);
  if (settings.offline) throw failure('hub-offline', { model: name });
  const client: HubClient = {
    settings,
    model: name,
    repository,
    revision,
    limits: { ...usualLimits, ...options.limits },
    signal: options.signal,
  };
  try {
    return found(await downloadSnapshot(client, cache, options, options.onProgress));
  } catch (problem) {
    // What the cache lacks is perhaps nothing the model needs: with its weights here, opening it decides.
    if (cached && !options.refresh && problem instanceof Failure) return found(cached.commit);
    throw cacheProblem(problem, settings.cache);
  }
}

function cacheProblem(problem: unknown, path: string): unknown {
  const { code, message } = problem as NodeJS.ErrnoException;
  if (problem instanceof Failure || typeof code !== 'string') return problem;
  if (code === 'ENOSPC' || code === 'EDQUOT') return failure('disk-full', { path }, problem);
  if (/^E(ACCES|PERM|ROFS|NOTDIR|EXIST|ISDIR|NAMETOOLONG|IO|MFILE)$/.test(code)) {
    return failure('hub-cache-unwritable', { path, problem: message }, problem);
  }
  return problem;
}
