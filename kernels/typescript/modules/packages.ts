import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';
import { exportedFile, importedTarget, type ExportTarget } from './package-exports.ts';

/** The parts of a package.json that decide how it is loaded. */
export interface Manifest {
  readonly file: string;
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly main?: string | undefined;
  readonly exports?: ExportTarget | undefined;
  readonly imports?: ExportTarget | undefined;
}

/**
 * The file of a package as an importer in `folder` gets it: `name`, `@scope/name` or a subpath of one. Throws Failure
 * `module-not-found`, `module-not-exported`, `module-file-not-found`.
 */
export function resolvePackage(specifier: string, folder: string): string {
  const name = packageName(specifier);
  const subpath = `.${specifier.slice(name.length)}`;
  const own = nearestManifest(folder);
  if (own?.name === name && own.exports !== undefined) return entry(own, subpath, specifier);
  for (const parent of ancestors(folder)) {
    const root = join(parent, 'node_modules', name);
    if (!isFolder(root)) continue;
    return entry(
      readManifest(join(root, 'package.json')) ?? { file: join(root, 'package.json') },
      subpath,
      specifier,
    );
  }
  throw failure('module-not-found', { specifier, name, folder });
}

/** What `#name` means to a file in `folder`: a file of its package, or another package's specifier. */
export function resolveOwnImport(
  specifier: string,
  folder: string,
): { file: string } | { specifier: string } {
  const manifest = nearestManifest(folder);
  const target = manifest?.imports === undefined ? undefined : importedTarget(manifest.imports, specifier);
  if (manifest === undefined || target === undefined)
    throw failure('module-not-exported', {
      specifier,
      manifest: manifest?.file ?? join(folder, 'package.json'),
    });
  return target.startsWith('./') ? { file: join(dirname(manifest.file), target) } : { specifier: target };
}

/** The package.json that governs files of a folder. */
export function nearestManifest(folder: string): Manifest | undefined {
  for (const parent of ancestors(folder)) {
    if (parent.endsWith('node_modules')) return undefined;
    const manifest = readManifest(join(parent, 'package.json'));
    if (manifest) return manifest;
  }
  return undefined;
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function* ancestors(folder: string): Generator<string> {
  for (let one = resolve(folder); ; one = dirname(one)) {
    yield one;
    if (dirname(one) === one) return;
  }
}

function readManifest(file: string): Manifest | undefined {
  if (!isFile(file)) return undefined;
  try {
    const data = JSON.parse(readFileSync(file, 'utf8')) as Omit<Manifest, 'file'> | null;
    return { ...data, file };
  } catch (error) {
    throw failure(
      'module-json',
      { file, reason: error instanceof Error ? error.message : String(error) },
      error,
    );
  }
}

function entry(manifest: Manifest, subpath: string, specifier: string): string {
  const root = dirname(manifest.file);
  if (manifest.exports !== undefined && manifest.exports !== null) {
    const target = exportedFile(manifest.exports, subpath);
    if (target === undefined) throw failure('module-not-exported', { specifier, manifest: manifest.file });
    const file = join(root, target);
    if (!isFile(file)) throw failure('module-file-not-found', { specifier: target, folder: root });
    return realpathSync(file);
  }
  const start = subpath === '.' ? (manifest.main ?? 'index.js') : subpath;
  const found = [start, join(start, 'index'), ...(subpath === '.' ? ['index'] : [])]
    .flatMap(path => ['', '.js', '.json', '.cjs', '.mjs', '.node'].map(end => join(root, path + end)))
    .find(isFile);
  if (found === undefined) throw failure('module-file-not-found', { specifier, folder: root });
  return realpathSync(found);
}
