import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,golden,gates}/**/*.test.ts'],
    testTimeout: 60_000,
    // A browser on a machine that is busy with other work may stand still for half a minute; what is wrong fails twice.
    retry: process.env.CI ? 1 : 0,
    pool: 'forks',
  },
});
