import { isAbsolute, relative, sep } from 'node:path';

/** Devices by the name `loadClip` takes, and what each is. */
export const devices: readonly { readonly name: string; readonly what: string }[] = [
  { name: 'auto', what: 'a GPU if a short measurement says that it is faster, else the CPU' },
  { name: 'cpu', what: 'works everywhere' },
  { name: 'webgpu', what: 'GPUs of every make, nothing to install' },
  { name: 'cuda', what: 'NVIDIA GPUs, where the CUDA libraries are installed' },
  { name: 'coreml', what: 'Apple computers' },
  { name: 'dml', what: 'DirectML on Windows' },
];

/** Models used last, newest first, `used` before them, no name twice, at most `limit`. */
export function withRecent(recent: readonly string[], used: string, limit = 8): string[] {
  if (used === 'builtin') return [...recent];
  return [used, ...recent.filter(name => name !== used)].slice(0, limit);
}

/** A hub id, `organisation/name`. @returns What is wrong with it; undefined if nothing is. */
export function hubIdProblem(id: string): string | undefined {
  if (/^[\w.-]+\/[\w.-]+(@[\w./-]+)?$/.test(id.trim())) return undefined;
  return 'A hub id has an organisation and a name, such as openai/clip-vit-base-patch32';
}

/** A file or folder as a notebook names it: beside the notebook by `./…`, so that both can move together. */
export function modelPath(path: string, notebookFolder: string | undefined): string {
  if (notebookFolder === undefined) return path;
  const inside = relative(notebookFolder, path);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return path;
  return `./${inside.split(sep).join('/')}`;
}
