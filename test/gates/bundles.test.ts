import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const dist = new URL('../../dist/', import.meta.url);
const bundles = JSON.parse(readFileSync(new URL('bundles.json', dist), 'utf8')) as Record<
  string,
  { bytes: number; inputs: string[] }
>;

/** Kilobytes after gzip. A budget is raised on purpose, in a commit that says what for. */
const budgets: Record<string, number> = {
  'clip-notebook.mjs': 260,
  'extension.cjs': 40,
  'index.mjs': 420,
  'interrupt.worker.mjs': 4,
  'kernel.mjs': 60,
  'page.js': 8,
  'page-plotly.js': 4,
  'image.worker.mjs': 40,
  'phantoms.worker.mjs': 160,
  'projection.worker.mjs': 16,
  'descent.worker.mjs': 4,
  'render-shards.mjs': 160,
  'typescript.mjs': 1_040,
  'plugins/node_modules/clip-notebook-cells/index.js': 6,
  'renderers/embedding-map.js': 24,
  // Pictures and tables of all views; asked for by the first file that is saved.
  'renderers/export.js': 24,
  'renderers/image.js': 12,
  // All of Plotly; asked for by the first plot.
  'renderers/plotly.js': 1_500,
  'renderers/progress.js': 12,
  'renderers/prompt-comparison.js': 20,
  // Eight kinds of parts, their charts, and what is chosen in them.
  'renderers/sheet.js': 28,
  'renderers/similarity-distribution.js': 20,
  'renderers/table.js': 12,
  'renderers/tensor.js': 12,
  'renderers/toolkit.js': 40,
  'renderers/workbench.js': 12,
  'renderers/zero-shot.js': 20,
};

it('has a budget for every bundle', () => {
  expect(Object.keys(bundles).sort()).toEqual(Object.keys(budgets).sort());
});

it.each(Object.entries(budgets))('%s stays within %d KB gzipped', (file, kilobytes) => {
  expect(gzipSync(readFileSync(new URL(file, dist))).length / 1024).toBeLessThanOrEqual(kilobytes);
});

/** Bundles that bring packages along, because where they run nothing is installed. */
const whole: readonly string[] = [
  'kernel.mjs',
  'typescript.mjs',
  'renderers/plotly.js',
  'renderers/toolkit.js',
];

it('bundles no package: dependencies stay outside, installed and patched by npm', () => {
  for (const [file, { inputs }] of Object.entries(bundles)) {
    if (whole.includes(file)) continue;
    expect(inputs.filter(input => input.includes('node_modules'))).toEqual([]);
  }
});

it('puts nothing of the kernel into a page', () => {
  for (const [file, { inputs }] of Object.entries(bundles)) {
    if (!file.startsWith('renderers/')) continue;
    expect(inputs.filter(input => !/^(webviews|node_modules)\//.test(input))).toEqual([]);
  }
});
