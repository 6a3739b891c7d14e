import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { CommandError, note, ROOT, run, runTool } from './run.mjs';

const LOCK = path.join(ROOT, '.cache/lock');

/**
 * Installs the packages where they are missing or are others than package-lock.json names.
 *
 * @throws {CommandError} where npm fails
 */
export async function ensurePackages() {
  if (packagesAreInstalled(ROOT)) return;
  await withLock(LOCK, async () => {
    if (packagesAreInstalled(ROOT)) return;
    note('Installing the packages (npm ci), once …');
    // include=dev: with NODE_ENV=production npm would leave out the tools that build the lab
    const { code } = await runNpm(['ci', '--include=dev', '--loglevel=error']);
    if (code !== 0) throw new CommandError(`npm ci failed with exit code ${code}: see its message above.`);
  });
}

/** @param {readonly string[]} args */
function runNpm(args) {
  const cli = process.env['npm_execpath'];
  if (cli && path.basename(cli) === 'npm-cli.js') return run(process.execPath, [cli, ...args]);
  // on Windows npm is a script, which only a shell starts
  return run('npm', args, { shell: process.platform === 'win32' });
}

/**
 * True where node_modules holds what package-lock.json asks for. npm itself writes down what it installed, as the last
 * thing it does, in node_modules/.package-lock.json.
 *
 * @param {string} root
 */
export function packagesAreInstalled(root) {
  const installedFile = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  const installed = readPackages(installedFile);
  return Object.entries(wanted).every(([folder, { version, integrity, optional, devOptional }]) => {
    if (folder === '') return true;
    const found = installed[folder];
    // optional: the binaries of other systems
    if (!found) return optional === true || devOptional === true;
    return found.version === version && found.integrity === integrity;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** What there is to build: where it goes, and how vite is asked for it. */
const BUILDS = {
  page: { outDir: path.join(ROOT, 'dist'), args: ['build'] },
  cli: { outDir: path.join(ROOT, '.cache/cli/node'), args: ['build', '--mode', 'cli'] },
};

/**
 * Builds where the last build came from other sources than these. The hash of the sources lies in the build, so that a
 * build made by hand (which empties the folder first) counts as unknown.
 *
 * @param {keyof typeof BUILDS} name
 * @returns {Promise<string>} the folder of the build
 * @throws {CommandError} where the build fails
 */
export async function ensureBuilt(name) {
  const { outDir, args } = BUILDS[name];
  const stamp = path.join(outDir, '.built-from');
  const isFresh = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === hashSources(ROOT);
  if (isFresh()) return outDir;
  return withLock(LOCK, async () => {
    if (isFresh()) return outDir;
    note(`Building the ${name === 'page' ? 'lab' : 'command line'} …`);
    const hash = hashSources(ROOT);
    const { code } = await runTool('vite', [...args, '--logLevel', 'warn']);
    if (code !== 0) throw new CommandError(`The build failed with exit code ${code}: see its message above.`);
    writeFileSync(stamp, hash);
    return outDir;
  });
}

/**
 * A hash of every file that a build reads.
 *
 * @param {string} root
 */
export function hashSources(root) {
  const hash = createHash('sha256');
  for (const name of ['index.html', 'package-lock.json', 'vite.config.ts', 'public', 'src']) {
    for (const file of listFiles(path.join(root, name))) {
      if (/\.test\.\w+$/.test(file)) continue;
      const content = readFileSync(file);
      hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} start a file, a folder or nothing at all
 * @returns {string[]} in an order that does not depend on the system
 */
function listFiles(start) {
  if (!existsSync(start)) return [];
  try {
    return readdirSync(start)
      .toSorted()
      .flatMap((name) => listFiles(path.join(start, name)));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOTDIR') return [start];
    throw error;
  }
}
