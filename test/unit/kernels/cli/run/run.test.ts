import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notebook } from '../../../../../kernels/cli/run/notebook/notebook.ts';

const program = fileURLToPath(new URL('../../../../../dist/clip-notebook.mjs', import.meta.url));

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the built program; `onText` hears its stderr so far and may stop it. */
function run(options: string[], onText?: (text: string, stop: () => void) => void): Promise<Finished> {
  const child = spawn(process.execPath, [program, 'run', ...options], { cwd: folder });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => (stdout += String(chunk)));
  child.stderr.on('data', chunk => {
    stderr += String(chunk);
    onText?.(stderr, () => child.kill('SIGINT'));
  });
  return new Promise(resolve => child.on('close', code => resolve({ code, stdout, stderr })));
}

async function notebook(name: string, ...sources: (string | object)[]): Promise<string> {
  const cells = sources.map((source, at) => ({
    cell_type: 'code',
    id: `c${at + 1}`,
    metadata: {},
    execution_count: 9,
    outputs: [{ output_type: 'stream', name: 'stdout', text: 'old' }],
    ...(typeof source === 'string' ? { source } : source),
  }));
  const metadata = { language_info: { name: 'typescript' } };
  await writeFile(join(folder, name), JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
  return name;
}

async function written(name: string): Promise<Notebook> {
  return JSON.parse(await readFile(join(folder, name), 'utf8')) as Notebook;
}

describe('clip-notebook run', () => {
  it('runs cells in order, prints what they show, and writes the notebook in place', async () => {
    const name = await notebook(
      'good.ipynb',
      { source: 'let n: number = 1', metadata: { tags: ['parameters'] } },
      { cell_type: 'markdown', source: '# Text', outputs: undefined, execution_count: undefined },
      '',
      "console.log('n is', n); console.error('aside'); n + 1",
    );
    const { code, stdout, stderr } = await run([name, '--output', name, '--set', 'n=41']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      notebook: name,
      output: name,
      cells: { total: 5, code: 3, run: 3 },
      failed: null,
    });
    expect(stderr).toMatch(/\[3\/3\] console\.log[^]*n is 41\n[^]*aside\n[^]*42\n/);
    const { cells } = await written(name);
    expect(cells.map(cell => cell['execution_count'])).toEqual([1, 2, undefined, null, 3]);
    expect(cells[3]?.['outputs']).toEqual([]);
    expect(cells[4]?.['outputs']).toMatchObject([
      { name: 'stdout', text: ['n is 41\n'] },
      { name: 'stderr', text: ['aside\n'] },
      { output_type: 'execute_result', execution_count: 3, data: { 'text/plain': ['42'] } },
    ]);
  });

  it('stops at a cell that fails, names it, and keeps what there is', async () => {
    const name = await notebook(
      'bad.ipynb',
      "'first'",
      "const x = 1;\nthrow new TypeError('broken here')",
      "'never'",
    );
    const { code, stdout, stderr } = await run([name, '--output', 'bad-out.ipynb', '--html', 'bad.html']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      cells: { code: 3, run: 2 },
      failed: { position: 2, name: 'TypeError', message: 'broken here', line: 2 },
    });
    expect(stderr).toMatch(/cell-failed: Cell 2 of bad\.ipynb failed: TypeError: broken here/);
    expect(stderr).toContain('Cell 2:2:');
    const { cells } = await written('bad-out.ipynb');
    expect(cells[0]?.['outputs']).toMatchObject([{ output_type: 'execute_result' }]);
    expect(cells[1]?.['outputs']).toMatchObject([{ output_type: 'error', ename: 'TypeError' }]);
    expect(cells[2]).toMatchObject({ execution_count: null, outputs: [] });
    expect(await readFile(join(folder, 'bad.html'), 'utf8')).toContain('broken here');
  });

  it('says when a cell ends the process', async () => {
    const name = await notebook('exit.ipynb', "console.log('before'); process.exit(3)", '1');
    const { code, stdout } = await run([name, '--output', 'exit-out.ipynb']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ failed: { position: 1, kind: 'kernel-lost' } });
    expect((await written('exit-out.ipynb')).cells[0]?.['outputs']).toMatchObject([
      { text: ['before\n'] },
      { output_type: 'error' },
    ]);
  });

  it('stops a busy loop whose time is over', async () => {
    const name = await notebook('slow.ipynb', 'for (;;) {}', '1');
    const { code, stdout, stderr } = await run([name, '--timeout', '0.3']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cell-timeout: Cell 1 of slow\.ipynb ran longer than 0\.3 s/);
    expect(JSON.parse(stdout)).toMatchObject({ failed: { position: 1 }, cells: { run: 1 } });
  });

  it.skipIf(process.platform === 'win32')('is interrupted by Ctrl+C and still writes', async () => {
    const name = await notebook('wait.ipynb', "console.log('waiting'); await new Promise(() => {})", '1');
    let stopped = false;
    const { code } = await run([name, '--output', 'wait-out.ipynb'], (text, stop) => {
      if (!stopped && text.includes('waiting\n')) stop();
      stopped ||= text.includes('waiting\n');
    });
    expect(code).toBe(130);
    expect((await written('wait-out.ipynb')).cells[0]?.['outputs']).toMatchObject([
      { text: ['waiting\n'] },
      { output_type: 'error' },
    ]);
  });

  it('refuses before it runs anything', async () => {
    await writeFile(join(folder, 'cut.ipynb'), '{"cells": [\n  {');
    const name = await notebook('fine.ipynb', "console.log('ran')");
    for (const [options, sentence] of [
      [['cut.ipynb'], /notebook-not-json: cut\.ipynb .*line 2, column 4/],
      [[name, '--set', 'a=1'], /parameters-absent/],
      [[name, '--output', 'no/such/folder.ipynb'], /output-unwritable/],
      [[name, '--timeout', '-1'], /above 0/],
    ] as const) {
      const { code, stderr } = await run([...options]);
      expect(code).toBe(1);
      expect(stderr).toMatch(sentence);
      expect(stderr).not.toContain('ran\n');
    }
  });
});
