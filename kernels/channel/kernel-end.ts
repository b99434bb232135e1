import type { KernelExit } from './kernel-connection.ts';

/** What the host saw of the end of a kernel process. */
export interface SeenEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly lastWords: string;
  /** `close` was called. */
  readonly asked: boolean;
  /** The kernel's last frame, if it ended by itself. */
  readonly leaving?: { readonly how: 'shutdown' | 'exit' | 'abort'; readonly code: number } | undefined;
}

const heapExhausted = /heap out of memory|Allocation failed - |FatalProcessOutOfMemory|OutOfMemory/i;
const crashSignals = new Set(['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT', 'SIGTRAP', 'SIGSYS']);

/** Why it ended, and the sentence that goes into Failure `kernel-lost`. */
export function explainEnd(seen: SeenEnd): { exit: KernelExit; sentence: string } {
  const [reason, sentence] = reasonOf(seen);
  const { code, signal, lastWords } = seen;
  return { exit: { reason, code, signal, lastWords }, sentence };
}

function reasonOf({ code, signal, lastWords, asked, leaving }: SeenEnd): [KernelExit['reason'], string] {
  if (leaving?.how === 'exit') return ['cell', `the cell ended the process with code ${leaving.code}.`];
  if (leaving?.how === 'abort') return ['cell', 'the cell ended the process by process.abort().'];
  if (heapExhausted.test(lastWords)) {
    return [
      'memory',
      'it ran out of memory: the JavaScript heap reached its limit. Hold large data in typed arrays, or raise the limit with NODE_OPTIONS=--max-old-space-size=8192.',
    ];
  }
  if (asked || leaving?.how === 'shutdown') return ['asked', 'it was asked to.'];
  if (signal === 'SIGKILL')
    return ['killed', 'it was killed (SIGKILL), which systems also do when memory runs out.'];
  if (signal !== null && !crashSignals.has(signal)) return ['killed', `it was killed (${signal}).`];
  const said = lastLine(lastWords);
  const words = said === '' ? '' : ` Its last words: ${said}`;
  if (signal !== null) return ['crash', `native code crashed in it (${signal}).${words}`];
  return ['crash', `it stopped by itself with code ${code ?? 'unknown'}.${words}`];
}

function lastLine(text: string): string {
  const lines = text.split('\n').map(line => line.trim());
  const message = lines.find(line => /^(\w*Error|FATAL ERROR)\b/.test(line)) ?? lines.filter(Boolean).at(-1);
  return (message ?? '').slice(0, 300);
}
