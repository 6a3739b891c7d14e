import { Command } from 'commander';
import { BENCHMARK_SIZES } from '../benchmark/benchmarkRun.ts';
import { ENGINE_KINDS, type EngineKind } from '../engine/engineInfo.ts';
import { MOST_NEURONS } from '../model/buildNetwork.ts';
import { positive, readArguments, toNumber, UsageError, whole } from './arguments.ts';

/** What `npm run bench` is asked for, checked. */
export interface BenchOptions {
  readonly sizes: readonly number[];
  /** undefined: every kind that there is. */
  readonly kinds: readonly EngineKind[] | undefined;
  /** Threads of the cpu engine, one row for each; undefined: one, and as many as there are processors. */
  readonly threads: readonly number[] | undefined;
  /** Wall time for each case, s. */
  readonly seconds: number;
  readonly isInBrowser: boolean;
  readonly isJson: boolean;
}

/**
 * @param args What follows the program's name.
 * @returns The options, or the text that `--help` asked for.
 * @throws UsageError
 */
export function parseBenchOptions(args: readonly string[]): BenchOptions | { readonly help: string } {
  const command = new Command('bench')
    .description('Times every engine of this machine on networks of 12 to 4000 neurons, and prints a table.')
    .option('--sizes <list>', 'numbers of neurons, separated by commas', BENCHMARK_SIZES.join(','))
    .option(
      '--engines <list>',
      `some of ${ENGINE_KINDS.join(', ')}, separated by commas; all that there are by default`,
    )
    .option('--threads <list>', 'threads of the cpu engine; one, and as many as there are processors, by default')
    .option('--seconds <s>', 'how long to time each case, after its warm-up', '3')
    .option('--browser', 'run everything in headless Chromium instead of Node: webgl runs only there')
    .option('--json', 'print JSON instead of a table');
  const help = readArguments(command, args);
  if (help !== undefined) return { help };
  const text = command.opts<Record<string, string | undefined>>();
  return {
    sizes: wholes('--sizes', text['sizes']!, MOST_NEURONS),
    kinds: text['engines'] === undefined ? undefined : text['engines'].split(',').map(toKind),
    threads: text['threads'] === undefined ? undefined : wholes('--threads', text['threads'], Infinity),
    seconds: positive('--seconds', text['seconds'], 's'),
    isInBrowser: 'browser' in text,
    isJson: 'json' in text,
  };
}

function wholes(flag: string, list: string, most: number): number[] {
  return list.split(',').map((text) => {
    if (toNumber(text) > most) throw new UsageError(`${flag} is ${list}: expected whole numbers up to ${most}`);
    return whole(flag, text, 1);
  });
}

function toKind(name: string): EngineKind {
  const kind = ENGINE_KINDS.find((one) => one === name);
  if (kind !== undefined) return kind;
  throw new UsageError(`--engines has '${name}': expected some of ${ENGINE_KINDS.join(', ')}`);
}
