import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder, testKernel, type TestKernel } from './programs.ts';

/** Programs that never end by themselves, and where they are when they are stopped. */
const endless: readonly (readonly [string, string])[] = [
  ['a loop', 'while (true);'],
  ['a loop that counts', 'let n = 0; for (;;) n++'],
  ['a loop with work', 'for (;;) JSON.stringify({ a: [1, 2, 3] })'],
  ['a loop in a function', 'function spin() { for (;;); }\nspin()'],
  ['a loop that catches everything', 'for (;;) { try { for (;;); } catch {} }'],
  ['a loop after an await', 'await null; while (true);'],
  ['a loop after a timer', 'await new Promise(done => setTimeout(done, 5)); while (true);'],
  ['a loop in a timer', 'await new Promise(() => setTimeout(() => { for (;;); }, 5))'],
  ['a loop in a promise', 'await Promise.resolve().then(() => { for (;;); })'],
  ['a loop in nextTick', 'await new Promise(() => process.nextTick(() => { for (;;); }))'],
  ['starving microtasks', 'while (true) await null'],
  ['a promise that never settles', 'await new Promise(() => {})'],
  ['a shown promise that never settles', 'new Promise(() => {})'],
  ['a long timer', 'await new Promise(done => setTimeout(done, 1e6))'],
  [
    'a long wait of timers/promises',
    `import { setTimeout as wait } from 'node:timers/promises'; await wait(1e6)`,
  ],
  [
    'a loop of short waits',
    `import { setTimeout as nap } from 'node:timers/promises'; for (;;) await nap(5)`,
  ],
  ['a loop that prints', `for (;;) console.log('again and again')`],
  ['an interval', `setInterval(() => console.log('tick'), 5); await new Promise(() => {})`],
  [
    'endless recursion by turns',
    'const turn = (): void => void setImmediate(turn); turn(); await new Promise(() => {})',
  ],
  ['a regular expression that backtracks', `/^(a+)+$/.test('a'.repeat(40) + '!')`],
  ['a getter shown', `({ get [Symbol.for('Jupyter.display')]() { for (;;); } })`],
  ['a generator', 'function* all() { for (;;) yield 1; }\nfor (const _ of all());'],
  [
    'a loop within AsyncLocalStorage',
    `import { AsyncLocalStorage } from 'node:async_hooks'; await new AsyncLocalStorage().run(1, async () => { await null; for (;;); })`,
  ],
  [
    'a call that heeds the signal',
    `await new Promise((_, no) => globalThis[Symbol.for('clip-notebook.cell-host')]().signal.addEventListener('abort', () => no(new Error('heard'))))`,
  ],
];

describe('interrupts', () => {
  const folder = temporaryFolder();
  let kernel: TestKernel;
  const latencies: number[] = [];
  let slowest = '';
  beforeAll(async () => {
    kernel = await testKernel(folder.path);
    await kernel.cell('const kept = new Float32Array([1, 2, 3]);');
  });
  afterAll(async () => {
    await kernel.connection.close();
    folder.remove();
    const worst = Math.max(...latencies).toFixed(0);
    process.stdout.write(`${latencies.length} interrupts, the slowest took ${worst} ms: ${slowest}\n`);
  });

  async function stop(source: string, after = 60): Promise<string> {
    const running = kernel.cell(source, 2);
    await new Promise(done => setTimeout(done, after));
    const before = performance.now();
    await kernel.connection.interrupt();
    const lines = await running;
    latencies.push(performance.now() - before);
    if (latencies.at(-1) === Math.max(...latencies)) slowest = source;
    return lines;
  }

  it('a progress bar says that it was stopped', async () => {
    await kernel.cell(`import { progress } from 'clip-notebook';`);
    const lines = await stop(
      'for (const _ of progress([1, 2, 3])) await new Promise(done => setTimeout(done, 1e6))',
      1000,
    );
    expect(lines).toMatch(/^new\| .*stopped.*$/m);
  });

  it.each(endless)('%s is stopped, and variables stay', async (_name, source) => {
    expect((await stop(source)).split('\n').at(-1)).toBe(
      '! (interrupted) Interrupted: The cell was stopped. Variables and models are kept.',
    );
    expect(await kernel.cell('kept.length + 1')).toBe('= 4');
  });

  it('takes less than half a second', () => {
    const sorted = [...latencies].sort((left, right) => left - right);
    expect(sorted[sorted.length >> 1]).toBeLessThan(500);
  });

  it('does nothing to an idle kernel', async () => {
    await kernel.connection.interrupt();
    expect(await kernel.cell('kept[0]')).toBe('= 1');
  });

  it('drops the cells that wait', async () => {
    const first = kernel.cell('await new Promise(() => {})', 1);
    const second = kernel.cell(`console.log('never')`, 2);
    await new Promise(done => setTimeout(done, 30));
    await kernel.connection.interrupt();
    expect(await first).toMatch(/^! \(interrupted\)/);
    expect(await second).toMatch(/^! \(interrupted\)/);
  });

  it('prints nothing of a stopped cell afterwards', async () => {
    await stop(`setInterval(() => console.log('ghost'), 5); await new Promise(() => {})`);
    kernel.changes.length = 0;
    await new Promise(done => setTimeout(done, 80));
    expect(kernel.changes).toEqual([]);
  });

  it('works fifty times in a row', async () => {
    for (let time = 0; time < 50; time++) {
      const running = kernel.connection.request('execute', {
        cell: 'again',
        position: 1,
        source: time % 10 === 0 ? 'for (;;);' : 'await new Promise(() => {})',
        choices: {},
      });
      await new Promise(done => setTimeout(done, 5));
      await kernel.connection.interrupt();
      expect(await running).toMatchObject({ ok: false, fault: { kind: 'interrupted' } });
    }
    expect(await kernel.cell('kept[2]')).toBe('= 3');
  });
});
