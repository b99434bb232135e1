// How fast a cell comes back: our kernel and an IPython kernel, in one run, in turn.
//
//   node test/bench/kernel.mjs [--cells 1000] [--python python3]      (after `npm run build`; IPython needs ipykernel and jupyter_client)
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    cells: { type: 'string', default: '1000' },
    python: { type: 'string', default: process.env.PYTHON ?? 'python3' },
  },
});
const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, '../../dist');
const cells = Number(values.cells);
const startKernel = await channel();
const notebook = await mkdtemp(join(tmpdir(), 'kernel-bench-'));

try {
  const starts = [];
  const bare = [];
  for (let round = 0; round < 5; round++) {
    bare.push(bareStart());
    starts.push(await coldStart());
  }
  const kernel = await open();
  const ours = await roundTrips(kernel);
  const interrupts = await interruptLatencies(kernel);
  const printed = await printing(kernel);
  await kernel.close();
  const python = ipython();
  const [p50, p95] = [quantile(ours, 0.5), quantile(ours, 0.95)];
  const lines = [
    `trivial cell, ${cells} in a row: p50 ${ms(p50)}, p95 ${ms(p95)} (target p50 ≤ 3 ms)`,
    python
      ? `IPython kernel, the same: p50 ${ms(python.p50)}, p95 ${ms(python.p95)}; ours takes ${(p50 / python.p50).toFixed(2)} of it (target ≤ 0.33)`
      : `IPython: left out, ${values.python} lacks ipykernel or jupyter_client`,
    `first cell after a cold start: median ${ms(quantile(starts, 0.5))} of ${starts.length} (target ≤ 700 ms); Node alone, in turn: ${ms(quantile(bare, 0.5))}`,
    `interrupt: ${interrupts.map(([name, took]) => `${name} ${ms(took)}`).join(', ')} (target ≤ 500 ms)`,
    `100,000 lines printed: ${ms(printed.milliseconds)}, ${printed.lines} arrived, in ${printed.messages} messages, kernel grew by ${(printed.grown / 1e6).toFixed(0)} MB`,
  ];
  console.log(lines.join('\n'));
} finally {
  await rm(notebook, { recursive: true, force: true });
}

/** What any program of Node takes: tells a busy machine from a slow kernel. */
function bareStart() {
  const before = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - before;
}

async function coldStart() {
  const before = performance.now();
  const kernel = await open();
  await execute(kernel, '1 + 1');
  const took = performance.now() - before;
  await kernel.close();
  return took;
}

async function roundTrips(kernel) {
  for (let warm = 0; warm < 50; warm++) await execute(kernel, '1 + 1');
  const took = [];
  for (let cell = 0; cell < cells; cell++) {
    const before = performance.now();
    await execute(kernel, '1 + 1');
    took.push(performance.now() - before);
  }
  return took;
}

async function interruptLatencies(kernel) {
  const programs = {
    'of a wait': 'await new Promise(() => {})',
    'of a loop': 'for (;;);',
    'of microtasks': 'for (;;) await null',
  };
  const rows = [];
  for (const [name, source] of Object.entries(programs)) {
    const took = [];
    for (let round = 0; round < 5; round++) {
      const running = execute(kernel, source);
      await new Promise(done => setTimeout(done, 50));
      const before = performance.now();
      await Promise.all([kernel.interrupt(), running]);
      took.push(performance.now() - before);
    }
    rows.push([name, quantile(took, 0.5)]);
  }
  return rows;
}

async function printing(kernel) {
  let lines = 0;
  let messages = 0;
  const stop = kernel.on('output', ({ changes }) => {
    messages++;
    for (const change of changes) if (change.kind === 'stream') lines += change.text.split('\n').length - 1;
  });
  const resident = (await kernel.request('status', {})).residentBytes;
  const before = performance.now();
  await execute(kernel, `for (let i = 0; i < 100_000; i++) console.log('line', i)`);
  const milliseconds = performance.now() - before;
  stop();
  const grown = (await kernel.request('status', {})).residentBytes - resident;
  return { milliseconds, lines, messages, grown };
}

function open() {
  return startKernel({ notebook: join(notebook, 'bench.ipynb'), program: join(dist, 'kernel.mjs') });
}

function execute(kernel, source) {
  return kernel.request('execute', { cell: 'bench', position: 1, source, choices: {} });
}

function ipython() {
  const { status, stdout } = spawnSync(values.python, [join(here, 'peers/ipython_cells.py'), String(cells)], {
    encoding: 'utf8',
  });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

/** The channel from source: it is part of no bundle that could be imported by itself. */
async function channel() {
  const outfile = join(dist, 'bench-start-kernel.mjs');
  await build({
    entryPoints: [join(here, '../../kernels/channel/start-kernel.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  return (await import(pathToFileURL(outfile).href)).startKernel;
}

function quantile(numbers, share) {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function ms(value) {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
