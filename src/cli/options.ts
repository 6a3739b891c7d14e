import { Command, Option } from 'commander';
import {
  ENGINE_KINDS,
  PRECISIONS,
  type EngineChoice,
  type EngineRequest,
  type Precision,
} from '../engine/engineInfo.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { isExperimentName } from '../experiment/experimentFormat.ts';
import type { LongRunDescription, ParameterChange, PresetName, Probe } from '../model/description.ts';
import { PRESETS } from '../model/presets.ts';
import type { MergeFormat } from '../simulation/longRun/mergeRun.ts';
import { positive, readArguments, toNumber, UsageError, whole } from './arguments.ts';
import { readLongRun, readResume, type ResumeOptions } from './longRunOptions.ts';
import { parseAxis, seedsFrom, type Sweep, type SweepAxis } from './sweep.ts';

/** What the command line asks for, checked. */
export interface SimulateOptions {
  /**
   * Folder with ach_mat.npy, fgaba_mat.npy, current.npy and perhaps initial_state.npy; an experiment file, with what was read of it; or how many
   * neurons to generate.
   */
  readonly source:
    | { readonly folder: string }
    | { readonly file: string; readonly experiment: Experiment }
    | { readonly neurons: number };
  /** Folder for the results. */
  readonly out: string;
  readonly engine: EngineRequest;
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
  /** What is recorded besides V. */
  readonly probes: readonly Probe[];
  /** In the order in which they were given; they come on top of an experiment's own. */
  readonly changes: readonly ParameterChange[];
  /** Many runs instead of one. */
  readonly sweep?: Sweep;
  /** Batch by batch to disk. */
  readonly longRun?: LongRunDescription;
  /** What the batches are merged to in the end. */
  readonly merge?: MergeFormat;
}

/** The experiment file that the command line names, if it names one. @throws UsageError where it cannot be followed at all */
export function experimentFileOf(args: readonly string[]): string | undefined {
  const command = describeCommand([], [], []);
  if (readArguments(command, args) !== undefined) return undefined;
  const [source] = command.processedArgs as [string | undefined];
  return source !== undefined && isExperimentName(source) ? source : undefined;
}

/**
 * @param args What follows the program's name.
 * @param experiment What stands in the experiment file that they name: it says what they leave out.
 * @returns The options, or the text that `--help` asked for.
 * @throws UsageError
 */
export function parseOptions(
  args: readonly string[],
  experiment?: Experiment,
): SimulateOptions | ResumeOptions | { readonly help: string } {
  const changes: ParameterChange[] = [];
  const axes: SweepAxis[] = [];
  const probes: Probe[] = [];
  const command = describeCommand(changes, axes, probes);
  const help = readArguments(command, args);
  if (help !== undefined) return { help };
  const [folder] = command.processedArgs as [string | undefined];
  const text = command.opts<Record<string, string | undefined>>();
  const isGiven = (name: string): boolean => command.getOptionValueSource(name) === 'cli';
  const merge = text['merge'] as MergeFormat | undefined;
  if ('resume' in text) {
    return readResume(command, folder, {
      engine: readEngine(text, isGiven, undefined),
      isInBrowser: text['engine'] === 'webgl' || 'browser' in text,
      ...(merge && { merge }),
    });
  }
  if (experiment && isGiven('samplesPerMs')) {
    throw new UsageError('--samples-per-ms of an experiment: expected it with a folder; an experiment says it itself');
  }
  /** An option's own value where it was given, or where no experiment says another. */
  const orOf = <T>(name: string, read: (digits: string | undefined) => T, own: T | undefined): T =>
    own !== undefined && !isGiven(name) ? own : read(text[name]);
  const engine = readEngine(text, isGiven, experiment?.engine);
  const duration = orOf('duration', (digits) => positive('--duration', digits, 'ms'), experiment?.duration);
  const dt = orOf('dt', (digits) => positive('--dt', digits, 'ms'), experiment?.dt);
  if (duration < dt) throw new UsageError(`--duration is ${duration}: expected at least one step of ${dt} ms`);
  if (text['out'] === undefined) throw new UsageError('--out is missing: expected a folder for the results');
  const seed = orOf('seed', (digits) => whole('--seed', digits, 0), experiment?.network.seed);
  const seeds = text['seeds'] === undefined ? undefined : whole('--seeds', text['seeds'], 1);
  const isSweep = axes.length > 0 || seeds !== undefined;
  if (isSweep && probes.length > 0)
    throw new UsageError('--record of a sweep: expected it without --sweep and --seeds');
  const longRun = readLongRun(text, { ofExperiment: experiment?.longRun, isSweep, hasProbes: probes.length > 0 });
  return {
    source: readSource(folder, text['neurons'], experiment),
    out: text['out'],
    engine,
    isInBrowser: engine.choice === 'webgl' || 'browser' in text,
    duration,
    dt,
    recordEvery: longRun
      ? (experiment?.recordEvery ?? longRun.record.every * Math.ceil(USUAL_EVERY / longRun.record.every))
      : orOf(
          'recordEvery',
          (digits = isSweep ? '100' : String(USUAL_EVERY)) => whole('--record-every', digits, 1),
          isSweep ? undefined : experiment?.recordEvery,
        ),
    samplesPerMs: positive('--samples-per-ms', text['samplesPerMs'], 'samples'),
    seed,
    preset: orOf('preset', (name) => name as PresetName, experiment?.network.preset),
    probes: probes.length > 0 || isSweep ? probes : (experiment?.probes ?? []),
    changes,
    ...(isSweep && { sweep: { axes, ...(seeds !== undefined && { seeds: seedsFrom(seed, seeds) }) } }),
    ...(longRun && { longRun }),
    ...(merge && { merge }),
  };
}

/** Steps from one recorded V to the next, where nothing else is asked for. */
const USUAL_EVERY = 10;

/** What is asked for takes the place of the experiment's request as a whole: another engine may have no such threads. */
function readEngine(
  text: Record<string, string | undefined>,
  isGiven: (name: string) => boolean,
  ofExperiment: EngineRequest | undefined,
): EngineRequest {
  if (ofExperiment && !['engine', 'precision', 'threads'].some(isGiven)) return ofExperiment;
  return {
    choice: text['engine'] as EngineChoice,
    precision: text['precision'] as Precision | undefined,
    threads: text['threads'] === undefined ? undefined : whole('--threads', text['threads'], 1),
  };
}

/** @param changes Receives what --set and --scale ask for. @param axes Receives those of --sweep. @param probes Receives those of --record. */
function describeCommand(changes: ParameterChange[], axes: SweepAxis[], probes: Probe[]): Command {
  return new Command('simulate')
    .description('Simulates a network of neurons on an engine of the lab, without a page.')
    .argument(
      '[source]',
      'an experiment that the page saved (experiment.zip or .json), which the options below change; or a folder with ach_mat.npy, fgaba_mat.npy, current.npy and perhaps initial_state.npy',
    )
    .option('--neurons <number>', 'instead of both: a network of so many neurons, drawn by the seed, with an odour')
    .option('--duration <ms>', 'simulated time; required, but for an experiment')
    .option(
      '--out <folder>',
      'required; gets voltage.npy, spikes.csv, final_state.npy, run.json and experiment.zip, which runs it again, with --record probes.npy; of a sweep sweep.csv, run.json and experiment.zip; with --batches state.batchK.npy, spikes.batchK.csv and checkpoint.batchK.npz of each batch',
    )
    .addOption(
      new Option('--engine <kind>', 'auto takes what a GPU or the processor runs this network on fastest')
        .choices(['auto', ...ENGINE_KINDS])
        .default('auto'),
    )
    .addOption(new Option('--precision <name>', 'what the engine computes in').choices(PRECISIONS))
    .option('--threads <number>', 'threads of the cpu engine; of a sweep, how many runs go on at once')
    .addOption(
      new Option(
        '--set <name=value>',
        "a parameter's value: g_GABA=0.4, or PN.g_GABA=0.4 for one population",
      ).argParser((text) => void changes.push(parseChange('--set', text))),
    )
    .addOption(
      new Option(
        '--scale <name=factor>',
        'the same with a factor; both may be repeated, in the order they are to apply',
      ).argParser((text) => void changes.push(parseChange('--scale', text))),
    )
    .addOption(
      new Option(
        '--sweep <name=start:stop:count>',
        'a run for each of so many values of a parameter, start and stop included; repeated, for each pair of values',
      ).argParser((text) => void axes.push(parseAxis(text))),
    )
    .option(
      '--seeds <count>',
      'a run for each of so many seeds, from --seed on: they draw the initial state (initial_state.npy is left aside), and with --neurons connectivity and odour',
    )
    .option('--browser', 'run in headless Chromium, as webgl always does')
    .option('--dt <ms>', 'length of a step', '0.01')
    .option(
      '--record-every <steps>',
      'keep V at the start of every so many steps (default: 10; 100 in a sweep); with --batches a row of the state (default: 1)',
    )
    .addOption(
      new Option(
        '--record <variable:neuron,…>',
        'state variables, open fractions, transmitter and currents of neurons beside V, into probes.npy: I_Na:3,Ca:100',
      ).argParser((text) => void probes.push(...text.split(',').map(parseProbe))),
    )
    .option(
      '--batches <number>',
      'to disk in so many batches: a run that ends early, however it does, loses at most the batch in progress',
    )
    .option('--record-state', 'with --batches: the full state, as where nothing else is said')
    .option('--record-variables <names>', 'with --batches: only these variables of the state: V,Ca,o_GABA,t_fire')
    .option('--record-neurons <list>', 'with --batches: only these neurons, and the synapses onto them: 0-9,12')
    .option(
      '--resume',
      'goes on with the run in --out from its last whole batch, as it was begun; with --browser where it ran in one',
    )
    .addOption(
      new Option(
        '--merge <format>',
        "with --batches or --resume: in the end all batches in state.npy, or in state.csv with three decimals ('%.3f'), and their spikes in spikes.csv",
      ).choices(['npy', 'csv']),
    )
    .option('--samples-per-ms <number>', 'how dense the samples of current.npy are', '100')
    .option(
      '--seed <number>',
      'seeds the initial state where there is no initial_state.npy, and all that --neurons draws',
      '0',
    )
    .addOption(
      new Option('--preset <name>', 'which edition of the model').choices(Object.keys(PRESETS)).default('nerveflow'),
    );
}

/** 'PN.g_GABA=0.4' */
function parseChange(flag: '--set' | '--scale', text: string): ParameterChange {
  const [, population, parameter, digits] = /^(?:(\w+)\.)?(\w+)=(.*)$/.exec(text) ?? [];
  const number = toNumber(digits);
  if (parameter === undefined || !Number.isFinite(number)) {
    const [what, example] = flag === '--set' ? ['a value', 'g_GABA=0.4'] : ['a factor', 'g_GABA=0.5'];
    throw new UsageError(`${flag} is ${text}: expected a parameter and ${what}, as in ${example}`);
  }
  const target = { parameter, ...(population !== undefined && { population }) };
  return flag === '--set' ? { kind: 'set', ...target, value: number } : { kind: 'scale', ...target, factor: number };
}

/** 'I_Na:3' */
function parseProbe(text: string): Probe {
  const [, variable, digits] = /^(\w+):(\d+)$/.exec(text.trim()) ?? [];
  if (variable === undefined) {
    throw new UsageError(`--record is ${text}: expected a variable and the index of a neuron, as in I_Na:3`);
  }
  return { neuron: Number(digits), variable };
}

function readSource(
  folder: string | undefined,
  neurons: string | undefined,
  experiment: Experiment | undefined,
): SimulateOptions['source'] {
  if (folder !== undefined && neurons !== undefined) {
    const what = experiment ? 'an experiment' : 'a folder';
    throw new UsageError(`there is ${what} (${folder}) and --neurons ${neurons}: expected one of them`);
  }
  if (neurons !== undefined) return { neurons: whole('--neurons', neurons, 1) };
  if (folder === undefined) {
    throw new UsageError('the network is missing: expected an experiment.zip, a folder, or --neurons');
  }
  return experiment ? { file: folder, experiment } : { folder };
}
