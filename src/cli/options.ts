import { Command, CommanderError, Option } from 'commander';
import { ENGINE_KINDS, type EngineChoice } from '../engine/engineInfo.ts';
import type { PresetName } from '../model/description.ts';
import { PRESETS } from '../model/presets.ts';

/** What the command line asks for, checked. */
export interface SimulateOptions {
  /** Folder with ach_mat.npy, fgaba_mat.npy, current.npy and perhaps initial_state.npy. */
  readonly folder: string;
  /** Folder for the results. */
  readonly out: string;
  readonly engine: EngineChoice;
  /** Whether to run in headless Chromium although the engine may run in Node. */
  readonly isInBrowser: boolean;
  /** ms. */
  readonly duration: number;
  /** ms. */
  readonly dt: number;
  readonly recordEvery: number;
  readonly samplesPerMs: number;
  readonly seed: number;
  readonly preset: PresetName;
}

/** The command line cannot be followed; the message is one sentence for the user. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * @param args What follows the program's name.
 * @returns The options, or the text that `--help` asked for.
 * @throws UsageError
 */
export function parseOptions(args: readonly string[]): SimulateOptions | { readonly help: string } {
  let help = '';
  const command = describeCommand()
    .exitOverride()
    .configureOutput({ writeOut: (text) => (help += text), writeErr: () => {} });
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return { help };
    throw new UsageError(toSentence(error.message));
  }
  const [folder] = command.processedArgs as [string];
  const text = command.opts<Record<string, string | undefined>>();
  const engine = text['engine'] as EngineChoice;
  const duration = positive('--duration', text['duration'], 'ms');
  const dt = positive('--dt', text['dt'], 'ms');
  if (duration < dt) throw new UsageError(`--duration is ${duration}: expected at least one step of ${dt} ms`);
  if (text['out'] === undefined) throw new UsageError('--out is missing: expected a folder for the results');
  return {
    folder,
    out: text['out'],
    engine,
    isInBrowser: engine === 'webgl' || 'browser' in text,
    duration,
    dt,
    recordEvery: whole('--record-every', text['recordEvery'], 1),
    samplesPerMs: positive('--samples-per-ms', text['samplesPerMs'], 'samples'),
    seed: whole('--seed', text['seed'], 0),
    preset: text['preset'] as PresetName,
  };
}

function describeCommand(): Command {
  return new Command('simulate')
    .description('Simulates a network of neurons on an engine of the lab, without a page.')
    .argument('<folder>', 'holds ach_mat.npy, fgaba_mat.npy, current.npy and perhaps initial_state.npy')
    .option('--duration <ms>', 'simulated time; required')
    .option('--out <folder>', 'required; gets voltage.npy, spikes.csv, final_state.npy and run.json')
    .addOption(
      new Option('--engine <kind>', 'auto takes WebGPU on a real GPU, else the reference (float64 on the processor)')
        .choices(['auto', ...ENGINE_KINDS])
        .default('auto'),
    )
    .option('--browser', 'run in headless Chromium, as webgl always does')
    .option('--dt <ms>', 'length of a step', '0.01')
    .option('--record-every <steps>', 'keep V at the start of every so many steps', '10')
    .option('--samples-per-ms <number>', 'how dense the samples of current.npy are', '100')
    .option('--seed <number>', 'seeds the initial state where there is no initial_state.npy', '0')
    .addOption(
      new Option('--preset <name>', 'which edition of the model').choices(Object.keys(PRESETS)).default('nerveflow'),
    );
}

/** Commander says 'error: it is so. Expected that.' and goes on in further lines. */
function toSentence(message: string): string {
  return message
    .replace(/^error: /, '')
    .replaceAll('\n', ' ')
    .replace(/\. ([A-Z])/g, (_, capital: string) => `: ${capital.toLowerCase()}`)
    .replace(/\.$/, '');
}

function positive(flag: string, text: string | undefined, unit: string): number {
  const value = toNumber(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UsageError(`${flag} is ${text ?? 'missing'}: expected a positive number of ${unit}`);
}

function whole(flag: string, text: string | undefined, least: number): number {
  const value = toNumber(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`${flag} is ${text ?? 'missing'}: expected a whole number from ${least} on`);
}

/** Number('') is 0. */
function toNumber(text: string | undefined): number {
  return text === undefined || text.trim() === '' ? NaN : Number(text);
}
