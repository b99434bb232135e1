import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,golden,gates}/**/*.test.ts'],
    testTimeout: 60_000,
    pool: 'forks',
  },
});
