import { dirname } from 'node:path';
import { Failure, failure } from '../../protocol/failures/index.ts';
import { libraryName, type Resolved } from './resolve.ts';

/**
 * `require` of a notebook: Node's own, from the notebook's folder. Throws Failure `module-require` for what only `import` can
 * load here, and `module-not-found` where Node finds nothing.
 */
export function requireFrom(
  native: NodeJS.Require,
  notebook: string,
  resolve: (specifier: string, from: string) => Resolved,
): NodeJS.Require {
  const load = (specifier: string): unknown => {
    if (specifier === libraryName || /\.[cm]?ts$/.test(specifier))
      throw failure('module-require', { specifier });
    try {
      return native(specifier) as unknown;
    } catch (error) {
      const { code, requireStack } = error as { code?: unknown; requireStack?: readonly string[] };
      if (code === 'ERR_REQUIRE_ESM' || code === 'ERR_REQUIRE_ASYNC_MODULE')
        throw failure('module-require', { specifier }, error);
      if (code !== 'MODULE_NOT_FOUND' || requireStack?.[0] !== notebook) throw error;
      throw better(specifier, error);
    }
  };
  const better = (specifier: string, error: unknown): unknown => {
    try {
      resolve(specifier, notebook);
    } catch (reason) {
      if (reason instanceof Failure) return reason;
    }
    return failure('module-file-not-found', { specifier, folder: dirname(notebook) }, error);
  };
  const { resolve: find, cache, main } = native;
  return Object.assign(load, { resolve: find, cache, main }) as NodeJS.Require;
}
