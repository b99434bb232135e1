// How fast phantoms are drawn: node test/bench/phantoms.mjs [images a modality = 20] [workers = 2] [size = 224]
// JSON on stdout, a table on stderr. CPU time is that of all threads, compilation and garbage collection included.
import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, platform, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [count = 20, workers = 2, size = 224] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'bench-phantoms-'));
await build({
  stdin: {
    contents: `export { renderPhantoms } from './kernels/phantoms/render-phantoms.ts';
      export { modalityNames } from './kernels/phantoms/phantom.ts';`,
    resolveDir: process.cwd(),
  },
  outfile: join(folder, 'render.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
});
await build({
  entryPoints: ['kernels/phantoms/phantoms.worker.ts'],
  outfile: join(folder, 'phantoms.worker.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
});
const { renderPhantoms, modalityNames } = await import(pathToFileURL(join(folder, 'render.mjs')).href);

// One stream keeps the same threads busy throughout: a warm-up (the compiler settles after about 30 images of each kind a thread), all
// modalities mixed, then each by itself.
const warmUp = Array.from({ length: 80 }, (_, round) => requests(modalityNames, 1, 1000 + round)).flat();
const parts = [
  { name: 'warm-up', requests: warmUp },
  { name: 'mixed', requests: Array.from({ length: count }, (_, n) => requests(modalityNames, 1, n)).flat() },
  ...modalityNames.map(name => ({ name, requests: requests([name], count, 5000) })),
];
const measured = {};
const stream = renderPhantoms(
  parts.flatMap(part => part.requests),
  { workers },
);
for (const part of parts) {
  const [time, cpu] = [performance.now(), process.cpuUsage()];
  for (let drawn = 0; drawn < part.requests.length; drawn++) await stream.next();
  const { user, system } = process.cpuUsage(cpu);
  const images = part.requests.length;
  measured[part.name] = {
    imagesPerSecond: rounded((1000 * images) / (performance.now() - time)),
    cpuMilliseconds: rounded((user + system) / 1000 / images),
  };
}
await stream.return();
await rm(folder, { recursive: true });

const { 'warm-up': _, mixed, ...modalities } = measured;
const machine = {
  cpu: cpus()[0]?.model,
  cores: availableParallelism(),
  memoryGB: rounded(totalmem() / 1e9),
  system: `${platform()} ${release()}`,
  node: process.version,
};
for (const [name, { imagesPerSecond, cpuMilliseconds }] of Object.entries({ mixed, ...modalities })) {
  const rate = String(imagesPerSecond).padStart(7);
  process.stderr.write(`${name.padEnd(18)} ${rate} images/s ${String(cpuMilliseconds).padStart(6)} ms CPU\n`);
}
process.stderr.write(
  `${workers} workers, ${size}×${size}, ${count} images each; ${Object.values(machine).join(', ')}\n`,
);
process.stdout.write(`${JSON.stringify({ workers, size, count, machine, mixed, modalities }, null, 2)}\n`);

function requests(names, length, seed) {
  return names.flatMap(modality => Array.from({ length }, (_, n) => ({ modality, seed: seed + n, size })));
}

function rounded(value) {
  return Math.round(value * 10) / 10;
}
