// Builds every bundle into dist/: one row a bundle, one loop.
import { main as compileAssembly } from 'assemblyscript/asc';
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const node = { platform: 'node', target: 'node20', format: 'esm', packages: 'external' };

/** The editor loads CommonJS; `import.meta.url` in what it bundles means the bundle itself. */
const host = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  packages: 'external',
  define: { 'import.meta.url': 'thisBundle' },
  banner: { js: `const thisBundle = require('node:url').pathToFileURL(__filename).href;` },
};

/** The kernel and the command share one compiler, a bundle of its own: 1 MB of the package that it need not carry twice. */
const compiler = {
  name: 'compiler',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^typescript$/ }, () => ({ path: './typescript.mjs', external: true })),
};

/** Brings its packages along, whose CommonJS asks for what modules have not. */
const whole = {
  packages: 'bundle',
  external: ['sharp', 'onnxruntime-node'],
  minify: true,
  banner: {
    js: "import { createRequire as r } from 'node:module'; import { fileURLToPath as f } from 'node:url'; const require = r(import.meta.url), __filename = f(import.meta.url), __dirname = f(new URL('.', import.meta.url));",
  },
};

/** TypeScript's server looks for plugins in a folder of packages, and calls what the module is. */
const plugin = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  footer: { js: 'module.exports = module.exports.default;' },
};

/** Views are loaded by the page, each by itself. */
const page = { platform: 'browser', target: 'es2022', format: 'esm', minify: true };
const views = [
  'embedding-map',
  'image',
  'progress',
  'prompt-comparison',
  'sheet',
  'similarity-distribution',
  'table',
  'tensor',
  'zero-shot',
];

const bundles = [
  { ...host, entry: 'extension/main.ts', file: 'extension.cjs' },
  {
    ...plugin,
    entry: 'extension/language/plugin/main.ts',
    file: 'plugins/node_modules/clip-notebook-cells/index.js',
  },
  {
    ...node,
    entry: 'kernels/cli/main.ts',
    file: 'clip-notebook.mjs',
    plugins: [compiler],
    banner: { js: '#!/usr/bin/env node' },
  },
  { ...node, entry: 'kernels/index.ts', file: 'index.mjs' },
  { ...node, ...whole, entry: 'kernels/typescript/main.ts', file: 'kernel.mjs', plugins: [compiler] },
  {
    ...node,
    ...whole,
    entry: 'node_modules/typescript/lib/typescript.js',
    file: 'typescript.mjs',
    sourcemap: false,
  },
  { ...node, entry: 'kernels/typescript/interrupt.worker.ts', file: 'interrupt.worker.mjs' },
  { ...node, entry: 'kernels/clip/preprocessing/image.worker.ts', file: 'image.worker.mjs' },
  { ...node, entry: 'kernels/phantoms/phantoms.worker.ts', file: 'phantoms.worker.mjs' },
  { ...node, entry: 'kernels/analysis/projections/projection.worker.ts', file: 'projection.worker.mjs' },
  { ...node, entry: 'kernels/analysis/projections/tsne/descent.worker.ts', file: 'descent.worker.mjs' },
  { ...node, entry: 'kernels/phantoms/shards/render.ts', file: 'render-shards.mjs' },
  ...views.map(view => ({ ...page, entry: `webviews/${view}/main.ts`, file: `renderers/${view}.js` })),
  { ...page, entry: 'webviews/workbench/main.ts', file: 'renderers/workbench.js' },
  { ...page, entry: 'webviews/export/main.ts', file: 'renderers/export.js' },
  { ...page, entry: 'webviews/runtime/toolkit.ts', file: 'renderers/toolkit.js' },
  { ...page, entry: 'node_modules/plotly.js-dist/plotly.js', file: 'renderers/plotly.js', sourcemap: false },
  { ...page, entry: 'webviews/page/draw.ts', file: 'page.js' },
  { ...page, entry: 'webviews/page/plotly.ts', file: 'page-plotly.js' },
];

/** Data that the bundles open beside themselves, by `new URL('./name', import.meta.url)`. */
const files = ['kernels/clip/tokenizers/bpe_simple_vocab_16e6.LICENSE'];

/** Of its 262,145 lines CLIP reads a heading and 48,894 merges: the rest is 1 MB that nobody opens. */
const vocabulary = { file: 'kernels/clip/tokenizers/bpe_simple_vocab_16e6.txt.gz', lines: 48_895 };

/** The model that loadClip('builtin') opens, as training leaves it. */
const builtin = 'kernels/clip/builtin/model';

/** AssemblyScript modules, read through kernels/bundle-url.ts. */
const assemblies = [
  { entry: 'kernels/clip/preprocessing/resample.assembly.ts', file: 'resample.wasm', memory: [] },
  {
    entry: 'kernels/analysis/projections/tsne/forces.assembly.ts',
    file: 'forces.wasm',
    memory: ['--enable', 'threads', '--importMemory', '--sharedMemory', '--maximumMemory', '65536'],
  },
];

await mkdir('dist', { recursive: true });
for (const { entry, file, memory } of assemblies) {
  const flags = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--noAssert', ...memory];
  const { error, stderr } = await compileAssembly([entry, '-o', `dist/${file}`, ...flags]);
  if (error) throw new Error(`${entry}: ${error.message}\n${stderr.toString()}`);
}
for (const file of files) await copyFile(file, `dist/${basename(file)}`);
await writeFile(
  `dist/${basename(vocabulary.file)}`,
  firstLines(await readFile(vocabulary.file), vocabulary.lines),
);
if (existsSync(`${builtin}/config.json`)) await cp(builtin, 'dist/builtin', { recursive: true });
else await rm('dist/builtin', { recursive: true, force: true });
const sizes = {};
for (const { entry, file, ...options } of bundles) {
  const { metafile } = await build({
    ...options,
    entryPoints: [entry],
    outfile: `dist/${file}`,
    bundle: true,
    sourcemap: options.sourcemap ?? true,
    metafile: true,
    logLevel: 'warning',
  });
  sizes[file] = { bytes: metafile.outputs[`dist/${file}`].bytes, inputs: Object.keys(metafile.inputs) };
}
await writeFile('dist/bundles.json', JSON.stringify(sizes, null, 2));

function firstLines(compressed, count) {
  const lines = gunzipSync(compressed).toString('utf8').split('\n').slice(0, count);
  return gzipSync(`${lines.join('\n')}\n`, { level: 9 });
}
