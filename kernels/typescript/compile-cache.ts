import module from 'node:module';

/** What newer versions of Node have. */
interface CompileCache {
  readonly flushCompileCache?: () => void;
}

/** Writes what V8 compiled to disk, where Node can: the next kernel starts faster. */
export function flushCompileCache(): void {
  (module as CompileCache).flushCompileCache?.();
}
