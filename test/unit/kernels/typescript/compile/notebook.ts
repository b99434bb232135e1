import { compileCell, type CompiledCell } from '../../../../../kernels/typescript/compile/compile-cell.ts';
import {
  createCellScope,
  type CellBody,
  type CellModules,
  type CellScope,
} from '../../../../../kernels/typescript/compile/cell-scope.ts';

export interface TestNotebook {
  readonly scope: CellScope;
  /** Runs a cell and gives what it shows. */
  run(source: string): Promise<unknown>;
  compile(source: string): CompiledCell;
  /** Takes the notebook's names from the global object. */
  close(): void;
}

export const noModules: CellModules = {
  load: specifier => import(specifier) as Promise<Record<string, unknown>>,
  meta: { url: 'file:///notes/a.ipynb' },
  variables: { __filename: '/notes/a.ipynb' },
};

export function openNotebook(modules: CellModules = noModules): TestNotebook {
  const scope = createCellScope(modules);
  const before = new Set(Object.getOwnPropertyNames(globalThis));
  let runs = 0;
  const compile = (source: string) => {
    runs++;
    return compileCell(source, { file: `/notes/a.cell-${runs}.ts`, position: runs, ...scope });
  };
  return {
    scope,
    compile,
    async run(source) {
      const body = compile(source).script.runInThisContext() as CellBody;
      const shown = await body(scope.store, scope.runtime);
      return shown?.[0];
    },
    close() {
      for (const name of Object.getOwnPropertyNames(globalThis))
        if (!before.has(name)) Reflect.deleteProperty(globalThis, name);
    },
  };
}
