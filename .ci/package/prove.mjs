// Runs the packaged program away from the checkout: without its packages, without a network.
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { openPromise } from 'yauzl';

const run = promisify(execFile);

const proofNotebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: 'clip-notebook' }, language_info: { name: 'typescript' } },
  cells: [
    {
      cell_type: 'code',
      id: 'proof',
      metadata: {},
      execution_count: null,
      outputs: [],
      source:
        "import { loadClip } from 'clip-notebook';\n" +
        "const { count, dim } = await (await loadClip('builtin')).encodeText(['a mammogram']);\n" +
        '`${count} of ${dim}`',
    },
  ],
};

export async function prove(vsix) {
  const folder = await mkdtemp(join(tmpdir(), 'clip-notebook-proof-'));
  try {
    const files = await unzip(vsix, folder);
    const clip = async (...options) => {
      const program = join(folder, 'extension/dist/clip-notebook.mjs');
      const { stdout } = await run(process.execPath, [program, ...options], {
        cwd: folder,
        env: { ...process.env, NODE_PATH: '', HF_HUB_OFFLINE: '1', HF_HOME: join(folder, 'hub') },
        maxBuffer: 64e6,
      });
      return stdout;
    };
    await clip('phantom', '--modality', 'chest-xray', '--seed', '2', '--output', 'chest.png');
    const texts = ['a chest X-ray', 'a mammogram'];
    const { cosine } = JSON.parse(
      await clip('similarity', '--model', 'builtin', '--image', 'chest.png', '--text', ...texts),
    );
    if (!(cosine[0][0] > cosine[0][1])) throw new Error(`the packaged model sees no chest: ${cosine[0]}`);
    await writeFile(join(folder, 'proof.ipynb'), JSON.stringify(proofNotebook));
    await clip('run', 'proof.ipynb', '--output', 'executed.ipynb');
    const executed = JSON.parse(await readFile(join(folder, 'executed.ipynb'), 'utf8'));
    const shown = JSON.stringify(executed.cells[0].outputs);
    if (!/1 of \d+/.test(shown)) throw new Error(`the packaged kernel answered ${shown}`);
    console.log(
      `Unpacked elsewhere (${files} files), it compares a picture with texts and runs a cell, offline.`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unzip(file, to) {
  const zip = await openPromise(file);
  let count = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const path = join(to, entry.fileName);
    await mkdir(dirname(path), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path));
    count++;
  }
  return count;
}
