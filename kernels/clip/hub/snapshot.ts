import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';
import { isDigest } from './digest.ts';
import { downloadBlob } from './download.ts';
import {
  absentFiles,
  knownCommit,
  presentFiles,
  presentSize,
  rememberAbsent,
  rememberCommit,
  type RepositoryCache,
  showInSnapshot,
} from './layout.ts';
import { describeFile, fileUrl, type HubFile, listFiles, type Listing } from './listing.ts';
import { withLock } from './lock.ts';
import { inParallel } from './parallel.ts';
import { type DownloadProgress, progressOf, type ReportBytes } from './progress.ts';
import { type HubClient, hostOf } from './request.ts';
import { optionalFiles, selectFiles, unknownFiles, type WeightChoice } from './selection.ts';

export interface CachedSnapshot {
  readonly commit: string;
  /** False if the repository may have a configuration or tokenizer file that is not here. */
  readonly complete: boolean;
}

/** The snapshot of `revision` if its weights are all in the cache; no network. */
export async function cachedSnapshot(
  cache: RepositoryCache,
  revision: string,
  choice: WeightChoice,
): Promise<CachedSnapshot | undefined> {
  const commit = await knownCommit(cache, revision);
  if (commit === undefined) return undefined;
  const present = await presentFiles(cache, commit);
  if (!selectFiles(present, choice).found) return undefined;
  const absent = await absentFiles(cache, commit);
  return { commit, complete: unknownFiles(new Set(present), new Set(absent)).length === 0 };
}

/**
 * Brings the files a model needs into the cache and returns their commit. The small ones come first and `refs/<revision>` is written
 * last, so that a download that breaks off is never taken for a whole one.
 */
export async function downloadSnapshot(
  client: HubClient,
  cache: RepositoryCache,
  choice: WeightChoice,
  onProgress: ((progress: DownloadProgress) => void) | undefined,
): Promise<string> {
  const listing = await listFiles(client);
  const { commit } = listing;
  const chosen = choose(client, listing, choice);
  const small = await inParallel(chosen.small, client.signal, file => complete(client, commit, file));
  const weights = await inParallel(chosen.weights, client.signal, file => complete(client, commit, file));
  const sizes = new Map([...small, ...weights].map(({ name, size }) => [name, size]));
  const reportFor = progressOf(sizes, onProgress);
  for (const files of [small, weights]) {
    await inParallel(files, client.signal, (file, signal) =>
      bring({ ...client, signal }, cache, commit, file, reportFor(file.name)),
    );
  }
  const names = new Set(listing.files.map(file => file.name));
  await rememberAbsent(
    cache,
    commit,
    optionalFiles().filter(name => !names.has(name)),
  );
  await rememberCommit(cache, client.revision, commit);
  return commit;
}

type DescribedFile = HubFile & { readonly etag: string; readonly size: number };

function choose(
  { model }: HubClient,
  { files }: Listing,
  choice: WeightChoice,
): { small: HubFile[]; weights: HubFile[] } {
  const byName = new Map(files.map(file => [file.name, file]));
  const selection = selectFiles([...byName.keys()], choice);
  if (!selection.found) {
    if (selection.candidates.length > 1) {
      throw failure('hub-weights-ambiguous', { model, found: selection.candidates.join(', ') });
    }
    const found = [...byName.keys()].slice(0, 20).join(', ') || 'no files';
    throw failure('hub-no-weights', { model, found });
  }
  const pick = (names: readonly string[]): HubFile[] => names.flatMap(name => byName.get(name) ?? []);
  return { small: pick(selection.small), weights: pick(selection.weights) };
}

/** Fills in digest and size where the listing lacks them. */
async function complete(client: HubClient, commit: string, file: HubFile): Promise<DescribedFile> {
  const listed = isDigest(file.etag) && isSize(file.size);
  const { etag, size } = listed ? file : await describeFile(client, commit, file.name);
  if (isDigest(etag) && isSize(size)) return { name: file.name, etag, size };
  const problem = `${file.name} has no digest or size`;
  throw failure('hub-response-invalid', { model: client.model, host: hostOf(client), problem });
}

function isSize(size: number | undefined): size is number {
  return Number.isSafeInteger(size) && size! >= 0;
}

async function bring(
  client: HubClient,
  cache: RepositoryCache,
  commit: string,
  { name, etag, size }: DescribedFile,
  report: ReportBytes,
): Promise<void> {
  if ((await presentSize(cache, commit, name)) === size) {
    report(size);
    return;
  }
  const url = fileUrl(client, commit, name);
  const { symlinks } = client.settings;
  await withLock(join(cache.locks, `${etag}.clip-notebook.lock`), client.signal, async () => {
    // Another process may have brought it while this one waited.
    if ((await presentSize(cache, commit, name)) === size) return;
    const there = await stat(join(cache.blobs, etag)).catch(() => undefined);
    const fresh = there?.size !== size;
    if (fresh) await downloadBlob(client, { file: name, url, etag, size }, cache.blobs, report);
    await showInSnapshot(cache, commit, name, { etag, fresh, symlinks });
  });
  report(size);
}
