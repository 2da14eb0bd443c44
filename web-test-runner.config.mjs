import { readFileSync } from 'node:fs';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { findBrowser } from './test/find-browser.mjs';

const browser = await findBrowser();
const worker = readFileSync(new URL('./node_modules/msw/lib/mockServiceWorker.js', import.meta.url), 'utf8');

export default {
  files: [
    'test/core/**/*.test.ts',
    'test/journal/**/*.test.ts',
    'test/sync/**/*.test.ts',
    'test/client/**/*.test.ts',
    'test/capture/**/*.test.ts',
    'test/reorder/**/*.test.ts',
    'test/widgets/**/*.test.ts',
  ],
  nodeResolve: { browser: true, exportConditions: ['browser'] },
  // Chromium draws no frames in a tab behind another one, and re-ordering is about frames.
  concurrency: 1,
  testsFinishTimeout: 120000,
  testFramework: { config: { timeout: 10000 } },
  browsers: [chromeLauncher({ launchOptions: browser })],
  plugins: [esbuildPlugin({ ts: true, target: 'esnext', tsconfig: 'tsconfig.json' })],
  middleware: [
    // The worker that plays a failing server must come from the root to see every request.
    async (context, next) => {
      if (context.path !== '/mockServiceWorker.js') return next();
      context.type = 'text/javascript';
      context.body = worker;
    },
  ],
  testRunnerHtml: (framework) =>
    `<!doctype html><html lang="en"><head><title>tests</title></head><body>
      <script>globalThis.process = { env: { NODE_ENV: 'test' } };</script>
      <script type="module" src="${framework}"></script></body></html>`,
};
