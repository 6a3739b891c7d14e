import './nodeVersion.mjs';
import path from 'node:path';
import { ensureBuilt, ensurePackages } from './ensure.mjs';
import { run, runCommand } from './run.mjs';
import { vulkanEnvironment } from './vulkan.mjs';

await runCommand(async () => {
  await ensurePackages();
  const program = path.join(await ensureBuilt('cli'), 'simulate.js');
  // npm goes to the repository's folder first; the user's relative paths count from where they stood
  const isRunByNpm = process.env['npm_lifecycle_event'] === 'simulate';
  const cwd = (isRunByNpm && process.env['INIT_CWD']) || process.cwd();
  const { code } = await run(process.execPath, [program, ...process.argv.slice(2)], {
    cwd,
    env: vulkanEnvironment(),
    stdio: 'inherit',
  });
  return code;
});
