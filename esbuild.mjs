// Builds every bundle into dist/: one row a bundle, one loop.
import { build } from 'esbuild';
import { mkdir, writeFile } from 'node:fs/promises';

const node = { platform: 'node', target: 'node20', format: 'esm', packages: 'external' };

const bundles = [
  { ...node, entry: 'kernels/cli/main.ts', file: 'clip-notebook.mjs', banner: { js: '#!/usr/bin/env node' } },
  { ...node, entry: 'kernels/index.ts', file: 'index.mjs' },
];

await mkdir('dist', { recursive: true });
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
