// `npm run bench`: our encoders against transformers.js and PyTorch on the same weights, JPEGs and prompts, in one run.
//
//   npm run bench -- [--rounds 3] [--images 100] [--memory 5000] [--python python3] [--output FILE.json]
//
// Programs run one after another, in turn, several rounds; the table gives medians and ratios of the same run. Peers that cannot be
// had (no Python, no network to a registry) are left out, and the table says so.
import { build } from 'esbuild';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, platform, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { installTransformersJs } from './peers/install.mjs';
import { smallPictures } from './peers/pictures.mjs';
import { ensemblePrompts } from './prompts.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    images: { type: 'string', default: '100' },
    memory: { type: 'string', default: '5000' },
    threads: { type: 'string', default: '2' },
    python: { type: 'string', default: process.env.PYTHON ?? 'python3' },
    output: { type: 'string' },
  },
});
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = join(tmpdir(), 'clip-notebook-bench');
const threads = ['--threads', values.threads];

await mkdir(folder, { recursive: true });
const programs = await bundle(['ours', 'memory', 'checkpoint']);
const checkpoint = join(folder, 'vit-b-32');
if (!existsSync(join(checkpoint, 'open_clip_model.safetensors'))) {
  say('Writing a ViT-B/32 with random weights (605 MB) …');
  const { vitB32, writeCheckpoint } = await import(pathToFileURL(programs.checkpoint).href);
  await writeCheckpoint(checkpoint, vitB32);
}
const images = await list(
  'images.json',
  await smallPictures(join(folder, 'pictures'), Number(values.images)),
);
const prompts = await list('prompts.json', ensemblePrompts());
const work = ['--images', images, '--prompts', prompts, ...threads];

const contenders = {
  ours: [process.execPath, [programs.ours, '--model', checkpoint, ...work]],
  'ours q8': [process.execPath, [programs.ours, '--model', checkpoint, '--precision', 'q8', ...work]],
  ...(await peers()),
};
const results = Object.fromEntries(Object.keys(contenders).map(name => [name, []]));
for (let round = 1; round <= Number(values.rounds); round++) {
  for (const [name, [command, options]] of Object.entries(contenders)) {
    say(`round ${round}: ${name} …`);
    results[name].push(await json(command, options));
  }
}
say(`memory over ${values.memory} images …`);
const memory = await json(process.execPath, [
  programs.memory,
  '--model',
  checkpoint,
  '--images',
  images,
  '--count',
  values.memory,
]);

const table = describe(results, memory);
console.log(table);
say('cells, beside an IPython kernel …');
console.log(await run(process.execPath, [join(here, 'kernel.mjs'), '--python', values.python]));
say('views, in a browser …');
console.log(await run(process.execPath, [join(here, 'views.mjs')]));
if (values.output)
  await writeFile(values.output, JSON.stringify({ machine: machine(), results, memory }, null, 1));

async function peers() {
  const found = {};
  const python = spawnSync(values.python, ['-c', 'import torch, transformers, open_clip, onnx, PIL'], {
    stdio: 'ignore',
  });
  if (python.status !== 0) {
    say(
      `${values.python} lacks torch, transformers, open_clip, onnx or Pillow: PyTorch is left out, and so is transformers.js, which needs an export.`,
    );
    return found;
  }
  found.PyTorch = [values.python, [join(here, 'peers/torch_clip.py'), checkpoint, ...work]];
  const exported = join(folder, 'vit-b-32-onnx');
  if (!existsSync(join(exported, 'onnx/text_model.onnx'))) {
    say('Exporting the same weights to ONNX for transformers.js …');
    await run(values.python, [join(here, 'peers/make_onnx.py'), checkpoint, exported]);
  }
  const installed = await installTransformersJs();
  if (installed) {
    const program = join(here, 'peers/transformers_js.mjs');
    found['transformers.js'] = [
      process.execPath,
      [program, '--package', installed, '--model', exported, ...work],
    ];
  }
  return found;
}

function describe(all, { growth, count }) {
  const middle = (name, read) => median((all[name] ?? []).map(read).filter(value => value !== undefined));
  const files = name => middle(name, each => each.files?.perSecond);
  const texts = name => middle(name, each => each.texts?.perSecond);
  const tower = name => middle(name, each => each.imageTower?.perSecond);
  const rows = [
    [
      'files → embeddings, fp32, images/s',
      files('ours'),
      'transformers.js',
      files('transformers.js'),
      '≥ 1.3',
    ],
    ['', files('ours'), 'PyTorch', files('PyTorch'), '≥ 1.0'],
    ['image tower, batch 8, images/s', tower('ours'), 'PyTorch', tower('PyTorch'), ''],
    ['', tower('ours'), 'transformers.js', tower('transformers.js'), ''],
    ['image tower q8, images/s', tower('ours q8'), 'our fp32', tower('ours'), '≥ 1.6'],
    ['1,000 prompts, fp32, prompts/s', texts('ours'), 'transformers.js', texts('transformers.js'), '≥ 5'],
    ['', texts('ours'), 'PyTorch', texts('PyTorch'), ''],
    ['1,000 prompts, q8, prompts/s', texts('ours q8'), 'our fp32', texts('ours'), '≥ 1.6'],
  ].map(([what, mine, peer, theirs, target]) =>
    [what, number(mine), peer, number(theirs), theirs ? (mine / theirs).toFixed(2) : '–', target].join(' | '),
  );
  const fidelity = all['ours q8'].at(-1).fidelity;
  const lines = [
    `${machine()}, ${values.rounds} rounds, medians`,
    '',
    '| what | ours | peer | peer’s | ratio | target |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(row => `| ${row} |`),
    '',
    `image tower: ${(100 * middle('ours', each => each.sgemm?.share)).toFixed(0)} % of the machine’s measured SGEMM peak (target ≥ 75 %)`,
    `opening 605 MB, both towers: ${middle('ours', each => each.open).toFixed(2)} s (≤ 1), ${(middle('ours', each => each.openResidentBytes) / 605.2e6).toFixed(2)}× its size in memory (≤ 1.3)`,
    `q8 against fp32: lowest cosine ${fidelity.image.minimum.toFixed(4)} for images, ${fidelity.text.minimum.toFixed(4)} for prompts (≥ 0.99)`,
    `resident memory over ${count} images after warm-up: +${(growth / 1e6).toFixed(0)} MB (≤ 150)`,
  ];
  return lines.join('\n');
}

async function bundle(names) {
  // Beside the product's bundles, because workers are found relative to them.
  const outdir = join(here, '../../dist');
  await build({
    entryPoints: names.map(name => join(here, `${name}.ts`)),
    outdir,
    entryNames: 'bench-[name]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  return Object.fromEntries(names.map(name => [name, join(outdir, `bench-${name}.mjs`)]));
}

async function list(name, entries) {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(entries));
  return path;
}

async function json(command, options) {
  return JSON.parse(await run(command, options));
}

function run(command, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', chunk => (text += chunk));
    child.on('error', reject);
    child.on('close', code =>
      code === 0 ? resolve(text) : reject(new Error(`${command} ${options[0]} ended with ${code}`)),
    );
  });
}

function median(numbers) {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted.length === 0
    ? undefined
    : (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

function number(value) {
  return value === undefined ? '–' : value.toFixed(1);
}

function machine() {
  const all = cpus();
  return `${all.length} × ${all[0].model.trim()}, ${platform()} ${release()}, Node ${process.versions.node}`;
}

function say(line) {
  console.error(line);
}
