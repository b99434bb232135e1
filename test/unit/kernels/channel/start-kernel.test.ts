import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KernelConnection } from '../../../../kernels/channel/kernel-connection.ts';
import { startKernel } from '../../../../kernels/channel/start-kernel.ts';
import type { OutputChange } from '../../../../kernels/protocol/kernel/outputs.ts';

const program = fileURLToPath(new URL('../../../../dist/kernel.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'channel-'));
const notebook = join(folder, 'test.ipynb');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const host = `const host = globalThis[Symbol.for('clip-notebook.cell-host')]();`;

describe('a kernel', () => {
  let kernel: KernelConnection;
  beforeAll(async () => {
    kernel = await startKernel({ notebook, program });
  });
  afterAll(() => kernel.close());

  function execute(source: string, cell = 'cell', choices = {}) {
    return kernel.request('execute', { cell, position: 1, source, choices });
  }

  async function changesOf(source: string, choices = {}): Promise<OutputChange[]> {
    const changes: OutputChange[] = [];
    const stop = kernel.on('output', data => changes.push(...data.changes));
    await execute(source, 'cell', choices);
    stop();
    return changes;
  }

  const textOf = (changes: readonly OutputChange[]): string =>
    changes.map(change => (change.kind === 'stream' ? change.text : '')).join('');

  it('says who it is', () => {
    expect(kernel.identity).toMatchObject({ protocol: 1, node: process.versions.node });
  });

  it('passes on what the user chose', async () => {
    const changes = await changesOf(`${host} console.log(JSON.stringify(host.choices))`, {
      model: 'm',
      device: 'd',
    });
    expect(textOf(changes)).toBe('{"model":"m","device":"d"}\n');
  });

  it('lets a view answer, speak, fail, and be gone', async () => {
    const source = (sign: string) =>
      `${host} const view = host.openView((n: any) => { if (n < 0) throw new Error('too small'); if (n === 0) return () => 1; return Promise.resolve(n * 2) }); view.tell('${sign}'); console.log(view.live)`;
    const told: unknown[] = [];
    const stop = kernel.on('view', ({ message }) => told.push(message));
    const view = textOf(await changesOf(source('hello'))).trim();
    expect(await kernel.request('view', { view, message: 21 })).toBe(42);
    expect(told).toEqual(['hello']);
    await expect(kernel.request('view', { view, message: -1 })).rejects.toThrow('too small');
    await expect(kernel.request('view', { view, message: 0 })).rejects.toThrow(/could not be cloned/);
    await execute(source('again'));
    await expect(kernel.request('view', { view, message: 1 })).rejects.toThrow(/Run its cell again/);
    stop();
  });

  it('tells its models and memory when they change and when a cell ends', async () => {
    const seen: unknown[] = [];
    const stop = kernel.on('status', status => seen.push(status));
    await execute(`${host} host.modelsChanged([{ name: 'n', device: 'cpu', precision: 'fp32' }])`);
    stop();
    expect(seen).toHaveLength(2);
    expect(seen[0]).toMatchObject({ running: true, models: [{ name: 'n' }] });
    expect(seen[1]).toMatchObject({ running: false });
    expect(await kernel.request('status', {})).toMatchObject({ running: false, models: [{ name: 'n' }] });
  });

  it('sends 100,000 lines without losing one, in pieces', async () => {
    const changes = await changesOf('for (let i = 0; i < 100_000; i++) console.log(i)');
    const lines = textOf(changes).trimEnd().split('\n');
    expect(lines).toHaveLength(100_000);
    expect(lines.findIndex((line, at) => line !== String(at))).toBe(-1);
    expect(changes.length).toBeGreaterThan(1);
    expect(changes.length).toBeLessThan(2000);
  });

  it('sends 200 MB without holding them', async () => {
    let characters = 0;
    const stop = kernel.on('output', ({ changes }) => {
      for (const change of changes) if (change.kind === 'stream') characters += change.text.length;
    });
    const { residentBytes } = await kernel.request('status', {});
    await execute(`const block = 'x'.repeat(2 ** 20 - 1); for (let i = 0; i < 200; i++) console.log(block)`);
    stop();
    expect(characters).toBe(200 * 2 ** 20);
    expect((await kernel.request('status', {})).residentBytes - residentBytes).toBeLessThan(150e6);
  });

  it('sends late output to the cell that wrote it', async () => {
    const cells: string[] = [];
    const stop = kernel.on('output', ({ cell, changes }) => cells.push(`${cell} ${textOf(changes)}`));
    await execute(`setTimeout(() => console.log('late'), 20); undefined`, 'first');
    await execute(`await new Promise(done => setTimeout(done, 80)); console.log('mine')`, 'second');
    stop();
    expect(cells).toEqual(['first late\n', 'second mine\n']);
  });
});

it('that cannot start is a failure with the reason', async () => {
  const broken = join(folder, 'broken.mjs');
  writeFileSync(broken, `throw new Error('no luck');`);
  await expect(startKernel({ notebook, program: broken })).rejects.toMatchObject({
    code: 'kernel-lost',
    message: expect.stringMatching(/code 1\. Its last words: Error: no luck/) as string,
  });
  await expect(startKernel({ notebook, program: join(folder, 'none.mjs') })).rejects.toMatchObject({
    code: 'kernel-lost',
  });
});

it('ends when its host is killed, even in the middle of a loop', async () => {
  const hostProgram = join(folder, 'host.mjs');
  const start = fileURLToPath(new URL('../../../../kernels/channel/start-kernel.ts', import.meta.url));
  const contents = `import { startKernel } from ${JSON.stringify(start)};
    const kernel = await startKernel(${JSON.stringify({ notebook, program })});
    void kernel.request('execute', { cell: 'c', position: 1, source: 'for (;;);', choices: {} });
    setTimeout(() => process.send(kernel.identity.pid), 100);`;
  await build({
    stdin: { contents, resolveDir: folder },
    outfile: hostProgram,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  const child = fork(hostProgram);
  const pid = await new Promise<number>(resolve =>
    child.once('message', message => resolve(message as number)),
  );
  child.kill('SIGKILL');
  const gone = async (): Promise<boolean> => {
    for (let tries = 0; tries < 100; tries++) {
      try {
        process.kill(pid, 0);
      } catch {
        return true;
      }
      await new Promise(done => setTimeout(done, 100));
    }
    return false;
  };
  expect(await gone()).toBe(true);
});
