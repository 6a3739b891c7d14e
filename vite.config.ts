import react from '@vitejs/plugin-react';
import type { Plugin, UserConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import { ISOLATION_HEADERS } from './src/commands/serve.mjs';

/** Browsers with WebGPU or WebGL 2 read this; nothing older can run the lab. */
const TARGET = 'es2023';

/** Time spent in plugins is no news for somebody who types `npm start`. */
const CHECKS = { pluginTimings: false };

/** In Node the assembler reads a file; in a browser it asks whether it may, and a build would warn of the module that is not there. */
function withoutNode(): Plugin {
  return {
    name: 'without-node',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    resolveId: (source, importer) => (isNodeOfWabt(source, importer) ? '\0nothing' : undefined),
    load: (id) => (id === '\0nothing' ? 'export default {}' : undefined),
  };
}

function isNodeOfWabt(source: string, importer: string | undefined): boolean {
  return /^(fs|path|crypto)$/.test(source) && importer?.includes('/wabt/') === true;
}

/** The page: static files in dist/ with relative paths, so that any host serves them from any folder. */
const page: UserConfig = {
  base: './',
  plugins: [react(), withoutNode()],
  worker: { format: 'es', plugins: () => [withoutNode()] },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
  build: {
    target: TARGET,
    // kB: plotly and tfjs are large, but each has a chunk of its own that is loaded when it is needed
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { checks: CHECKS },
  },
};

/**
 * `vite build --mode cli`: the same lab without a page, in two bundles (src/commands/README.md).
 * .cache/cli/node/ holds the programs that run in Node; .cache/cli/browser/ is the page that it opens in a headless browser.
 */
const cli: UserConfig = {
  base: './',
  publicDir: false,
  plugins: [browserHostPage(), withoutNode()],
  worker: { format: 'es', plugins: () => [withoutNode()] },
  builder: {},
  environments: {
    ssr: {
      // these bring files of their own (a .node library, a driver) or read them, and must stay where npm put them
      resolve: { noExternal: true, external: ['webgpu', 'playwright-core', 'wabt'] },
      build: {
        outDir: '.cache/cli/node',
        ssr: true,
        target: 'node20',
        rolldownOptions: {
          input: ['src/cli/simulate.ts', 'src/cli/bench.ts', 'src/cli/memberWorker.ts'],
          // all in one folder: the programs find ../browser/ from where they lie
          output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
          checks: CHECKS,
        },
      },
    },
    client: {
      build: {
        outDir: '.cache/cli/browser',
        target: TARGET,
        chunkSizeWarningLimit: 2000,
        rolldownOptions: { input: 'src/cli/browserHost.ts', output: { entryFileNames: '[name].js' }, checks: CHECKS },
      },
    },
  },
};

function browserHostPage(): Plugin {
  return {
    name: 'browser-host-page',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle() {
      const source =
        '<!doctype html><meta charset="utf-8" /><link rel="icon" href="data:," /><script type="module" src="./browserHost.js"></script>\n';
      this.emitFile({ type: 'asset', fileName: 'index.html', source });
    },
  };
}

export default defineConfig(({ mode }) => ({
  ...(mode === 'cli' ? cli : page),
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
    // ms: whole runs of the network are among the tests, and a CI machine has two slow cores
    testTimeout: 30_000,
  },
}));
