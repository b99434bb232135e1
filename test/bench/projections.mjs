// Our t-SNE against scikit-learn's Barnes-Hut on the same rows, in turn, in one run: medians, ratio, and what the layouts are worth.
//
//   PYTHON=python3 node test/bench/projections.mjs [--counts 300,1000,5000,10000] [--rounds 3] [--output FILE.json]
//
// Above 5,000 points one round, which takes the other a minute and more. Each line is printed when it is known.
//
// Needs `npm run build` before, and a Python with scikit-learn; without one only ours is timed, and the table says so.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    counts: { type: 'string', default: '300,1000,5000,10000' },
    rounds: { type: 'string', default: '3' },
    output: { type: 'string' },
  },
});
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = join(tmpdir(), 'clip-notebook-bench');
const python = process.env.PYTHON ?? 'python3';
await mkdir(folder, { recursive: true });
const generator = join(folder, 'clip-like.mjs');
await build({
  entryPoints: [join(here, '../golden/projections/clip-like.ts')],
  outfile: generator,
  bundle: true,
  format: 'esm',
  logLevel: 'warning',
});
const { clipLike } = await import(pathToFileURL(generator).href);
const { project, projectionQuality } = await import(new URL('../../dist/index.mjs', import.meta.url).href);
const peer = spawnSync(python, ['-c', 'import sklearn'], { stdio: 'ignore' }).status === 0;
if (!peer) console.error(`${python} has no scikit-learn: it is left out.`);

const results = [];
console.log(
  [
    `t-SNE, 1000 steps, ${cpus()[0].model}, ${availableParallelism()} cores, medians of ${values.rounds}`,
    'points | ours s | scikit-learn s | ratio | KL ours / theirs | trustworthiness@15 | recall@15',
  ].join('\n'),
);
for (const count of values.counts.split(',').map(Number)) {
  const rows = clipLike(count);
  const file = join(folder, `clip-like-${count}.f32`);
  await writeFile(file, rows.data);
  const ours = [];
  const theirs = [];
  let layout;
  const rounds = count > 5_000 ? 1 : Number(values.rounds);
  for (let round = 1; round <= rounds; round++) {
    console.error(`${count} points, round ${round} …`);
    const start = performance.now();
    layout = await project(rows, { method: 'tsne', metric: 'euclidean' });
    ours.push((performance.now() - start) / 1000);
    if (peer) theirs.push(scikitLearn(file, rows));
  }
  const worth = async coordinates => {
    const { trustworthiness, recall } = await projectionQuality(rows, coordinates, { metric: 'euclidean' });
    return { trustworthiness, recall };
  };
  const seconds = median(ours);
  const peerSeconds = peer ? median(theirs.map(each => each.seconds)) : undefined;
  const each = {
    count,
    seconds,
    peerSeconds,
    ratio: peer ? peerSeconds / seconds : undefined,
    klDivergence: layout.klDivergence,
    peerDivergence: theirs.at(-1)?.klDivergence,
    ...(await worth(layout.coordinates)),
    ...(peer && { peer: await worth(await floats(`${file}.layout`)) }),
  };
  results.push(each);
  console.log(
    [
      each.count,
      each.seconds.toFixed(2),
      each.peerSeconds?.toFixed(2) ?? '–',
      each.ratio ? `${each.ratio.toFixed(1)}×` : '–',
      `${each.klDivergence.toFixed(4)} / ${each.peerDivergence?.toFixed(4) ?? '–'}`,
      `${each.trustworthiness.toFixed(4)} / ${each.peer?.trustworthiness.toFixed(4) ?? '–'}`,
      `${each.recall.toFixed(3)} / ${each.peer?.recall.toFixed(3) ?? '–'}`,
    ].join(' | '),
  );
}
if (values.output) await writeFile(values.output, JSON.stringify(results, null, 1));

/** Seconds are taken inside the process: starting Python and importing do not count. */
function scikitLearn(file, { count, dim }) {
  const run = spawnSync(
    python,
    [join(here, 'peers/sklearn_tsne.py'), file, String(count), String(dim), `${file}.layout`],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (run.status !== 0) throw new Error(`scikit-learn ended with code ${run.status}`);
  return JSON.parse(run.stdout);
}

async function floats(path) {
  const bytes = await readFile(path);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function median(all) {
  const sorted = [...all].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}
