import type {
  NotebookCell,
  NotebookCellExecution,
  NotebookCellOutput,
  NotebookController,
  NotebookDocument,
} from 'vscode';
import type { CellFault } from '../../kernels/protocol/kernel/faults.ts';
import type { OutputSurface } from './cell-outputs.ts';
import { cellOutput, faultOutput, outputItems, streamItem } from './output.ts';

/** The executions of one notebook. The editor changes outputs only through one that has started and not ended. */
export interface CellExecutions {
  /** Shows the cell as waiting. */
  queue(cell: NotebookCell): void;
  start(cell: NotebookCell, order: number): void;
  /** `undefined` for a cell that did not run. */
  end(cell: NotebookCell, success: boolean | undefined): void;
  showFault(cell: NotebookCell, fault: CellFault): void;
  /** Undefined if the cell is gone. */
  readonly surfaceOf: (cell: string) => OutputSurface<NotebookCellOutput> | undefined;
  dispose(): void;
}

/** How long an execution opened for late output stays open for more. */
const lateMilliseconds = 150;

/** Names a cell as long as its notebook is open, wherever it is moved. */
export function cellName(cell: NotebookCell): string {
  return cell.document.uri.toString();
}

export function cellNamed(notebook: NotebookDocument, name: string): NotebookCell | undefined {
  return notebook.getCells().find(cell => cellName(cell) === name);
}

export function cellExecutions(notebook: NotebookDocument, controller: NotebookController): CellExecutions {
  const queued = new Map<string, NotebookCellExecution>();
  const started = new Map<string, NotebookCellExecution>();
  const late = new Map<string, () => void>();

  /** Opens a finished cell once more for what it says after its end, and leaves its number, times and mark as they were. */
  const reopen = (cell: NotebookCell): NotebookCellExecution => {
    const name = cellName(cell);
    const { executionOrder, success, timing } = cell.executionSummary ?? {};
    const execution = controller.createNotebookCellExecution(cell);
    execution.executionOrder = executionOrder;
    execution.start(timing?.startTime);
    started.set(name, execution);
    const close = (): void => {
      clearTimeout(timer);
      late.delete(name);
      started.delete(name);
      execution.end(success, timing?.endTime);
    };
    const timer = setTimeout(close, lateMilliseconds);
    late.set(name, close);
    return execution;
  };
  const through = (cell: NotebookCell): NotebookCellExecution => {
    const own = started.get(cellName(cell));
    if (own) return own;
    const [other] = started.values();
    return other ?? reopen(cell);
  };

  return {
    queue: cell => {
      const name = cellName(cell);
      late.get(name)?.();
      if (!queued.has(name) && !started.has(name))
        queued.set(name, controller.createNotebookCellExecution(cell));
    },
    start: (cell, order) => {
      const name = cellName(cell);
      late.get(name)?.();
      const execution = queued.get(name) ?? controller.createNotebookCellExecution(cell);
      queued.delete(name);
      started.set(name, execution);
      execution.executionOrder = order;
      execution.start(Date.now());
    },
    end: (cell, success) => {
      const name = cellName(cell);
      const execution = started.get(name) ?? queued.get(name);
      started.delete(name);
      queued.delete(name);
      execution?.end(success, Date.now());
    },
    showFault: (cell, fault) => {
      void through(cell).appendOutput(faultOutput(fault), cell);
    },
    surfaceOf: name => {
      const cell = cellNamed(notebook, name);
      if (!cell) return undefined;
      return {
        add: shown => {
          const execution = through(cell);
          const output = cellOutput(shown, started.get(name)?.executionOrder);
          void execution.appendOutput(output, cell);
          return output;
        },
        appendText: (to, stream, text) => {
          void through(cell).appendOutputItems(streamItem(stream, text), to);
        },
        replace: (output, items) => {
          void through(cell).replaceOutputItems(outputItems(items), output);
        },
        clear: async () => {
          await through(cell).clearOutput(cell);
        },
      };
    },
    dispose: () => {
      for (const close of [...late.values()]) close();
      for (const execution of [...started.values(), ...queued.values()]) execution.end(undefined);
      started.clear();
      queued.clear();
    },
  };
}
