import { isBuiltin } from 'node:module';
import { dirname, extname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failure } from '../../protocol/failures/index.ts';
import { isFile, nearestManifest, resolveOwnImport, resolvePackage } from './packages.ts';

/** What a specifier stands for. */
export type Resolved =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'typescript' | 'json' | 'module' | 'commonjs'; readonly path: string };

/** The name by which cells import the library of this installation. */
export const libraryName = 'clip-notebook';

/**
 * What `specifier` means in the file `from`: Node's rules for packages, TypeScript's for files (`./x`, `./x.js` for x.ts,
 * a folder for its index). Throws Failures of modules.
 */
export function resolveSpecifier(specifier: string, from: string, library: string): Resolved {
  if (specifier === libraryName) return { kind: 'url', url: library };
  if (isBuiltin(specifier)) return { kind: 'url', url: specifier.replace(/^(?!node:)/, 'node:') };
  const folder = dirname(from);
  if (/^\.\.?(\/|\\|$)/.test(specifier) || isAbsolute(specifier)) return ofFile(fileFor(specifier, folder));
  const scheme = /^([a-z][a-z\d+.-]+):/i.exec(specifier)?.[1]?.toLowerCase();
  if (scheme === 'file') return ofFile(fileFor(fileURLToPath(specifier), folder));
  if (scheme === 'data') return { kind: 'url', url: specifier };
  if (scheme !== undefined) throw failure('module-scheme', { specifier, scheme });
  if (specifier.startsWith('#')) {
    const own = resolveOwnImport(specifier, folder);
    return 'file' in own ? ofFile(fileFor(own.file, folder)) : resolveSpecifier(own.specifier, from, library);
  }
  if (specifier === '') throw failure('module-file-not-found', { specifier, folder });
  return ofFile(resolvePackage(specifier, folder));
}

const extensions = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '.tsx'];
const sources: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

function fileFor(specifier: string, folder: string): string {
  const path = resolve(folder, specifier);
  const extension = extname(path);
  const found = [
    path,
    ...(sources[extension] ?? []).map(end => path.slice(0, -extension.length) + end),
    ...extensions.map(end => path + end),
    ...extensions.map(end => resolve(path, `index${end}`)),
  ].find(isFile);
  if (found === undefined) throw failure('module-file-not-found', { specifier, folder });
  return found;
}

function ofFile(path: string): Resolved {
  switch (extname(path)) {
    case '.ts':
    case '.mts':
    case '.cts':
      if (/\.d\.[cm]?ts$/.test(path))
        throw failure('module-kind', { file: path, remedy: 'It only declares types; use `import type`.' });
      return { kind: 'typescript', path };
    case '.json':
      return { kind: 'json', path };
    case '.mjs':
      return { kind: 'module', path };
    case '.cjs':
    case '.node':
      return { kind: 'commonjs', path };
    case '.js':
    case '':
      return { kind: nearestManifest(dirname(path))?.type === 'module' ? 'module' : 'commonjs', path };
    case '.wasm':
      return { kind: 'module', path };
    case '.tsx':
    case '.jsx':
      throw failure('module-kind', {
        file: path,
        remedy: 'Notebooks have no JSX; put the code into a .ts file.',
      });
    default:
      throw failure('module-kind', {
        file: path,
        remedy: "Read it as a file, with `readFile` of 'node:fs/promises'.",
      });
  }
}
