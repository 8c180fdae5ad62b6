import { defineConfig } from 'vitest/config';

// Over a running `./candlemill demo`, whose address is in CANDLEMILL_DEMO: DemoPageIT of the module cli starts one.
export default defineConfig({
  test: {
    include: ['test/demo/**/*.test.ts'],
    environment: 'node',
    // A step after one that failed has nothing to stand on.
    bail: 1,
    testTimeout: 300_000,
    hookTimeout: 120_000,
    globalSetup: ['test/browser/unpack.ts'],
  },
});
