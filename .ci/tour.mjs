// `npm start`: the command line at work on a tiny checkpoint with random weights, or, with arguments, `clip-notebook` itself.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'dist', 'clip-notebook.mjs');
const given = process.argv.slice(2).filter(argument => argument !== '--no-editor');
if (given.length > 0) process.exit(clip(given, 'inherit').status ?? 1);

const folder = mkdtempSync(join(tmpdir(), 'clip-notebook-'));
try {
  const image = join(folder, 'disc.png');
  await sharp(
    Buffer.from(
      '<svg width="300" height="200"><rect width="300" height="200" fill="#222"/><circle cx="150" cy="100" r="70" fill="#d9d9d9"/></svg>',
    ),
  )
    .png()
    .toFile(image);
  const model = 'test/golden/encoders/clip';
  console.log(
    'CLIP Notebook opens CLIP checkpoints in place and speaks JSON. A look around, on a tiny model with random weights:\n',
  );
  const options = ['--no-cache', '--device', 'cpu'];
  show(['tokenize', '--model', model, 'a chest x-ray']);
  show([
    'similarity',
    '--model',
    model,
    ...options,
    '--image',
    image,
    '--text',
    'a chest x-ray',
    'a blood smear',
  ]);
  show(['encode', '--model', model, ...options, '--image', image, '--output', join(folder, 'disc.npy')]);
  console.log(
    'Random weights know nothing, so those probabilities mean nothing. With a real model, for example\n\n' +
      '  npm start -- similarity --model openai/clip-vit-base-patch32 --image scan.png --text "a chest X-ray" "a knee X-ray"\n\n' +
      'the numbers equal those of the Python reference. README.md has one example of every command.',
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function show(options) {
  console.log(
    `$ clip-notebook ${options.map(option => (/[ ]/.test(option) ? `"${option}"` : option)).join(' ')}`,
  );
  const { status, stdout } = clip(options, 'pipe');
  if (status !== 0) process.exit(status ?? 1);
  const text = stdout.toString().trim();
  console.log((text.length > 600 ? text.slice(0, 600) + ' …' : text) + '\n');
}

function clip(options, output) {
  return spawnSync(process.execPath, [program, ...options], {
    cwd: root,
    stdio: ['inherit', output, 'inherit'],
  });
}
