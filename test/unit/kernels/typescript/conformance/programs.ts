import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KernelConnection } from '../../../../../kernels/channel/kernel-connection.ts';
import { startKernel } from '../../../../../kernels/channel/start-kernel.ts';
import type { OutputChange } from '../../../../../kernels/protocol/kernel/outputs.ts';
import { faultLine, outputLines } from './outcome.ts';

/** What a program does, its cells, and the lines that all of them show together, in order. */
export type Program = readonly [name: string, cells: string | readonly string[], expected: string | RegExp];

const program = fileURLToPath(new URL('../../../../../dist/kernel.mjs', import.meta.url));

/** A kernel for a notebook in `folder`, with a way to run cells one after another. */
export interface TestKernel {
  readonly connection: KernelConnection;
  readonly changes: OutputChange[];
  /** Runs a cell at `position`; gives its lines, its fault among them. */
  readonly cell: (source: string, position?: number, name?: string) => Promise<string>;
}

export async function testKernel(folder: string, environment?: Record<string, string>): Promise<TestKernel> {
  const connection = await startKernel({ notebook: join(folder, 'test.ipynb'), program, environment });
  const changes: OutputChange[] = [];
  connection.on('output', data => changes.push(...data.changes));
  const cell: TestKernel['cell'] = async (source, position = 1, name = `cell-${position}`) => {
    const before = changes.length;
    const hangs = setTimeout(() => void connection.interrupt(), 20_000);
    const result = await connection.request('execute', { cell: name, position, source, choices: {} });
    clearTimeout(hangs);
    const shown = outputLines(changes.slice(before));
    return [shown, result.ok ? '' : faultLine(result.fault)].filter(Boolean).join('\n');
  };
  return { connection, changes, cell };
}

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'conformance-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Runs every program of a theme in one kernel; `prepare` fills the notebook's folder first. */
export function checkPrograms(
  theme: string,
  programs: readonly Program[],
  prepare?: (folder: string) => void,
): void {
  describe(theme, () => {
    const folder = temporaryFolder();
    let kernel: TestKernel;
    beforeAll(async () => {
      prepare?.(folder.path);
      kernel = await testKernel(folder.path);
    });
    afterAll(async () => {
      await kernel.connection.close();
      folder.remove();
    });
    it.each(programs)('%s', async (_name, cells, expected) => {
      const lines: string[] = [];
      for (const [index, source] of [cells].flat().entries())
        lines.push(await kernel.cell(source, index + 1));
      const all = lines.filter(Boolean).join('\n');
      if (typeof expected === 'string') expect(all).toBe(expected);
      else expect(all).toMatch(expected);
    });
  });
}
