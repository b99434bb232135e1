import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import {
  cellsOf,
  closeAll,
  endOfCell,
  errorOf,
  openNotebook,
  printed,
  runCell,
  startCell,
  writeNotebook,
} from '../driver/notebooks.ts';

/** What a user does to a running kernel: stop, restart, lose it, drown it. */
export function kernelSpecs(editor: () => Editor): void {
  it('interrupts a busy loop within seconds and keeps the variables', async () => {
    const path = await open([
      'let kept = 41;\nkept',
      "console.log('busy');\nawait null;\nwhile (true) kept;",
      'kept + 1',
    ]);
    expect(await runCell(editor(), path, 0)).toMatchObject({ success: true });
    await startCell(editor(), path, 1);
    await until('the loop runs', async () =>
      printed(await cell(path, 1)).includes('busy') ? true : undefined,
    );
    const pressed = Date.now();
    await command(path, 'clip-notebook.interrupt');
    const stopped = await endOfCell(editor(), path, 1, undefined, 20_000);
    expect(Date.now() - pressed).toBeLessThan(5000);
    expect(stopped.success).toBe(false);
    const after = await runCell(editor(), path, 2);
    expect(after.success).toBe(true);
    expect(shown(after)).toContain('42');
  });

  it('interrupts with the button of the notebook too', async () => {
    const path = await open(["console.log('waiting');\nawait new Promise(() => {});"]);
    await startCell(editor(), path, 0);
    await until('the cell waits', async () =>
      printed(await cell(path, 0)).includes('waiting') ? true : undefined,
    );
    await editor()
      .page.getByRole('button', { name: /^Interrupt/ })
      .filter({ visible: true })
      .click();
    expect((await endOfCell(editor(), path, 0, undefined, 20_000)).success).toBe(false);
  });

  it('forgets the variables at a restart', async () => {
    const path = await open(['let forgotten = 1;\nforgotten', 'typeof forgotten', 'forgotten']);
    expect(shown(await runCell(editor(), path, 0))).toContain('1');
    await command(path, 'clip-notebook.restart');
    expect(shown(await runCell(editor(), path, 1))).toContain('undefined');
    const missing = await runCell(editor(), path, 2);
    expect(missing.success).toBe(false);
    expect(errorOf(missing)?.name).toBe('ReferenceError');
  });

  it('says in the running cell that its kernel was killed, and starts another', async () => {
    const path = await open([
      'process.pid',
      "console.log('running');\nawait new Promise(() => setInterval(() => {}, 1000));",
      '6 * 7',
    ]);
    const pid = Number(/\d+/.exec(shown(await runCell(editor(), path, 0)))?.[0]);
    expect(pid).not.toBe(editor().hostPid);
    await startCell(editor(), path, 1);
    await until('the cell runs', async () =>
      printed(await cell(path, 1)).includes('running') ? true : undefined,
    );
    process.kill(pid, 'SIGKILL');
    const lost = await endOfCell(editor(), path, 1, undefined, 20_000);
    expect(lost.success).toBe(false);
    expect(`${errorOf(lost)?.name} ${errorOf(lost)?.message}`).toMatch(/SIGKILL|killed|ended/i);
    expect(shown(await runCell(editor(), path, 2))).toContain('42');
  });

  it('reports a cell that ends the process', async () => {
    const path = await open(['process.exit(3)', '1 + 1']);
    const ended = await runCell(editor(), path, 0);
    expect(ended.success).toBe(false);
    expect(errorOf(ended)?.message).toMatch(/exit|ended|3/i);
    expect(shown(await runCell(editor(), path, 1))).toContain('2');
  });

  it('names the cell, line and column of an error', async () => {
    const path = await open(['1', 'const table: Record<string, number[]> = {};\n\ntable["a"].length']);
    const failed = await runCell(editor(), path, 1);
    expect(failed.success).toBe(false);
    expect(errorOf(failed)?.name).toBe('TypeError');
    expect(errorOf(failed)?.stack).toMatch(/Cell 2:3:/);
  });

  it('survives an output of 200 MB and loses no cell', async () => {
    const path = await open([
      "const line = 'x'.repeat(1023) + '\\n';\nfor (let i = 0; i < 200 * 1024; i++) process.stdout.write(line);\n'all written'",
      '"still here"',
    ]);
    const drowned = await runCell(editor(), path, 0, 150_000);
    const kept = drowned.outputs.flat().reduce((sum, { bytes }) => sum + bytes, 0);
    expect(kept).toBeLessThan(50 << 20);
    const after = await runCell(editor(), path, 1, 120_000);
    expect(shown(after)).toContain('still here');
    await closeAll(editor());
  }, 300_000);

  async function open(cells: readonly string[]): Promise<string> {
    await closeAll(editor());
    const name = `kernel-${Math.random().toString(36).slice(2)}.ipynb`;
    const path = await writeNotebook(editor(), name, cells);
    await openNotebook(editor(), path);
    return path;
  }

  async function cell(path: string, index: number): Promise<Awaited<ReturnType<typeof cellsOf>>[number]> {
    return (await cellsOf(editor(), path))[index]!;
  }

  function command(path: string, name: string): Promise<void> {
    return editor().call(
      async (vscode, file, id) => {
        await vscode.commands.executeCommand(id, vscode.Uri.file(file));
      },
      path,
      name,
    );
  }

  function shown(seen: { outputs: readonly (readonly { mime: string; text: string }[])[] }): string {
    return seen.outputs
      .flat()
      .filter(({ mime }) => mime === 'text/plain' || mime.startsWith('application/vnd.code.notebook'))
      .map(({ text }) => text)
      .join('\n');
  }
}
