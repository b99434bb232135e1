// What takes the room in a folder.
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** `[folder, bytes]`, largest first: one row a package, one a file of dist, one for the rest. */
export async function sizesByFolder(folder) {
  const rows = new Map();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const parts = relative(folder, path).split(sep);
    const depth =
      parts[1] === 'node_modules' ? (parts[2].startsWith('@') ? 4 : 3) : parts[0] === 'dist' ? 2 : 1;
    const row = parts.slice(0, depth).join('/');
    rows.set(row, (rows.get(row) ?? 0) + (await stat(path)).size);
  }
  return [...rows].sort((one, other) => other[1] - one[1]);
}
