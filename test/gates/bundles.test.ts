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
  'index.mjs': 250,
  'image.worker.mjs': 40,
  'phantoms.worker.mjs': 160,
  'render-shards.mjs': 160,
};

it('has a budget for every bundle', () => {
  expect(Object.keys(bundles).sort()).toEqual(Object.keys(budgets).sort());
});

it.each(Object.entries(budgets))('%s stays within %d KB gzipped', (file, kilobytes) => {
  expect(gzipSync(readFileSync(new URL(file, dist))).length / 1024).toBeLessThanOrEqual(kilobytes);
});

it('bundles no package: dependencies stay outside, installed and patched by npm', () => {
  for (const { inputs } of Object.values(bundles)) {
    expect(inputs.filter(input => input.includes('node_modules'))).toEqual([]);
  }
});
