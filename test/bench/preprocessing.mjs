// Decode + resize + normalise of 2000 × 2000 JPEGs, one thread each: this package against Pillow + torchvision's formula.
// Python is $CLIP_NOTEBOOK_PYTHON, or python3 if it has Pillow and numpy. JSON on stdout, lines for people on stderr.
// Both sides take turns in this one process tree, because timings on shared machines drift; the best of all turns counts.
import { build } from 'esbuild';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import sharp from 'sharp';

const side = 2000;
const turns = 6;
const perTurn = 6;
const folder = mkdtempSync(join(tmpdir(), 'clip-notebook-bench-'));
const python = process.env.CLIP_NOTEBOOK_PYTHON ?? 'python3';
const hasPillow = spawnSync(python, ['-c', 'import PIL, numpy']).status === 0;

const pillow = `
import sys, time
import numpy as np
from PIL import Image
mean = np.array((0.48145466, 0.4578275, 0.40821073), np.float32)
std = np.array((0.26862954, 0.26130258, 0.27577711), np.float32)
print("ready", flush=True)
for line in sys.stdin:
    path, count = line.rsplit(" ", 1)
    start = time.perf_counter()
    for _ in range(int(count)):
        image = Image.open(path)
        image = image.resize((224, 224), Image.BICUBIC).convert("RGB")
        x = (np.asarray(image, np.float32) / np.float32(255) - mean) / std
        x = np.ascontiguousarray(x.transpose(2, 0, 1))
    print((time.perf_counter() - start) / int(count) * 1000, flush=True)
`;

// In dist/, because a bundle looks for the workers beside itself; `node esbuild.mjs` has built those.
const bundled = fileURLToPath(new URL('../../dist/preprocessing.bench.mjs', import.meta.url));
await build({
  stdin: {
    contents: `export { createImagePipeline } from './kernels/clip/preprocessing/pipeline.ts';
      export { presetByName } from './kernels/clip/preprocessing/presets.ts';`,
    resolveDir: fileURLToPath(new URL('../../', import.meta.url)),
  },
  outfile: bundled,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
});
const { createImagePipeline, presetByName } = await import(pathToFileURL(bundled).href);

const images = await makeImages();
const pipeline = createImagePipeline({ workers: 1 });
const preset = presetByName('openai');
const reference = hasPillow ? await startPillow() : undefined;
const results = {};
try {
  for (const [name, path] of Object.entries(images)) {
    const ours = [];
    const theirs = [];
    for (let turn = 0; turn < turns; turn++) {
      const started = performance.now();
      for (let i = 0; i < perTurn; i++) await pipeline.load(path, preset);
      ours.push((performance.now() - started) / perTurn);
      if (reference) theirs.push(await reference.ask(path));
    }
    const milliseconds = Math.min(...ours);
    const pillowMilliseconds = reference ? Math.min(...theirs) : null;
    const ratio = pillowMilliseconds === null ? null : pillowMilliseconds / milliseconds;
    results[name] = { milliseconds, pillowMilliseconds, ratio };
    const against =
      ratio === null ? '' : `, Pillow ${pillowMilliseconds.toFixed(1)} ms: ${ratio.toFixed(2)}×`;
    process.stderr.write(`${name} ${side}×${side} JPEG → 224: ${milliseconds.toFixed(1)} ms${against}\n`);
  }
} finally {
  reference?.stop();
  await pipeline.close();
  rmSync(folder, { recursive: true });
}
if (!hasPillow) process.stderr.write(`${python} has no Pillow and numpy: not compared.\n`);
process.stdout.write(`${JSON.stringify({ bench: 'preprocessing', side, target: 1, results })}\n`);

/** Waves with a little noise, like a photograph to a JPEG coder. */
async function makeImages() {
  let state = 1;
  const noise = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24) / 16 - 8;
  const rgb = Buffer.alloc(side * side * 3);
  for (let i = 0, at = 0; i < side * side; i++) {
    const [x, y] = [i % side, Math.floor(i / side)];
    for (let c = 0; c < 3; c++) {
      const wave = 127 + 80 * Math.sin(x / (40 + 30 * c)) + 40 * Math.cos(y / (60 + 20 * c));
      rgb[at++] = Math.max(0, Math.min(255, wave + noise()));
    }
  }
  const source = sharp(rgb, { raw: { width: side, height: side, channels: 3 } });
  const images = { color: join(folder, 'color.jpg'), gray: join(folder, 'gray.jpg') };
  await source.clone().jpeg({ quality: 90 }).toFile(images.color);
  await source.clone().toColourspace('b-w').jpeg({ quality: 90 }).toFile(images.gray);
  return images;
}

async function startPillow() {
  const child = spawn(python, ['-c', pillow], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    async ask(path) {
      child.stdin.write(`${path} ${perTurn}\n`);
      const { value } = await lines.next();
      return Number(value);
    },
    stop: () => child.stdin.end(),
  };
}
