import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/**
 * The Python client's cache of one repository: `blobs/<etag>` hold contents, `snapshots/<commit>/<name>` link to them,
 * `refs/<revision>` hold a commit, `.no_exist/<commit>/<name>` mark files the repository is known not to have.
 */
export interface RepositoryCache {
  readonly blobs: string;
  readonly refs: string;
  readonly snapshots: string;
  readonly absent: string;
  readonly locks: string;
}

/** Paths only; nothing is created. */
export function repositoryCache(cache: string, repository: string): RepositoryCache {
  const name = ['models', ...repository.split('/')].join('--');
  const folder = join(cache, name);
  return {
    blobs: join(folder, 'blobs'),
    refs: join(folder, 'refs'),
    snapshots: join(folder, 'snapshots'),
    absent: join(folder, '.no_exist'),
    locks: join(cache, '.locks', name),
  };
}

/** The commit a revision stood for when it was last asked for; a full commit stands for itself. */
export async function knownCommit({ refs }: RepositoryCache, revision: string): Promise<string | undefined> {
  if (isCommit(revision)) return revision;
  const text = (await readFile(join(refs, revision), 'utf8').catch(() => '')).trim();
  return isCommit(text) ? text : undefined;
}

/** Writes `refs/<revision>`, in one step for readers. */
export async function rememberCommit(
  { refs }: RepositoryCache,
  revision: string,
  commit: string,
): Promise<void> {
  if (revision === commit) return;
  const path = join(refs, revision);
  if ((await readFile(path, 'utf8').catch(() => '')) === commit) return;
  await mkdir(dirname(path), { recursive: true });
  await inOneStep(path, passing => writeFile(passing, commit));
}

/** Names of the files of a snapshot whose content is there; links to nothing are left out. */
export async function presentFiles({ snapshots }: RepositoryCache, commit: string): Promise<string[]> {
  const names = await namesBelow(join(snapshots, commit));
  const found = await Promise.all(names.map(name => isFile(join(snapshots, commit, name))));
  return names.filter((_, at) => found[at]);
}

/** Names the repository is known not to have at this commit. */
export async function absentFiles({ absent }: RepositoryCache, commit: string): Promise<string[]> {
  return namesBelow(join(absent, commit));
}

export async function rememberAbsent(
  { absent }: RepositoryCache,
  commit: string,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    await mkdir(dirname(join(absent, commit, name)), { recursive: true });
    await writeFile(join(absent, commit, name), '');
  }
}

/** Size in bytes of a snapshot's file, undefined if it is not there. */
export async function presentSize(
  { snapshots }: RepositoryCache,
  commit: string,
  name: string,
): Promise<number | undefined> {
  const found = await stat(join(snapshots, commit, name)).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}

/**
 * Makes `snapshots/<commit>/<name>` show the blob `etag`: a relative link where the system has links, else the file itself,
 * moved if the blob is `fresh` and copied if other snapshots may use it.
 */
export async function showInSnapshot(
  { blobs, snapshots }: RepositoryCache,
  commit: string,
  name: string,
  blob: { readonly etag: string; readonly fresh: boolean; readonly symlinks: boolean },
): Promise<void> {
  const path = join(snapshots, commit, ...name.split('/'));
  const source = join(blobs, blob.etag);
  await mkdir(dirname(path), { recursive: true });
  if (blob.symlinks && (await linked(source, path))) return;
  if (blob.fresh) await rename(source, path);
  else await inOneStep(path, passing => copyFile(source, passing));
}

export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}

async function linked(source: string, path: string): Promise<boolean> {
  try {
    await inOneStep(path, passing => symlink(relative(dirname(path), source), passing, 'file'));
    return true;
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException;
    if (code === 'EPERM' || code === 'ENOSYS' || code === 'ENOTSUP' || code === 'UNKNOWN') return false;
    throw problem;
  }
}

async function inOneStep(path: string, make: (passing: string) => Promise<void>): Promise<void> {
  const passing = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await make(passing);
    await rename(passing, path);
  } catch (problem) {
    await rm(passing, { force: true });
    throw problem;
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}

async function namesBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.map(name => name.split(sep).join('/')).filter(name => !name.endsWith('.tmp'));
}
