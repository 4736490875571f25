import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    // Files share what they import: loading it anew for each took a fifth of the time. None of them keeps state there.
    isolate: false,
    maxWorkers: 2,
    // A machine under load must not turn a slow start into a failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
});
