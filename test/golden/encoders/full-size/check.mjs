// Runs full-size checkpoints of every family through the built library and through the reference libraries.
//
//   node test/golden/encoders/full-size/check.mjs [--large] [FAMILY …]
//
// PYTHON names the interpreter that has torch, transformers, open_clip and timm (python3 by default). Each checkpoint is made in a temporary
// folder and deleted after its row; the largest of the default ones takes 1.7 GB of disk. --large adds MedSigLIP's size (3.5 GB).
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const tolerance = 1e-4;
const families = [
  'clip-b32',
  'clip-b16',
  'clip-l14',
  'clip-l14-336',
  'open-clip-b32',
  'openai-state-b32',
  'openai-torchscript-b32',
  'biomedclip',
  'siglip-b16',
  'dual-encoder',
];
const columns = ['images', 'texts', 'patches', 'tokens', 'logits'];

const here = fileURLToPath(new URL('.', import.meta.url));
const library = join(here, '../../../../dist/index.mjs');
const python = process.env.PYTHON ?? 'python3';

process.exitCode = await main(process.argv.slice(2));

async function main(words) {
  if (!existsSync(library)) {
    console.error('dist/index.mjs is missing: run `npm run build` first.');
    return 2;
  }
  const named = words.filter(word => !word.startsWith('--'));
  const chosen = named.length > 0 ? named : words.includes('--large') ? [...families, 'medsiglip'] : families;
  const { loadClip } = await import(pathToFileURL(library).href);
  console.log(row('family', columns, 'seconds'));
  let failed = 0;
  for (const family of chosen) {
    const folder = await mkdtemp(join(tmpdir(), 'clip-notebook-full-size-'));
    const clean = () => rm(folder, { recursive: true, force: true });
    const interrupted = () => void clean().finally(() => process.exit(130));
    process.once('SIGINT', interrupted);
    try {
      await make(family, folder);
      const started = performance.now();
      const differences = await compare(folder, loadClip);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const pass = columns.every(column => differences[column] <= limitOf(column));
      if (!pass) failed++;
      const cells = columns.map(column => differences[column].toExponential(1));
      console.log(row(family, cells, seconds) + (pass ? '  PASS' : '  FAIL'));
    } catch (error) {
      failed++;
      console.log(row(family, [], '') + `  FAIL ${error.message}`);
    } finally {
      process.off('SIGINT', interrupted);
      await clean();
    }
  }
  console.log(
    `\nLargest absolute difference after normalisation; PASS is ≤ ${tolerance} (logits: ≤ ${limitOf('logits')}, they carry the scale).`,
  );
  return failed === 0 ? 0 : 1;
}

/** Logits are cosines times 100: the same relative error, a hundred times as large. */
function limitOf(column) {
  return column === 'logits' ? tolerance * 100 : tolerance;
}

/** The reference makes the checkpoint, two pictures and its outputs. */
function make(family, folder) {
  return new Promise((resolve, reject) => {
    const child = spawn(python, [join(here, 'make.py'), family, folder], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    });
    let said = '';
    child.stderr.on('data', chunk => (said = (said + chunk).slice(-4000)));
    child.on('error', error => reject(new Error(`${python} does not start: ${error.message}`)));
    child.on('close', code =>
      code === 0 ? resolve() : reject(new Error(`make.py ended with ${code}: ${said.trim()}`)),
    );
  });
}

async function compare(folder, loadClip) {
  const expected = JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8'));
  const array = name => readArray(join(folder, `expected-${name}.npy`));
  const images = Array.from({ length: expected.image.count }, (_, i) => join(folder, `image-${i}.png`));
  const prompts = expected.texts.map(({ text }) => text);
  const clip = await loadClip(join(folder, expected.open), { device: 'cpu', cache: false });
  try {
    for (const { text, ids } of expected.texts) {
      const found = [...(await clip.tokenize(text)).ids];
      if (`${found}` !== `${ids}`) throw new Error(`token ids of “${text}” are ${found}, expected ${ids}`);
    }
    const dim = expected.embeddingDimension;
    const image = (await clip.encodeImage(images)).data;
    const text = (await clip.encodeText(prompts)).data;
    const patches = (await clip.encodePatches(images)).data;
    const { width, prompts: states } = await clip.encodeTokens(prompts);
    let tokens = 0;
    for (const [i, state] of states.entries()) {
      // SigLIP's reference goes on over the padding; the prompt's own states come first.
      const reference = (await array(`tokens-${i}`)).subarray(0, state.states.length);
      tokens = Math.max(tokens, difference(unit(state.states, width), unit(reference, width)));
    }
    return {
      images: difference(image, unit(await array('images'), dim)),
      texts: difference(text, unit(await array('texts'), dim)),
      patches: difference(patches, unit(await array('patches'), dim)),
      tokens,
      logits: difference(logits(image, text, dim, clip.model), await array('logits')),
    };
  } finally {
    await clip.close();
  }
}

/** The float32 numbers of a version 1.0 `.npy` file in C order, as NumPy writes it. */
async function readArray(path) {
  const bytes = await readFile(path);
  const start = 10 + bytes.readUInt16LE(8);
  if (!bytes.toString('latin1', 10, start).includes(`'descr': '<f4', 'fortran_order': False`))
    throw new Error(`${path} does not hold float32 in C order`);
  return new Float32Array(Uint8Array.from(bytes.subarray(start)).buffer);
}

/** Rows of `[n, dim]` divided by their lengths. */
function unit(rows, dim) {
  const out = new Float32Array(rows.length);
  for (let start = 0; start < rows.length; start += dim) {
    const row = rows.subarray(start, start + dim);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    for (let i = 0; i < dim; i++) out[start + i] = row[i] / length;
  }
  return out;
}

/** `[images, texts]`: scale · cosine (+ bias). */
function logits(images, texts, dim, { logitScale, logitBias = 0 }) {
  const out = [];
  for (let i = 0; i < images.length; i += dim)
    for (let t = 0; t < texts.length; t += dim) {
      let cosine = 0;
      for (let k = 0; k < dim; k++) cosine += images[i + k] * texts[t + k];
      out.push(logitScale * cosine + logitBias);
    }
  return Float32Array.from(out);
}

/** Largest absolute difference; infinite if the lengths differ or a value is not a number. */
function difference(found, wanted) {
  if (found.length !== wanted.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < found.length; i++) {
    const apart = Math.abs(found[i] - wanted[i]);
    if (!(apart <= worst)) worst = Number.isNaN(apart) ? Infinity : apart;
  }
  return worst;
}

function row(name, cells, seconds) {
  return name.padEnd(24) + cells.map(cell => cell.padStart(10)).join('') + seconds.padStart(9);
}
