import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { loadArray, saveArray } from '../../../../../kernels/clip/embeddings/files.ts';
import { clipLike } from '../../../../golden/projections/clip-like.ts';

const program = fileURLToPath(new URL('../../../../../dist/clip-notebook.mjs', import.meta.url));
const run = promisify(execFile);

it('lays a file out from the command line, and says on stdout what that is worth', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'project-'));
  try {
    const { data, count, dim } = clipLike(90);
    const input = join(folder, 'rows.npy');
    const output = join(folder, 'layout.npy');
    await saveArray({ shape: [count, dim], data }, input);
    const { stdout, stderr } = await run(process.execPath, [
      program,
      ...['project', input, '--method', 'tsne', '--seed', '2', '--output', output],
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      algorithm: 'exact t-SNE',
      seed: 2,
      shape: [90, 2],
      perplexity: { asked: 30, used: 89 / 3 },
      quality: { neighbors: 15, pairs: (90 * 89) / 2 },
    });
    expect(stderr).toContain('step 1000/1000');
    expect(stderr).toContain('Note: Perplexity 30');
    expect((await loadArray(output)).shape).toEqual([90, 2]);

    await saveArray({ shape: [3, dim], data: data.subarray(0, 3 * dim) }, input);
    await expect(
      run(process.execPath, [program, 'project', input, '--method', 'umap', '--output', output]),
    ).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('projection-too-few-points: 3 points') as string,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
