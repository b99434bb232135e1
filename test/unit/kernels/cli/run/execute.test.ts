import { describe, expect, it } from 'vitest';
import type { KernelConnection } from '../../../../../kernels/channel/kernel-connection.ts';
import { executeCells, type CellToRun } from '../../../../../kernels/cli/run/execute.ts';
import { failure } from '../../../../../kernels/protocol/failures/index.ts';
import type { CellFault } from '../../../../../kernels/protocol/kernel/faults.ts';
import type { ExecuteResult } from '../../../../../kernels/protocol/kernel/methods.ts';

const interrupted: CellFault = { kind: 'interrupted', name: 'Interrupted', message: 'stopped', stack: '' };
const broken: CellFault = { kind: 'error', name: 'Error', message: 'no', stack: 'Error: no' };

/** Runs `ok`, `fail`, `wait` (until interrupted), `deaf` (until killed) and `die`. */
function fakeKernel(): { kernel: KernelConnection; log: string[] } {
  const log: string[] = [];
  let settle: (result: ExecuteResult) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  let running = '';
  const run = (source: string): Promise<ExecuteResult> =>
    new Promise((resolve, fail) => {
      running = source;
      settle = resolve;
      reject = fail;
      if (source === 'ok') resolve({ ok: true, milliseconds: 1 });
      if (source === 'fail') resolve({ ok: false, milliseconds: 1, fault: broken });
      if (source === 'die') fail(failure('kernel-lost', { reason: 'It was killed.' }));
    });
  const kernel = {
    request: (_method: string, { source }: { source: string }) => {
      log.push(source);
      return run(source);
    },
    on: () => () => undefined,
    interrupt: () => {
      log.push('interrupt');
      if (running !== 'wait') return new Promise(() => undefined);
      settle({ ok: false, milliseconds: 1, fault: interrupted });
      return Promise.resolve();
    },
    close: () => {
      log.push('close');
      reject(failure('kernel-lost', { reason: 'It was closed.' }));
      return Promise.resolve();
    },
  } as unknown as KernelConnection;
  return { kernel, log };
}

const cells = (...sources: string[]): CellToRun[] =>
  sources.map((source, at) => ({ name: `cell-${at}`, position: at + 1, source }));
const listener = { started: () => undefined, changed: () => undefined, ended: () => undefined };
const never = new AbortController().signal;

describe('running cells', () => {
  it('stops at the first that fails', async () => {
    const { kernel, log } = fakeKernel();
    const runs = await executeCells(kernel, cells('ok', 'fail', 'ok'), { choices: {}, listener }, never);
    expect(runs.map(({ fault }) => fault?.kind)).toEqual([undefined, 'error']);
    expect(log).toEqual(['ok', 'fail']);
  });

  it('interrupts a cell whose time is over, and says so', async () => {
    const { kernel, log } = fakeKernel();
    const options = { choices: {}, listener, timeoutMilliseconds: 20 };
    const runs = await executeCells(kernel, cells('wait', 'ok'), options, never);
    expect(runs).toMatchObject([{ timedOut: true, fault: { kind: 'interrupted' } }]);
    expect(log).toEqual(['wait', 'interrupt']);
  });

  it('kills a kernel that heeds no interrupt', async () => {
    const { kernel, log } = fakeKernel();
    const options = { choices: {}, listener, timeoutMilliseconds: 20, graceMilliseconds: 50 };
    const runs = await executeCells(kernel, cells('deaf', 'ok'), options, never);
    expect(runs).toMatchObject([{ timedOut: true, fault: { kind: 'kernel-lost', code: 'kernel-lost' } }]);
    expect(log).toEqual(['deaf', 'interrupt', 'close']);
  });

  it('tells a lost kernel as the fault of its cell', async () => {
    const runs = await executeCells(
      fakeKernel().kernel,
      cells('die', 'ok'),
      { choices: {}, listener },
      never,
    );
    expect(runs).toMatchObject([{ timedOut: false, fault: { kind: 'kernel-lost' } }]);
    expect(runs[0]?.fault?.message).toContain('It was killed.');
  });

  it('is interrupted from outside, before and while a cell runs', async () => {
    const { kernel, log } = fakeKernel();
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    const runs = await executeCells(kernel, cells('wait', 'ok'), { choices: {}, listener }, abort.signal);
    expect(runs).toMatchObject([{ timedOut: false, fault: { kind: 'interrupted' } }]);
    expect(log).toEqual(['wait', 'interrupt']);
    expect(await executeCells(kernel, cells('ok'), { choices: {}, listener }, abort.signal)).toEqual([]);
  });
});
