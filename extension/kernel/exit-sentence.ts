import type { KernelExit } from '../../kernels/channel/kernel-connection.ts';

/** What ended a kernel that nobody asked to end, and what to do. */
export function sentenceOf({ reason, code, signal }: KernelExit): string {
  return `The kernel ended: ${cause(reason, code, signal)}. Its variables are gone; run the cells again.`;
}

function cause(reason: KernelExit['reason'], code: number | null, signal: string | null): string {
  switch (reason) {
    case 'asked':
      return 'it was asked to';
    case 'cell':
      return `a cell called process.exit(${code ?? 0})`;
    case 'killed':
      return `something outside it sent ${signal ?? 'a signal'}, often because the machine ran out of memory`;
    case 'memory':
      return 'a cell used more memory than a JavaScript heap may have';
    case 'crash':
      return code === null
        ? 'it crashed'
        : `it crashed with code ${code}; see the output channel “CLIP Notebook”`;
  }
}
