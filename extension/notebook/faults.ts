import type { CellFault } from '../../kernels/protocol/kernel/faults.ts';
import { Failure } from '../../kernels/protocol/failures/index.ts';

/** What stopped a cell on the host's side, as its author reads it: a sentence, without a stack of the editor. */
export function faultOf(error: unknown): CellFault {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Failure ? error.code : undefined;
  const kind = code === 'kernel-lost' ? 'kernel-lost' : 'error';
  const name = kind === 'kernel-lost' ? 'KernelLost' : 'CannotRun';
  return { kind, name, message, stack: message, code };
}
