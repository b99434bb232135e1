// A folder of the user's cache where tests and `npm start` keep what takes long to fetch: once per machine and version.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A build that died without a word is given up after this long. */
const abandonedAfter = 20 * 60_000;

/**
 * The folder `name` of the cache, made by `build(folder)` if it is not there. It appears whole or not at all, and of several
 * processes that want it at once, one builds and the others wait.
 */
export async function cachedFolder(name, build) {
  const folder = join(cacheRoot(), name);
  if (existsSync(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const release = await acquire(`${folder}.lock`);
  try {
    if (existsSync(folder)) return folder;
    const unfinished = `${folder}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished);
    await build(unfinished);
    await rename(unfinished, folder);
    return folder;
  } finally {
    await release();
  }
}

/** The folder `name` of the cache, for what is kept from one use to the next. */
export async function keptFolder(name) {
  const folder = join(cacheRoot(), name);
  await mkdir(folder, { recursive: true });
  return folder;
}

function cacheRoot() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'clip-notebook', 'tools');
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'clip-notebook', 'tools');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'clip-notebook', 'tools');
  return join(homedir(), '.cache', 'clip-notebook', 'tools');
}

async function acquire(lock) {
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      return () => rm(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (abandoned(lock)) await rm(lock, { force: true });
    else await pause(300);
  }
}

function abandoned(lock) {
  try {
    if (Date.now() - statSync(lock).mtimeMs > abandonedAfter) return true;
    const holder = Number(readFileSync(lock, 'utf8'));
    // The file is empty for the moment between its making and its writing.
    if (holder > 0) process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
