import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import type { CellFault } from '../protocol/kernel/faults.ts';
import type { ExecuteParams } from '../protocol/kernel/methods.ts';
import type { CellContext } from './cell-context.ts';
import type { Displays } from './displays.ts';
import { inspectValue } from '../displays/inspection/inspect.ts';
import { showValue } from './show-value.ts';

/** Runs cells of one notebook. */
export interface Cells {
  /** The notebook, whose folder imports resolve from. */
  readonly open: (notebook: string) => void;
  readonly run: (params: ExecuteParams, context: CellContext) => Promise<void>;
  readonly faultOf: (error: unknown, params: ExecuteParams) => CellFault;
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
  return { open: () => undefined, run, faultOf, textOf };

  async function run({ source, cell }: ExecuteParams): Promise<void> {
    const script = ts.transpile(source, { target: ts.ScriptTarget.ES2022 });
    const value: unknown = await runInThisContext(script);
    const { bundle, problem } = await showValue(value, each => ({ 'text/plain': inspectValue(each) }));
    if (problem !== undefined) tell(cell, `This value could not be shown. ${textOf(problem.thrown)}\n`);
    if (bundle !== undefined) displays.result(cell, bundle);
  }

  function faultOf(error: unknown): CellFault {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    return { kind: 'error', name, message, stack: stack ?? message };
  }

  function textOf(error: unknown): string {
    return faultOf(error).stack;
  }
}
