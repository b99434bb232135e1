import { expect, it } from 'vitest';
import { explainEnd, type SeenEnd } from '../../../../kernels/channel/kernel-end.ts';

const quiet: SeenEnd = { code: null, signal: null, lastWords: '', asked: false };
const heap = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n 1: 0xb7a40';

it.each<[string, Partial<SeenEnd>, string, RegExp]>([
  ['close', { code: 0, asked: true }, 'asked', /asked/],
  ['close that had to kill', { signal: 'SIGKILL', asked: true }, 'asked', /asked/],
  [
    'an exit in a cell',
    { code: 3, leaving: { how: 'exit', code: 3 } },
    'cell',
    /ended the process with code 3\./,
  ],
  ['an abort in a cell', { code: 134, leaving: { how: 'abort', code: 134 } }, 'cell', /process\.abort/],
  ['a full heap', { signal: 'SIGABRT', lastWords: heap }, 'memory', /ran out of memory/],
  ['a kill', { signal: 'SIGKILL' }, 'killed', /killed \(SIGKILL\)/],
  ['another kill', { signal: 'SIGTERM' }, 'killed', /killed \(SIGTERM\)/],
  ['a crash', { signal: 'SIGSEGV' }, 'crash', /native code crashed in it \(SIGSEGV\)/],
  [
    'an error at the start',
    { code: 1, lastWords: 'x\nError: Cannot find module y\n    at z' },
    'crash',
    /code 1\. Its last words: Error: Cannot find module y/,
  ],
])('%s', (_name, seen, reason, sentence) => {
  const end = explainEnd({ ...quiet, ...seen });
  expect(end.exit.reason).toBe(reason);
  expect(end.sentence).toMatch(sentence);
});
