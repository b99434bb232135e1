import { createRequire } from 'node:module';
import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { types } from 'node:util';
import { failure } from '../../protocol/failures/index.ts';
import type { TextPlace } from '../compile/lines.ts';
import { parseModule } from '../compile/parse.ts';
import { loadersKey } from './emit.ts';
import { resolveSpecifier, type Resolved } from './resolve.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { createTypeScriptGraph } from './typescript-graph.ts';
import { stampOf, syntaxFailure } from './typescript-files.ts';
import { withNames, type Namespace } from './namespaces.ts';
import { requireFrom } from './require.ts';

export interface ModuleLoaderOptions {
  /** Absolute path of the notebook; it need not exist. */
  readonly notebook: string;
  /** URL of the library that `clip-notebook` stands for. */
  readonly library: string;
  /** How a URL is imported; by default by this process's own `import()`. */
  readonly importUrl?: ((url: string) => Promise<Namespace>) | undefined;
}

/** Modules as the cells of one notebook see them. */
export interface ModuleLoader {
  /** Loads what `specifier` means in the file `from` (the notebook). .ts files are compiled, and again once they changed. */
  readonly load: (
    specifier: string,
    attributes?: Readonly<Record<string, string>>,
    from?: string,
  ) => Promise<Namespace>;
  /** `import.meta` of cells. */
  readonly meta: Readonly<Record<string, unknown>>;
  /** `require`, `__dirname`, `__filename` of cells. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Where in a .ts file a place of its compiled form comes from; `file` is a path or file URL as it stands in a stack. */
  locate(file: string, place: TextPlace): (TextPlace & { readonly file: string }) | undefined;
  /** Takes the compiled files away; happens by itself when the process exits. */
  close(): void;
}

/**
 * Opens the modules of a notebook. `load` rejects with Failures `module-…` when a module cannot be found or read, and with
 * what the module itself throws.
 */
export function createModuleLoader({
  notebook,
  library,
  importUrl = importNatively,
}: ModuleLoaderOptions): ModuleLoader {
  const url = pathToFileURL(notebook).href;
  const loader = `${process.pid}-${Math.random()}`;
  const resolve = (specifier: string, from: string) => resolveSpecifier(specifier, from, library);
  const native = createRequire(url);
  let folder: string | undefined;
  const close = () => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    folder = undefined;
    loaders().delete(loader);
    process.off('exit', close);
  };
  process.on('exit', close);

  const first = new Map<string, string | undefined>();
  const urlOf = (path: string): string => {
    const stamp = stampOf(path);
    if (!first.has(path)) first.set(path, stamp);
    const plain = pathToFileURL(path).href;
    return first.get(path) === stamp ? plain : `${plain}?changed=${encodeURIComponent(stamp ?? '')}`;
  };
  const graph = createTypeScriptGraph({
    folder: () => (folder ??= makeTemporaryFolder()),
    resolve,
    urlOf,
    loader,
  });

  const loadResolved = async (resolved: Resolved): Promise<Namespace> => {
    switch (resolved.kind) {
      case 'url':
        return importUrl(resolved.url);
      case 'typescript':
      case 'json': {
        const path = graph.compile(resolved.path);
        const namespace = await importUrl(pathToFileURL(path).href);
        return path.endsWith('.cjs') ? withNames(namespace) : namespace;
      }
      case 'module':
        return importUrl(urlOf(resolved.path)).catch((error: unknown) => {
          throw withPlace(error, resolved.path);
        });
      case 'commonjs': {
        if (resolved.path.endsWith('.node')) return withNames({ default: native(resolved.path) as unknown });
        const changed = urlOf(resolved.path);
        if (changed.includes('?changed=')) Reflect.deleteProperty(native.cache, resolved.path);
        return withNames(await importUrl(changed));
      }
    }
  };
  const load: ModuleLoader['load'] = async (specifier, attributes = {}, from = notebook) => {
    const resolved = resolve(specifier, from);
    const { type } = attributes;
    if (type !== undefined && (type !== 'json' || resolved.kind !== 'json'))
      throw failure('module-attribute', { specifier, type });
    return loadResolved(resolved);
  };
  const resolveUrl = (specifier: string, from: string): string => {
    const to = resolve(specifier, from);
    return to.kind === 'url' ? to.url : pathToFileURL(to.path).href;
  };
  loaders().set(loader, path =>
    Object.assign(
      async (specifier: unknown, options?: { with?: Record<string, string> }) =>
        load(String(specifier), options?.with, path),
      { resolve: (specifier: string) => resolveUrl(specifier, path) },
    ),
  );
  return {
    load,
    meta: Object.freeze({
      url,
      filename: notebook,
      dirname: dirname(notebook),
      resolve: (specifier: string) => resolveUrl(specifier, notebook),
    }),
    variables: {
      require: requireFrom(native, notebook, resolve),
      __filename: notebook,
      __dirname: dirname(notebook),
    },
    locate(file, place) {
      const found = graph.compiled.get(file.startsWith('file:') ? pathOf(file) : file);
      const at = found?.lookup(place);
      return found && at && { ...at, file: found.source };
    },
    close,
  };
}

/** Node does not say where in a module its syntax fails. */
function withPlace(error: unknown, path: string): unknown {
  if (!types.isNativeError(error) || error.name !== 'SyntaxError') return error;
  return syntaxFailure(parseModule(path, readFileSync(path, 'utf8')), error) ?? error;
}

type Loaders = Map<string, (path: string) => unknown>;

/** On the global object, because compiled files are modules of their own and can reach nothing else of this one. */
function loaders(): Loaders {
  const world = globalThis as { [key: symbol]: Loaders | undefined };
  const known: Loaders = world[Symbol.for(loadersKey)] ?? new Map<string, (path: string) => unknown>();
  world[Symbol.for(loadersKey)] = known;
  return known;
}

function importNatively(url: string): Promise<Namespace> {
  return import(url) as Promise<Namespace>;
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url.replace(/\?.*$/, ''));
  } catch {
    return url;
  }
}
