import { workspace } from 'vscode';
import type { NotebookCell, NotebookController, NotebookDocument } from 'vscode';
import { failure } from '../../kernels/protocol/failures/index.ts';
import type { CellFault } from '../../kernels/protocol/kernel/faults.ts';
import type { ExecuteResult, ModelChoices } from '../../kernels/protocol/kernel/methods.ts';
import type { KernelSession } from '../kernel/session.ts';
import { cellExecutions, cellName, cellNamed } from './executions.ts';
import { notebookOutputs, type NotebookOutputs } from './cell-outputs.ts';
import type { CellProblems } from './cell-problems.ts';
import { cellQueue } from './cell-queue.ts';
import { faultOf } from './faults.ts';
import { cellLanguage } from './metadata.ts';

/** Runs the cells of one notebook with its kernel. */
export interface NotebookRunner {
  /** Settles when the cells have run or were dropped. */
  run(cells: readonly NotebookCell[]): Promise<void>;
  /** Drops the cells that wait. */
  drop(): void;
  /** The next cell is number 1 again. */
  resetOrder(): void;
  readonly outputs: NotebookOutputs;
  dispose(): void;
}

export function notebookRunner(
  notebook: NotebookDocument,
  controller: NotebookController,
  session: KernelSession,
  problems: CellProblems,
  choices: () => ModelChoices,
): NotebookRunner {
  const executions = cellExecutions(notebook, controller);
  const outputs = notebookOutputs(executions.surfaceOf);
  const versions = new Map<string, number>();
  let order = 0;
  let drops = 0;

  const fail = (cell: NotebookCell, fault: CellFault): false => {
    if (notebook.isClosed) return false;
    executions.showFault(cell, fault);
    const named = fault.place && cellNamed(notebook, fault.place.cell);
    if (named && versions.get(cellName(named)) === named.document.version) problems.show(named, fault);
    return false;
  };
  const execute = async (cell: NotebookCell): Promise<ExecuteResult | undefined> => {
    const before = drops;
    const kernel = await session.kernel();
    if (drops !== before) return undefined;
    return kernel.request('execute', {
      cell: cellName(cell),
      position: cell.index + 1,
      source: cell.document.getText(),
      choices: choices(),
    });
  };
  const runCell = async (cell: NotebookCell): Promise<boolean | undefined> => {
    problems.clear(cell.document);
    outputs.begin(cellName(cell));
    versions.set(cellName(cell), cell.document.version);
    if (!workspace.isTrusted) return fail(cell, faultOf(failure('workspace-untrusted', undefined)));
    const { languageId } = cell.document;
    if (languageId !== cellLanguage)
      return fail(cell, faultOf(failure('cell-language', { language: languageId })));
    if (cell.document.getText().trim() === '') return true;
    try {
      const result = await execute(cell);
      if (!result) return undefined;
      return result.ok || fail(cell, result.fault);
    } catch (error) {
      return fail(cell, faultOf(error));
    }
  };

  const queue = cellQueue<NotebookCell>(
    async queued => {
      const cell = cellNamed(notebook, cellName(queued));
      if (!cell) {
        executions.end(queued, undefined);
        return true;
      }
      executions.start(cell, ++order);
      let success: boolean | undefined = false;
      try {
        success = await runCell(cell);
      } finally {
        executions.end(cell, success);
      }
      return success === true;
    },
    cell => executions.end(cell, undefined),
  );

  return {
    run: cells => {
      for (const cell of cells) executions.queue(cell);
      return queue.add(cells);
    },
    drop: () => {
      drops++;
      queue.drop();
    },
    resetOrder: () => {
      order = 0;
    },
    outputs,
    dispose: () => {
      queue.drop();
      executions.dispose();
    },
  };
}
