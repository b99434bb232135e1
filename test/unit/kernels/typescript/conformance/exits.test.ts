import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder, testKernel } from './programs.ts';

/** Programs that end the process, why it then ended, and what the author reads. */
const ends: readonly (readonly [string, string, string, RegExp])[] = [
  ['process.exit', 'process.exit(3)', 'cell', /The kernel ended: the cell ended the process with code 3\./],
  [
    'process.exit later',
    'setTimeout(() => process.exit(0), 5); await new Promise(() => {})',
    'cell',
    /with code 0\./,
  ],
  ['process.abort', 'process.abort()', 'cell', /process\.abort/],
  [
    'SIGKILL',
    `process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})`,
    'killed',
    /killed \(SIGKILL\)/,
  ],
  [
    'SIGTERM',
    `process.kill(process.pid, 'SIGTERM'); await new Promise(() => {})`,
    'killed',
    /killed \(SIGTERM\)/,
  ],
  [
    'a native crash',
    `process.kill(process.pid, 'SIGSEGV'); await new Promise(() => {})`,
    'crash',
    /native code crashed in it \(SIGSEGV\)/,
  ],
  [
    'a full heap',
    `const all: unknown[] = []; for (;;) all.push(new Array(1e6).fill(1.5))`,
    'memory',
    /it ran out of memory/,
  ],
];

describe('exits', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  it.each(ends)('%s is told to every cell', async (_name, source, reason, sentence) => {
    const environment = { NODE_OPTIONS: '--max-old-space-size=160' };
    const { connection, cell, changes } = await testKernel(folder.path, environment);
    const running = cell(`console.log('before');\n${source}`);
    const waiting = cell('1', 2);
    await expect(running).rejects.toMatchObject({
      code: 'kernel-lost',
      message: expect.stringMatching(sentence) as string,
    });
    await expect(waiting).rejects.toMatchObject({ code: 'kernel-lost' });
    expect(await connection.exited).toMatchObject({ reason });
    await expect(cell('2')).rejects.toMatchObject({ code: 'kernel-lost' });
    await connection.interrupt();
    await connection.close();
    if (reason === 'cell') expect(changes).toEqual([{ kind: 'stream', name: 'stdout', text: 'before\n' }]);
  });

  it('close ends a kernel, also one that is busy', async () => {
    const { connection, cell } = await testKernel(folder.path);
    const running = cell('for (;;);');
    running.catch(() => undefined);
    await connection.close(200);
    await expect(running).rejects.toMatchObject({ code: 'kernel-lost' });
    expect(await connection.exited).toMatchObject({ reason: 'asked' });
  });
});
