import './nodeVersion.mjs';
import util from 'node:util';
import { ensureBuilt, ensurePackages } from './ensure.mjs';
import { CommandError, runCommand } from './run.mjs';
import { serve } from './serve.mjs';

const FIRST_PORT = 4173;
const PORTS_TO_TRY = 50;

await runCommand(async () => {
  const { port, host } = readOptions();
  await ensurePackages();
  const root = await ensureBuilt('page');
  const { url, close } = await serveOnFreePort(root, port, host);
  process.stdout.write(`\n  NerveFlow Lab runs at ${url}\n  Ctrl+C ends it.\n\n`);
  if (host !== undefined && !/^(localhost|127\.|::1)/.test(host)) {
    process.stdout.write('  Browsers on other machines offer WebGPU over https only; over http they run WebGL.\n\n');
  }
  await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  await close();
  return 0;
});

function readOptions() {
  const usage = 'Usage: npm start -- [--port 4173] [--host 127.0.0.1]';
  try {
    const { values } = util.parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65536)) {
      throw new Error(`--port ${values.port} is no port: expected a whole number from 0 (any free one) to 65535`);
    }
    return { port, host: values.host };
  } catch (error) {
    throw new CommandError(`${/** @type {Error} */ (error).message}. ${usage}`);
  }
}

/**
 * @param {string} root
 * @param {number | undefined} port nothing: 4173 or the next free one
 * @param {string | undefined} host
 */
async function serveOnFreePort(root, port, host) {
  const candidates = port === undefined ? Array.from({ length: PORTS_TO_TRY }, (_, i) => FIRST_PORT + i) : [port];
  for (const candidate of candidates) {
    try {
      return await serve({ root, port: candidate, ...(host !== undefined && { host }) });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE') throw error;
    }
  }
  throw new CommandError(
    port === undefined
      ? `No port from ${FIRST_PORT} to ${FIRST_PORT + PORTS_TO_TRY - 1} is free: choose one with --port.`
      : `Port ${port} is in use: choose another one, or leave --port out for the next free one.`,
  );
}
