import './nodeVersion.mjs';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureBuilt, ensurePackages } from './ensure.mjs';
import { ensurePython } from './python.mjs';
import { reportError, ROOT, runCommand, runTool } from './run.mjs';
import { countPlaywright, countVitest } from './testCounts.mjs';
import { vulkanEnvironment } from './vulkan.mjs';

const UNIT_REPORT = path.join(ROOT, '.cache/vitest.json');

/** @typedef {import('./testCounts.mjs').Counts} Counts */

/**
 * A stage returns the exit code of its tools; where they count tests, they leave a report.
 *
 * @typedef {{
 *   name: string,
 *   work: (env: Record<string, string>) => Promise<number>,
 *   report?: { file: string, count: (json: any) => Counts },
 * }} Stage
 */

/** @type {readonly Stage[]} */
const STAGES = [
  {
    name: 'types, oxlint, prettier, knip',
    // side by side: prettier takes one core for as long as the others take the other
    work: async () => {
      const codes = await Promise.all([
        tool('prettier', ['--check', '--log-level', 'warn', '.']),
        tool('typescript', ['--noEmit']),
        tool('oxlint', ['--deny-warnings']),
        tool('knip', []),
      ]);
      return Math.max(...codes);
    },
  },
  {
    name: 'unit and architecture tests',
    work: (env) =>
      tool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`], env),
    report: { file: UNIT_REPORT, count: countVitest },
  },
  {
    name: 'build',
    work: async () => {
      await ensureBuilt('page');
      await ensureBuilt('cli');
      return 0;
    },
  },
  endToEnd('together'),
  // what measures time
  endToEnd('alone'),
];

await runCommand(async () => {
  /** @type {Counts} */
  const totals = { passed: 0, failed: 0, skipped: [] };
  try {
    await runStages(totals);
  } catch (error) {
    totals.failed += 1;
    reportError(error);
  }
  if (totals.skipped.length > 0) print(`\nskipped:\n${totals.skipped.map((name) => `  ${name}`).join('\n')}`);
  print(`\n${totals.passed} passed, ${totals.failed} failed`);
  return totals.failed === 0 ? 0 : 1;
});

/**
 * @param {'together' | 'alone'} project of e2e/playwright.config.ts
 * @returns {Stage}
 */
function endToEnd(project) {
  return {
    name: `end-to-end tests: ${project}`,
    work: (env) =>
      tool('@playwright/test', ['test', '--config', 'e2e/playwright.config.ts', '--project', project], {
        ...env,
        E2E_REPORT: project,
      }),
    report: { file: path.join(ROOT, `e2e/.results/${project}.json`), count: countPlaywright },
  };
}

/** @param {Counts} totals */
async function runStages(totals) {
  await ensurePackages();
  // tests of both kinds open a browser
  const env = { CHROMIUM_PATH: await ensureChromium(), ...(await pythonEnvironment(totals)), ...vulkanEnvironment() };
  for (const { name, work, report } of STAGES) {
    print(`\n── ${name}`);
    const start = performance.now();
    if (report) rmSync(report.file, { force: true });
    const code = await work(env);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const counts = report && readCounts(report);
    totals.passed += counts?.passed ?? 0;
    totals.skipped.push(...(counts?.skipped ?? []));
    // a tool may fail without a failing test (a type error, a test file that does not load), or end without a report
    if (code !== 0 || counts?.failed || (report && !counts)) {
      totals.failed += counts?.failed || 1;
      print(`✗ ${name}: failed after ${seconds} s; what is wrong stands above. The stages after it did not run.`);
      return;
    }
    print(`✓ ${name}: ${seconds} s`);
  }
}

/**
 * Tests of exported files run them in Python. Where it cannot be had they are skipped, and the summary says why.
 *
 * @param {Counts} totals
 * @returns {Promise<Record<string, string>>}
 */
async function pythonEnvironment(totals) {
  const python = await ensurePython();
  if ('path' in python) return { PYTHON_PATH: python.path };
  totals.skipped.push(`tests in Python, those listed here by name: ${python.problem}`);
  return {};
}

/** @param {{ file: string, count: (json: any) => Counts }} report */
function readCounts({ file, count }) {
  return existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

/**
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 */
async function tool(packageName, args, env) {
  const { code } = await runTool(packageName, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  return code;
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}
