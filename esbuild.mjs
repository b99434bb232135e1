// Builds every bundle into dist/: one row a bundle, one loop.
import { build } from 'esbuild';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

const node = { platform: 'node', target: 'node20', format: 'esm', packages: 'external' };

const bundles = [
  { ...node, entry: 'kernels/cli/main.ts', file: 'clip-notebook.mjs', banner: { js: '#!/usr/bin/env node' } },
  { ...node, entry: 'kernels/index.ts', file: 'index.mjs' },
];

/** Data that the bundles open beside themselves, by `new URL('./name', import.meta.url)`. */
const files = [
  'kernels/clip/tokenizers/bpe_simple_vocab_16e6.txt.gz',
  'kernels/clip/tokenizers/bpe_simple_vocab_16e6.LICENSE',
];

await mkdir('dist', { recursive: true });
for (const file of files) await copyFile(file, `dist/${basename(file)}`);
const sizes = {};
for (const { entry, file, ...options } of bundles) {
  const { metafile } = await build({
    ...options,
    entryPoints: [entry],
    outfile: `dist/${file}`,
    bundle: true,
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  });
  sizes[file] = { bytes: metafile.outputs[`dist/${file}`].bytes, inputs: Object.keys(metafile.inputs) };
}
await writeFile('dist/bundles.json', JSON.stringify(sizes, null, 2));
