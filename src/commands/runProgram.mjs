import path from 'node:path';
import { ensureBuilt, ensurePackages } from './ensure.mjs';
import { run, runCommand } from './run.mjs';
import { vulkanEnvironment } from './vulkan.mjs';

/**
 * Builds the command line where the sources changed and runs one of its programs; stdout belongs to the program.
 *
 * @param {'simulate' | 'bench'} name also that of the npm script
 */
export async function runProgram(name) {
  await runCommand(async () => {
    await ensurePackages();
    const program = path.join(await ensureBuilt('cli'), `${name}.js`);
    // npm goes to the repository's folder first; the user's relative paths count from where they stood
    const isRunByNpm = process.env['npm_lifecycle_event'] === name;
    const cwd = (isRunByNpm && process.env['INIT_CWD']) || process.cwd();
    const { code } = await run(process.execPath, [program, ...process.argv.slice(2)], {
      cwd,
      env: vulkanEnvironment(),
      stdio: 'inherit',
    });
    return code;
  });
}
