import type { Command } from 'commander';
import type { EngineRequest } from '../engine/engineInfo.ts';
import { MOST_NEURONS } from '../model/buildNetwork.ts';
import type { LongRunDescription } from '../model/description.ts';
import type { MergeFormat } from '../simulation/longRun/mergeRun.ts';
import { UsageError, whole } from './arguments.ts';

/** What goes on with a run that goes to disk; all else stands in its folder. */
export interface ResumeOptions {
  /** The folder of the run. */
  readonly resume: string;
  /** Instead of the engine that it ran on. */
  readonly engine?: EngineRequest;
  readonly isInBrowser: boolean;
  readonly merge?: MergeFormat;
}

/** What may be said of a run that goes on; all else is as it was begun. */
const RESUMABLE = ['out', 'resume', 'engine', 'precision', 'threads', 'browser', 'merge'];
const RECORDING = {
  recordState: '--record-state',
  recordVariables: '--record-variables',
  recordNeurons: '--record-neurons',
} as const;

/** What `--resume` asks for. @throws UsageError where more is said than may be. */
export function readResume(
  command: Command,
  folder: string | undefined,
  { engine, ...rest }: Omit<ResumeOptions, 'resume'>,
): ResumeOptions {
  const out = command.opts<{ out?: string }>().out;
  if (out === undefined) throw new UsageError('--out is missing: expected the folder of the run that is to go on');
  const isGiven = (name: string): boolean => command.getOptionValueSource(name) === 'cli';
  const given = command.options.filter((option) => isGiven(option.attributeName()));
  const wrong = given.find((option) => !RESUMABLE.includes(option.attributeName()))?.long ?? folder;
  if (wrong !== undefined) {
    throw new UsageError(
      `--resume with ${wrong}: the run goes on as it was begun; expected --out alone, and perhaps --engine or --merge`,
    );
  }
  const isOther = ['engine', 'precision', 'threads'].some(isGiven);
  return { resume: out, ...rest, ...(isOther && { engine }) };
}

/** What a run that is no sweep's is asked for beside its batches. */
interface LongRunContext {
  /** What stands in the experiment file; options say what differs. */
  readonly ofExperiment: LongRunDescription | undefined;
  readonly isSweep: boolean;
  readonly hasProbes: boolean;
}

/** What `--batches`, or an experiment's own plan, asks for; undefined without. @throws UsageError */
export function readLongRun(
  text: Record<string, string | undefined>,
  { ofExperiment, isSweep, hasProbes }: LongRunContext,
): LongRunDescription | undefined {
  const { batches, recordEvery, recordVariables, recordNeurons, merge } = text;
  const recording = Object.entries(RECORDING).find(([name]) => name in text)?.[1];
  if (isSweep && batches === undefined && recording === undefined && merge === undefined) return undefined;
  if (isSweep) throw new UsageError(`${flagOf(text)} of a sweep: expected it without --sweep and --seeds`);
  if (batches === undefined && ofExperiment === undefined) {
    const alone = recording ?? (merge && '--merge');
    if (alone === undefined) return undefined;
    throw new UsageError(`${alone} without --batches: expected --batches, in how many the run goes to disk`);
  }
  if (hasProbes) {
    const instead = '--record-variables and --record-neurons, which choose columns of the state';
    throw new UsageError(`--record of a run in batches: expected ${instead}`);
  }
  if ('recordState' in text && (recordVariables ?? recordNeurons) !== undefined) {
    throw new UsageError(
      '--record-state with --record-variables or --record-neurons: expected the full state, or a part of it',
    );
  }
  const own = recording === undefined ? ofExperiment?.record : undefined;
  return {
    batches: batches === undefined ? ofExperiment!.batches : whole('--batches', batches, 1),
    record: {
      ...own,
      every: recordEvery === undefined ? (ofExperiment?.record.every ?? 1) : whole('--record-every', recordEvery, 1),
      ...(recordVariables !== undefined && { variables: recordVariables.split(',').map((name) => name.trim()) }),
      ...(recordNeurons !== undefined && { neurons: parseNeurons(recordNeurons) }),
    },
  };
}

/** One of the options that were given and ask for batches. */
function flagOf(text: Record<string, string | undefined>): string {
  if (text['batches'] !== undefined) return '--batches';
  return Object.entries(RECORDING).find(([name]) => name in text)?.[1] ?? '--merge';
}

/** '0-9,12', in ascending order. */
function parseNeurons(text: string): number[] {
  const neurons = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || from > to || to > MOST_NEURONS) {
      throw new UsageError(`--record-neurons is ${text}: expected indices and ranges of neurons, as in 0-9,12`);
    }
    for (let neuron = from; neuron <= to; neuron++) neurons.add(neuron);
  }
  return [...neurons].sort((a, b) => a - b);
}
