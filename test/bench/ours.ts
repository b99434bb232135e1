// Our side of the comparison: opens a checkpoint and prints one JSON object, in the peers' form.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadClip } from '../../kernels/clip/encoders/load-clip.ts';
import type { Precision } from '../../kernels/clip/families/model.ts';
import { measureSgemmPeak } from './sgemm.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    images: { type: 'string' },
    prompts: { type: 'string' },
    precision: { type: 'string', default: 'fp32' },
    threads: { type: 'string', default: '2' },
    device: { type: 'string', default: 'cpu' },
  },
});

const threads = Number(values.threads);
const before = process.memoryUsage.rss();
const opened = performance.now();
const clip = await loadClip(values.model!, {
  device: values.device as 'cpu' | 'webgpu' | 'cuda',
  precision: values.precision as Precision,
  threads,
  cache: false,
});
await clip.warmUp();
const report: Record<string, unknown> = {
  library: 'clip-notebook',
  precision: values.precision,
  device: clip.device.device,
  open: since(opened),
  openResidentBytes: process.memoryUsage.rss() - before,
};

if (values.images) {
  const paths = JSON.parse(await readFile(values.images, 'utf8')) as string[];
  await clip.encodeImage(paths.slice(0, 8));
  const started = performance.now();
  await clip.encodeImage(paths);
  const seconds = since(started);
  report['files'] = { count: paths.length, batch: 8, seconds, perSecond: paths.length / seconds };

  const { height, width } = clip.model.image.preset;
  const pixels = new Float32Array(8 * 3 * height * width).map((_, index) => Math.sin(index));
  const tower = await bestOf(6, () => clip.forwardImage(pixels));
  const { layers, width: model, patch } = clip.model.image.shape;
  const flops = towerFlops({ layers, width: model, patch, size: width, dim: clip.model.embeddingDimension });
  const gigaflops = (8 * flops) / tower / 1e9;
  report['imageTower'] = { batch: 8, seconds: tower, perSecond: 8 / tower, gigaflops };
  if (clip.device.device === 'cpu') {
    const peak = await measureSgemmPeak(threads);
    report['sgemm'] = { gigaflops: peak, share: gigaflops / peak };
  }
}

if (values.prompts) {
  const prompts = JSON.parse(await readFile(values.prompts, 'utf8')) as string[];
  await clip.encodeText(prompts.slice(0, 8));
  const started = performance.now();
  await clip.encodeText(prompts);
  const seconds = since(started);
  report['texts'] = { count: prompts.length, seconds, perSecond: prompts.length / seconds };
}

report['fidelity'] = await clip.fidelity();
report['residentBytes'] = process.memoryUsage.rss();
console.log(JSON.stringify(report));
await clip.close();

/** Multiply–adds of one image, times two: linear layers 24·t·w², attention 4·t²·w a block, patches, projection. */
function towerFlops(tower: {
  layers: number;
  width: number;
  patch: number;
  size: number;
  dim: number;
}): number {
  const { layers, width, patch, size, dim } = tower;
  const patches = Math.floor(size / patch) ** 2;
  const tokens = patches + 1;
  const block = 24 * tokens * width ** 2 + 4 * tokens ** 2 * width;
  return layers * block + 2 * patches * 3 * patch ** 2 * width + 2 * width * dim;
}

async function bestOf(rounds: number, run: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await run();
    best = Math.min(best, since(start));
  }
  return best;
}

function since(start: number): number {
  return (performance.now() - start) / 1000;
}
