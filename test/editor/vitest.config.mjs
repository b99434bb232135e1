import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** A real VS Code is opened once and looked at by many tests in order: see editor.test.ts. */
export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  test: {
    include: ['test/editor/**/*.test.ts'],
    testTimeout: 180_000,
    // As for the other tests in a browser: see vitest.config.mjs.
    retry: process.env.CI ? 1 : 0,
    hookTimeout: 300_000,
    pool: 'forks',
    fileParallelism: false,
    sequence: { concurrent: false, shuffle: false },
    reporters: ['verbose'],
  },
});
