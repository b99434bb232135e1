import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseNotebook } from '../../../kernels/cli/run/notebook/read.ts';
import type { Notebook, NotebookOutput } from '../../../kernels/cli/run/notebook/notebook.ts';
import { mimeOf } from '../../../webviews/protocol/views.ts';
import type { ViewName, ViewPayload } from '../../../webviews/protocol/views.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs a sample as a newcomer would, offline. */
export async function run(name: string, ...settings: readonly string[]): Promise<Notebook> {
  const folder = await mkdtemp(join(tmpdir(), 'samples-'));
  const output = join(folder, name);
  const words = [
    join(root, 'dist/clip-notebook.mjs'),
    'run',
    join(root, 'samples', name),
    '--output',
    output,
    ...settings.flatMap(setting => ['--set', setting]),
  ];
  try {
    await new Promise<void>((resolve, reject) => {
      execFile(
        process.execPath,
        words,
        { env: { ...process.env, HF_HUB_OFFLINE: '1' } },
        (error, _, stderr) => {
          if (error) reject(new Error(stderr));
          else resolve();
        },
      );
    });
    return parseNotebook(await readFile(output, 'utf8'), output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function outputsOf(notebook: Notebook, id: string): NotebookOutput[] {
  return (notebook.cells.find(cell => cell.id === id)?.['outputs'] ?? []) as NotebookOutput[];
}

export function viewIn<Name extends ViewName>(view: Name, outputs: NotebookOutput[]): ViewPayload<Name> {
  for (const output of outputs) {
    const payload = 'data' in output ? output.data[mimeOf(view)] : undefined;
    if (payload !== undefined) return payload as ViewPayload<Name>;
  }
  throw new Error(`no ${view} view`);
}
