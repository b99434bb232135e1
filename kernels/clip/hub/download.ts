import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';
import { hasDigest } from './digest.ts';
import type { ReportBytes } from './progress.ts';
import { exchange, type HubClient, Setback } from './request.ts';
import { withRetries } from './retries.ts';

/** A file to fetch. */
export interface WantedBlob {
  readonly file: string;
  readonly url: string;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
}

/** Bytes a try must bring for the count of failed tries to start anew. */
const progressBytes = 1 << 20;

/**
 * Downloads a blob to `<folder>/<etag>`, going on where an earlier try, also of another process, stopped. Its digest is checked before it
 * gets that name; a wrong one is fetched once more from the start. A download that breaks off or is cancelled leaves
 * `<etag>.clip-notebook.incomplete` to be resumed; a full disk leaves nothing.
 * Throws `disk-full`, `hub-digest-mismatch`, `hub-interrupted` and what a request throws.
 */
export async function downloadBlob(
  client: HubClient,
  wanted: WantedBlob,
  folder: string,
  report: ReportBytes,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, wanted.etag);
  // Not the `<etag>.incomplete` of older Python clients: they append, so two writers would spoil it.
  const partial = `${path}.clip-notebook.incomplete`;
  await checkSpace(partial, wanted.size);
  for (let wrong = 0; wrong < 2; wrong++) {
    const arrived = await fetchWhole(client, wanted, partial, report);
    client.signal?.throwIfAborted();
    if (arrived && (await hasDigest(partial, wanted.size, wanted.etag))) {
      await rename(partial, path);
      return;
    }
    await rm(partial, { force: true });
  }
  throw failure('hub-digest-mismatch', { model: client.model, file: wanted.file });
}

/** False if the hub serves another number of bytes than it states. */
async function fetchWhole(
  client: HubClient,
  wanted: WantedBlob,
  partial: string,
  report: ReportBytes,
): Promise<boolean> {
  let before = 0;
  let at = 0;
  const attempt = async (): Promise<boolean> => {
    const file = await openPartial(partial);
    try {
      before = at = (await file.stat()).size;
      while (at < wanted.size || wanted.size === 0) {
        const next = await fetchRest(client, wanted, file, at, position => {
          at = position;
          report(at);
        });
        if (next === 'too-long') return false;
        if (next === 'done') break;
      }
      report(at);
      return at === wanted.size;
    } catch (problem) {
      throw await diskProblem(problem, partial);
    } finally {
      await file.close();
    }
  };
  return withRetries(client, attempt, () => at - before >= progressBytes);
}

type Rest = 'done' | 'too-long' | 'again';

async function fetchRest(
  client: HubClient,
  { url, file: name, size }: WantedBlob,
  file: FileHandle,
  from: number,
  advance: (position: number) => void,
): Promise<Rest> {
  const headers: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {};
  return exchange(client, { url, headers, file: name }, async (response, alive) => {
    if (response.status === 416) {
      // What lies here is not a beginning of what the hub has.
      await file.truncate(0);
      if (from === 0) return 'too-long';
      advance(0);
      return 'again';
    }
    // A server that ignores the range sends everything: write it from the start, over the same bytes.
    let position = response.status === 206 && rangeStart(response) === from ? from : 0;
    if (response.status === 206 && position !== from) throw wrongRange(client, name);
    advance(position);
    for await (const chunk of response.body ?? []) {
      alive();
      const bytes = chunk as Uint8Array;
      if (position + bytes.length > size) return 'too-long';
      await writeAt(file, bytes, position);
      position += bytes.length;
      advance(position);
    }
    if (position < size) throw cutShort(client, name, position, size);
    return 'done';
  });
}

function rangeStart(response: Response): number | undefined {
  const start = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
  return start === undefined ? undefined : Number(start);
}

function wrongRange(client: HubClient, file: string): Setback {
  const problem = 'the server sent another part of the file than was asked for';
  return new Setback(failure('hub-interrupted', { model: client.model, file, problem }));
}

function cutShort(client: HubClient, file: string, position: number, size: number): Setback {
  const problem = `${position} of ${size} bytes arrived`;
  return new Setback(failure('hub-interrupted', { model: client.model, file, problem }));
}

/** Opens for writing at any place without cutting what is there. */
async function openPartial(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDWR | constants.O_CREAT, 0o644);
}

async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

async function checkSpace(partial: string, size: number): Promise<void> {
  const have = (await stat(partial).catch(() => undefined))?.size ?? 0;
  const disk = await statfs(dirname(partial)).catch(() => undefined);
  if (disk && disk.blocks > 0 && disk.bavail * disk.bsize < size - have) {
    throw failure('disk-full', { path: dirname(partial) });
  }
}

async function diskProblem(problem: unknown, partial: string): Promise<unknown> {
  const { code } = problem as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return problem;
  await rm(partial, { force: true });
  return failure('disk-full', { path: dirname(partial) }, problem);
}
