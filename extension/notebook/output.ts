import { NotebookCellOutput, NotebookCellOutputItem } from 'vscode';
import type { CellFault } from '../../kernels/protocol/kernel/faults.ts';
import type { OutputItem } from '../../kernels/protocol/kernel/outputs.ts';
import type { ShownOutput, StreamName } from './cell-outputs.ts';

/** The only place where outputs of a kernel become outputs of the editor. `order` is the number of the run that made it. */
export function cellOutput(shown: ShownOutput, order: number | undefined): NotebookCellOutput {
  if (shown.kind === 'stream') {
    return new NotebookCellOutput([streamItem(shown.name, shown.text)], {
      outputType: 'stream',
      name: shown.name,
    });
  }
  const transient = shown.display === undefined ? {} : { transient: { display_id: shown.display } };
  return new NotebookCellOutput(
    outputItems(shown.items),
    shown.kind === 'result'
      ? { outputType: 'execute_result', executionCount: order, ...transient }
      : { outputType: 'display_data', ...transient },
  );
}

export function outputItems(items: readonly OutputItem[]): NotebookCellOutputItem[] {
  return items.map(({ mime, data }) => new NotebookCellOutputItem(exactBytes(data), mime));
}

export function streamItem(name: StreamName, text: string): NotebookCellOutputItem {
  return name === 'stdout' ? NotebookCellOutputItem.stdout(text) : NotebookCellOutputItem.stderr(text);
}

export function faultOutput({ name, message, stack }: CellFault): NotebookCellOutput {
  return new NotebookCellOutput([NotebookCellOutputItem.error({ name, message, stack })], {
    outputType: 'error',
  });
}

/** A view into a larger buffer would travel, and be kept, with all of that buffer. */
function exactBytes(data: Uint8Array): Uint8Array {
  return data.byteLength === data.buffer.byteLength ? data : data.slice();
}
