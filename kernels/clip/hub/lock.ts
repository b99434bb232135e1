import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds. */
const heartbeat = 2_000;
const abandonedAfter = 10_000;
const pollEvery = 100;

/**
 * Runs `task` while this process holds the lock file `path`; others wait until it is gone, its holder has died, or it has not been
 * touched for 10 s.
 * The lock only saves downloading twice. Downloads stay whole without it: all writers of a partial file write the same bytes at
 * the same places, and it is checked before it gets its name. The Python client's own lock (flock) cannot be taken from Node.
 */
export async function withLock<T>(
  path: string,
  signal: AbortSignal | undefined,
  task: () => Promise<T>,
): Promise<T> {
  await acquire(path, signal);
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, heartbeat);
  try {
    return await task();
  } finally {
    clearInterval(beat);
    await rm(path, { force: true }).catch(() => undefined);
  }
}

async function acquire(path: string, signal: AbortSignal | undefined): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  for (;;) {
    try {
      await writeFile(path, `${process.pid} ${hostname()}\n`, { flag: 'wx' });
      return;
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
    }
    if (await isAbandoned(path)) await rm(path, { force: true });
    else await sleep(pollEvery, undefined, signal && { signal });
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const [held, text] = await Promise.all([
    stat(path).catch(() => undefined),
    readFile(path, 'utf8').catch(() => ''),
  ]);
  if (!held) return false;
  const [, pid = '', host] = /^(\d+) (.*)\n$/.exec(text) ?? [];
  return Date.now() - held.mtimeMs > abandonedAfter || (host === hostname() && !isAlive(Number(pid)));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EPERM';
  }
}
