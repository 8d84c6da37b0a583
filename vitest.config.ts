import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    alias: {
      'openai-images/check': new URL('src/check.ts', import.meta.url).pathname,
      'openai-images/node': new URL('src/node.ts', import.meta.url).pathname,
      'openai-images': new URL('src/index.ts', import.meta.url).pathname,
    },
    // One a core: by default one is left over for whoever watches.
    maxWorkers: '100%',
    globalSetup: './test/support/build.ts',
    // The environment of whoever runs the tests must not reach the client under test.
    env: { OPENAI_API_KEY: '', OPENAI_BASE_URL: '', OPENAI_ORG_ID: '', OPENAI_PROJECT_ID: '' },
    reporters: ['default', './test/support/count-reporter.ts'],
    testTimeout: 20_000,
  },
});
