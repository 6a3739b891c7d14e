import os from 'node:os';
import process from 'node:process';
import { Interruption, runSimulate } from './runSimulate.ts';

/** The program: `simulate DIR --duration 200 --out OUT`. Everything but the process itself is in runSimulate. */
const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  // Once: a second signal ends a process that does not come to its next batch.
  process.once(name, () => interruption.abort(new Interruption(128 + os.constants.signals[name])));
}

const { stdout, stderr } = process;
const code = await runSimulate(process.argv.slice(2), { stdout, stderr, signal: interruption.signal });

// By hand: an open graphics device keeps Node alive. Pipes may still hold the last line.
await new Promise((resolve) => stderr.write('', resolve));
process.exit(code);
