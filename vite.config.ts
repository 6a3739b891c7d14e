import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type Plugin, type Rolldown, type UserConfig } from 'vite';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { ISOLATION_HEADERS, PAGE_POLICY } from './src/commands/pageHeaders.mjs';
import { PAGE, type PageFile } from './src/offline/pageFile.ts';

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

/** The policy stands in the page too, for hosts that send no headers. The page of `vite dev` has none: it is made of inline styles. */
function contentPolicy(): Plugin {
  return {
    name: 'content-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: PAGE_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** Writes service-worker.js beside index.html, with the list of all other files. It is one file, since its scope is the folder that it lies in. */
function serviceWorker(): Plugin {
  let publicDir = '';
  return {
    name: 'service-worker',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => void ({ publicDir } = config),
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const built = Object.values(bundle).map((file) => ({
          name: file.fileName,
          content: Buffer.from(file.type === 'asset' ? file.source : file.code),
        }));
        if (!built.some(({ name }) => name === PAGE)) return this.error(`the build has no ${PAGE}`);
        const given = readdirSync(publicDir, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.join(entry.parentPath, entry.name))
          .map((file) => ({
            name: path.relative(publicDir, file).replaceAll(path.sep, '/'),
            content: readFileSync(file),
          }));
        // in the order in which they are kept: what is large comes last
        const files = [...built, ...given].toSorted(
          (a, b) => a.content.length - b.content.length || (a.name < b.name ? -1 : 1),
        );
        this.emitFile({
          type: 'asset',
          fileName: 'service-worker.js',
          source: await bundleServiceWorker(files.map(toPageFile)),
        });
      },
    },
  };
}

async function bundleServiceWorker(files: readonly PageFile[]): Promise<string> {
  const { output } = (await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { PAGE_FILES: JSON.stringify(files) },
    build: {
      write: false,
      target: TARGET,
      modulePreload: false,
      rolldownOptions: { input: 'src/offline/serviceWorker.ts', output: { format: 'iife' }, checks: CHECKS },
    },
  })) as Rolldown.RolldownOutput;
  return output[0].code;
}

function toPageFile({ name, content }: { readonly name: string; readonly content: Buffer }): PageFile {
  // the name of an asset holds a hash of its content
  if (name.startsWith('assets/')) return { name };
  return { name, integrity: `sha256-${createHash('sha256').update(content).digest('base64')}` };
}

/** The page: static files in dist/ with relative paths, so that any host serves them from any folder. */
const page: UserConfig = {
  base: './',
  plugins: [react(), withoutNode(), contentPolicy(), serviceWorker()],
  worker: { format: 'es', plugins: () => [withoutNode()] },
  resolve: { alias: { 'react-style-singleton': path.resolve('src/ui/styleSingleton.ts') } },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
  build: {
    target: TARGET,
    // every file is one of its own: the page's policy allows fonts from its host only
    assetsInlineLimit: 0,
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

/** Rooms whose tests need no process of their own: most of the time of so many small files would go into starting one. */
const LIGHT = [
  'model',
  'compiler',
  'recording',
  'analysis',
  'charts',
  'files',
  'experiment',
  'store',
  'wording',
  'ui',
].map((room) => `src/${room}/**/*.test.{ts,tsx}`);

export default defineConfig(({ mode }) => ({
  ...(mode === 'cli' ? cli : page),
  test: {
    // by default one core is left to vitest itself, which has little to do
    maxWorkers: '100%',
    projects: [
      tests('light', { include: LIGHT, isolate: false }),
      tests('whole', { include: ['src/**/*.test.{ts,tsx}'], exclude: LIGHT }),
    ],
  },
}));

function tests(name: string, which: object): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name,
      environment: 'node',
      // ms: whole runs of the network are among the tests, and a CI machine has two slow cores
      testTimeout: 30_000,
      ...which,
    },
  };
}
