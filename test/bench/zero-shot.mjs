// Zero-shot classification of 100,000 cached images against 1,000 prompts: our ranking beside the bare matrix product of the same
// blocks in the same runtime, and beside numpy where a Python has it, in turn, in one run.
//
//   PYTHON=python3 node test/bench/zero-shot.mjs [--images 100000] [--dim 512] [--prompts 1000] [--rounds 5] [--k 1]
//
// Needs `npm run build` before.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '100000' },
    dim: { type: 'string', default: '512' },
    prompts: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    k: { type: 'string', default: '1' },
  },
});
const [count, dim, prompts, k] = [values.images, values.dim, values.prompts, values.k].map(Number);
// Beside the bundle of the product, so that both find the runtime in node_modules.
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'dist', 'bench');
await mkdir(folder, { recursive: true });
const bundle = join(folder, 'zero-shot-product.mjs');
await build({
  entryPoints: [join(root, 'kernels/analysis/projections/products.ts')],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
const { openProduct, blockOf } = await import(pathToFileURL(bundle).href);
const { rankClasses } = await import(new URL('../../dist/index.mjs', import.meta.url).href);

const images = { data: unitRows(count, dim, 1), count, dim, normalized: true };
const texts = { data: unitRows(prompts, dim, 2), count: prompts, dim };
const seconds = { ours: [], product: [], numpy: [] };
for (let round = 0; round <= Number(values.rounds); round++) {
  const ours = await timed(() => rankClasses(images, texts, { k, logitScale: 100 }));
  const product = await timed(bare);
  // The first round warms up.
  if (round === 0) continue;
  seconds.ours.push(ours);
  seconds.product.push(product);
}
const numpy = spawnSync(process.env.PYTHON ?? 'python3', ['-c', peer(), values.rounds], { encoding: 'utf8' });
if (numpy.status === 0) seconds.numpy = JSON.parse(numpy.stdout);

const ours = median(seconds.ours);
const line = (name, times) =>
  `${name.padEnd(34)} ${median(times).toFixed(3)} s   ours takes ${(ours / median(times)).toFixed(2)}× that`;
console.log(`${count} × ${dim} images, ${prompts} prompts, k = ${k}: medians of ${values.rounds} rounds`);
console.log(`${cpus()[0].model}, ${availableParallelism()} cores\n`);
console.log(line('rankClasses', seconds.ours));
console.log(line('bare product, same blocks', seconds.product));
if (seconds.numpy.length > 0) console.log(line('numpy: product, softmax, argmax', seconds.numpy));
else console.log('numpy: no Python with numpy found');

async function bare() {
  const product = await openProduct(false);
  for (let from = 0; from < count; from += 2048)
    await product.of(blockOf(images, from, Math.min(count, from + 2048)), {
      data: texts.data,
      shape: [prompts, dim],
    });
  await product.close();
}

async function timed(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function unitRows(rows, width, seed) {
  let state = seed;
  const data = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    let squares = 0;
    for (let at = row * width; at < (row + 1) * width; at++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      data[at] = state / 2147483648 - 1;
      squares += data[at] ** 2;
    }
    const length = Math.sqrt(squares);
    for (let at = row * width; at < (row + 1) * width; at++) data[at] /= length;
  }
  return data;
}

function median(times) {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)];
}

function peer() {
  return `
import json, sys, time
import numpy as np
rng = np.random.default_rng(0)
def unit(n):
    rows = rng.standard_normal((n, ${dim}), dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
images, texts = unit(${count}), unit(${prompts})
times = []
for _ in range(int(sys.argv[1])):
    start = time.perf_counter()
    for at in range(0, len(images), 2048):
        logits = 100 * (images[at:at + 2048] @ texts.T)
        powers = np.exp(logits - logits.max(1, keepdims=True))
        best = (powers / powers.sum(1, keepdims=True)).max(1), logits.argmax(1)
    times.append(time.perf_counter() - start)
print(json.dumps(times))
`;
}
