import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import type { CellFault } from '../protocol/kernel/faults.ts';
import type { ExecuteParams } from '../protocol/kernel/methods.ts';
import type { CellContext } from './cell-context.ts';
import type { Displays } from './displays.ts';
import { displayBundle } from '../displays/display-bundle.ts';
import { bundleUrl } from '../bundle-url.ts';
import { createModuleLoader, type ModuleLoader } from './modules/module-loader.ts';
import { faultOf as describeFault, type CellSources, type SourceCell } from './faults/cell-fault.ts';
import { compileCell } from './compile/compile-cell.ts';
import { createCellScope, type CellBody, type CellScope } from './compile/cell-scope.ts';
import { showValue } from './show-value.ts';

/** Runs cells of one notebook. */
export interface Cells {
  /** The notebook, whose folder imports resolve from. */
  readonly open: (notebook: string) => void;
  readonly run: (params: ExecuteParams, context: CellContext) => Promise<void>;
  readonly faultOf: (error: unknown, params: ExecuteParams) => CellFault;
  /** Variables that cells declared, by name. */
  readonly variables: () => ReadonlyMap<string, unknown>;
  /** An error as it is shown, stack and causes. */
  readonly textOf: (error: unknown) => string;
}

/** `tell` writes to the error stream of a cell. */
export function createCells({
  displays,
  show: tell,
}: {
  readonly displays: Displays;
  readonly show: (cell: string, text: string) => void;
}): Cells {
  let modules: ModuleLoader | undefined;
  let scope: CellScope | undefined;
  let runs = 0;
  // Functions of a run may throw as long as they live, so that its places stay known; a run without its text is small.
  const ran = new Map<string, SourceCell>();
  const sources: CellSources = {
    cellOf: file => ran.get(file),
    moduleOf: (file, place) => modules?.locate(file, place),
    isKernel,
  };
  return { open, run, faultOf, variables: () => scope?.variables() ?? new Map(), textOf };

  function open(notebook: string): void {
    modules = createModuleLoader({ notebook, library: bundleUrl('index.mjs').href });
    scope = createCellScope(modules);
  }

  async function run({ source, cell, position }: ExecuteParams): Promise<void> {
    if (scope === undefined) throw new Error('A cell was asked for before the kernel was greeted.');
    const { store, runtime, isReserved, isShadowed } = scope;
    const file = `cell-run:${++runs}`;
    const compiled = compileCell(source, { file, position, isReserved, isShadowed });
    ran.set(file, { cell, position, locate: place => compiled.locate(place) });
    const body = compiled.script.runInThisContext() as CellBody;
    const value = await body(store, runtime);
    if (value === undefined) return;
    const { bundle, problem } = await showValue(
      types.isProxy(value[0]) ? value[0] : await value[0],
      displayBundle,
    );
    if (problem !== undefined) tell(cell, `This value could not be shown. ${textOf(problem.thrown)}\n`);
    if (bundle !== undefined) displays.result(cell, bundle);
  }

  function faultOf(error: unknown, { cell }: ExecuteParams): CellFault {
    return safely(error, () => describeFault(error, sources, cell));
  }

  function textOf(error: unknown): string {
    return safely(error, () => describeFault(error, sources)).stack;
  }
}

/** Errors may be anything, and a fault must come of each: without one its cell would not end. */
function safely(error: unknown, describe: () => CellFault): CellFault {
  try {
    return describe();
  } catch {
    const message = typeof error === 'string' ? error : 'Something was thrown that cannot be described.';
    return { kind: 'error', name: 'Error', message, stack: `Error: ${message}` };
  }
}

const kernelFolder = bundleUrl('.').href;
const kernelFiles = ['kernel.mjs', 'interrupt.worker.mjs'];

function isKernel(file: string): boolean {
  const url = file.startsWith('file:') ? file : pathToFileURL(file).href;
  return kernelFiles.some(name => url === kernelFolder + name);
}
