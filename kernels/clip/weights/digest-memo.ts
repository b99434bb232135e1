import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from './json.ts';

/** What must be unchanged for a file's content to be taken as unchanged. Decimal digits, as they exceed 2^53. */
export interface FileState {
  /** Absolute real path. */
  readonly path: string;
  readonly size: string;
  readonly mtimeNs: string;
  readonly inode: string;
}

/** The digest remembered in `folder` for a file in this state; a damaged note counts as none. */
export async function readMemo(folder: string, state: FileState): Promise<string | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(noteOf(folder, state), 'utf8'));
    if (!isRecord(note)) return undefined;
    const same = Object.entries(state).every(([key, value]) => note[key] === value);
    const digest = note['sha256'];
    return same && typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest) ? digest : undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a digest; whole or not at all, and a folder that cannot be written only costs the next reading. */
export async function writeMemo(folder: string, state: FileState, sha256: string): Promise<void> {
  const note = noteOf(folder, state);
  const draft = `${note}.${randomUUID()}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(draft, JSON.stringify({ ...state, sha256 }), { flush: true });
    await rename(draft, note);
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** One note a path: a changed file replaces its own. */
function noteOf(folder: string, { path }: FileState): string {
  return join(folder, `${createHash('sha256').update(path).digest('hex')}.json`);
}
