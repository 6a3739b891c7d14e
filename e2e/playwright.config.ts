import { defineConfig } from '@playwright/test';
import { findChromium, SOFTWARE_GPU_ARGS } from '../src/commands/chromium.mjs';

const chromium = await findChromium();

/** Tests that measure time: two labs at once would measure each other. */
const ALONE = /\/(responsive|benchmark|transport)\.test\.ts$/;

/** The built page in headless Chromium, where SwiftShader gives WebGPU and WebGL on every machine. */
export default defineConfig({
  testDir: '.',
  outputDir: '.results/artifacts',
  reporter: [['list'], ['json', { outputFile: `.results/${process.env['E2E_REPORT'] ?? 'report'}.json` }]],
  fullyParallel: false,
  // of all projects; by default it is half of the cores
  workers: 2,
  // one run for each, see package.json: projects of one run would go on at the same time
  projects: [
    { name: 'together', testIgnore: ALONE },
    { name: 'alone', testMatch: ALONE, workers: 1 },
  ],
  retries: 0,
  forbidOnly: true,
  // ms: a run of the network on SwiftShader on two slow cores takes its time
  timeout: 240_000,
  expect: { timeout: 10_000 },
  use: {
    // set by `wait` below
    baseURL: process.env['LAB_URL'],
    // ms: a control that has not come by then is missing
    actionTimeout: 20_000,
    viewport: { width: 1280, height: 800 },
    // each visit would have all files of the lab fetched; tests of it allow it
    serviceWorkers: 'block',
    // the page is painted as on every machine without a GPU, by the processor: SwiftShader is left to the lab's engines,
    // which would otherwise wait 0.2 s for each of its frames
    launchOptions: { executablePath: chromium, args: [...SOFTWARE_GPU_ARGS, '--disable-gpu-compositing'] },
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: 'node src/commands/start.mjs --port 0',
    cwd: '..',
    wait: { stdout: /runs at (?<lab_url>\S+)/ },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 2000 },
  },
});
