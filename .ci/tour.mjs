// `npm start`: the command line at work, offline, with the model that comes with the product; with arguments, `clip-notebook` itself.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../dist/clip-notebook.mjs', import.meta.url));
const given = process.argv.slice(2).filter(argument => argument !== '--no-editor');
if (given.length > 0) process.exit(clip(given, process.cwd(), 'inherit').status ?? 1);

const folder = mkdtempSync(join(tmpdir(), 'clip-notebook-'));
try {
  console.log('CLIP Notebook opens CLIP checkpoints in place and speaks JSON. A look around, offline:\n');
  const effusion = ['--finding', 'pleural effusion', '--severity', 'severe'];
  show(['phantom', '--modality', 'chest-xray', ...effusion, '--seed', '2', '--output', 'chest.png']);
  show(['tokenize', '--model', 'builtin', 'left pleural effusion']);
  const chest = ['--model', 'builtin', '--image', 'chest.png'];
  show(['similarity', ...chest, '--text', 'a chest X-ray', 'a mammogram', 'a blood smear']);
  show(['similarity', ...chest, '--text', 'pleural effusion', 'no pleural effusion']);
  show(['encode', ...chest, '--output', 'chest.npy']);
  console.log(
    'The picture is drawn, and `builtin` is small and made for teaching. A real model is one word away:\n\n' +
      '  npm start -- similarity --model openai/clip-vit-base-patch32 --image scan.png --text "a chest X-ray" "a knee X-ray"\n\n' +
      'README.md has one example of every command.',
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function show(options) {
  console.log(
    `$ clip-notebook ${options.map(option => (/ /.test(option) ? `"${option}"` : option)).join(' ')}`,
  );
  const { status, stdout } = clip(options, folder, 'pipe');
  if (status !== 0) process.exit(status ?? 1);
  const text = stdout.toString().trim();
  console.log((text.length > 400 ? text.slice(0, 400) + ' …' : text) + '\n');
}

function clip(options, cwd, output) {
  return spawnSync(process.execPath, [program, ...options], { cwd, stdio: ['inherit', output, 'inherit'] });
}
