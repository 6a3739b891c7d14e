import os from 'node:os';
import process from 'node:process';
import type { ProgressStream } from './progressLine.ts';

const SUCCESS = 0;
const BUG = 1;
const REFUSED = 2;

/** The user or the system wants the program to end early. */
export class Interruption extends Error {
  /** The shell's convention: 128 and the number of the signal. */
  readonly exitCode: number;

  /** @param outcome What became of the work so far. */
  constructor(exitCode: number, outcome = 'nothing of this run was kept') {
    super(`interrupted: ${outcome}`);
    this.exitCode = exitCode;
  }
}

/** What a program needs of its process. */
export interface Surroundings {
  /** Gets what was asked for: the text of `--help`, the table of a benchmark. */
  readonly stdout: { write(text: string): unknown };
  /** Gets progress, and the sentence when something is wrong. */
  readonly stderr: ProgressStream;
  /** Aborted with an Interruption; heard before every batch. */
  readonly signal: AbortSignal;
}

/**
 * Runs the body of a program.
 *
 * @returns The exit code: 0; 2 after one sentence on stderr; that of the signal when interrupted; 1 after a stack when the
 * lab itself is at fault.
 */
export async function exitCodeOf(body: () => Promise<void>, stderr: ProgressStream): Promise<number> {
  try {
    await body();
    return SUCCESS;
  } catch (error) {
    const isSentence = error instanceof Error && !(error instanceof TypeError || error instanceof ReferenceError);
    if (!isSentence) {
      stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      return BUG;
    }
    stderr.write(`${error.message.replaceAll('\n', ' ')}\n`);
    return error instanceof Interruption ? error.exitCode : REFUSED;
  }
}

/** Gives a program this process: its arguments, streams and signals; ends the process with the exit code. */
export async function beginProgram(
  program: (args: readonly string[], surroundings: Surroundings) => Promise<number>,
): Promise<never> {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    // Once: a second signal ends a process that does not come to its next batch.
    process.once(name, () => interruption.abort(new Interruption(128 + os.constants.signals[name])));
  }
  const { stdout, stderr } = process;
  const code = await program(process.argv.slice(2), { stdout, stderr, signal: interruption.signal });
  // By hand: an open graphics device keeps Node alive. Pipes may still hold the last line.
  await new Promise((resolve) => stdout.write('', resolve));
  await new Promise((resolve) => stderr.write('', resolve));
  process.exit(code);
}
