import type { ExperimentArray } from '../../experiment/arraysOf.ts';
import { asObject, finite, listOf, objectOf, oneOf, seed, text, wholeFrom } from '../../experiment/shape.ts';
import type { Read } from '../../experiment/shape.ts';
import type { LabDocument } from '../labDocument.ts';
import { keepDocument, readKeptDocument } from '../results/keptDocument.ts';
import { DamagedResult, whole } from '../results/packedResult.ts';
import { count, cut, engineInfo, keptEngineInfo, runSummary, time } from '../results/readParts.ts';
import type { SweepResult } from './sweepMeasures.ts';
import { MOST_SEEDS, MOST_VALUES, planSweep, populationsOf } from './sweepPlan.ts';
import type { SweepDescription, SweepPlan } from './sweepPlan.ts';
import type { SweepState } from './sweepState.ts';

type Results = readonly (SweepResult | undefined)[];

/** A sweep as it is kept: what it is of, and what has ended of it. Its plan is made again. */
export async function keepSweep(
  { status, measure, seconds, failure, engine, opened }: SweepState,
  { document, description }: SweepPlan,
  results: Results,
): Promise<object> {
  const ended = results.flatMap((result, run) => (result ? [{ run, result }] : []));
  const spikes = ended.reduce((sum, { result }) => sum + result.spikeTime.length, 0);
  const spikeNeuron = new Uint32Array(spikes);
  const spikeTime = new Float64Array(spikes);
  let at = 0;
  for (const { result } of ended) {
    spikeNeuron.set(result.spikeNeuron, at);
    spikeTime.set(result.spikeTime, at);
    at += result.spikeTime.length;
  }
  return {
    document: await keepDocument(document),
    description,
    status: status === 'running' ? 'stopped' : status,
    measure,
    seconds,
    ...(failure !== undefined && { failure: cut(failure) }),
    ...(engine && { engine: keptEngineInfo(engine) }),
    ...(opened && { opened: { run: opened.run, document: await keepDocument(opened.document) } }),
    runs: ended.map(({ run, result }) => ({
      run,
      summary: result.summary,
      time: result.time,
      ...(result.diverged !== undefined && { diverged: cut(result.diverged) }),
      spikes: result.spikeTime.length,
    })),
    spikeNeuron,
    spikeTime,
  };
}

/** What a sweep was when it was kept. */
export interface KeptSweep {
  readonly state: Pick<
    SweepState,
    'description' | 'status' | 'measure' | 'seconds' | 'failure' | 'engine' | 'opened' | 'ended' | 'diverged' | 'share'
  > & { readonly plan: SweepPlan };
  readonly results: Results;
}

/**
 * What `keepSweep` has kept, of which nothing is known yet.
 * @param shown what the lab shows
 * @throws DamagedResult
 */
export async function readSweep(
  value: Readonly<Record<string, unknown>>,
  array: Read<ExperimentArray>,
  shown: LabDocument,
): Promise<KeptSweep> {
  const { runs, engine, opened, ...about } = whole(kept(value), 'what it came to');
  const document = await readKeptDocument(value['document'], array, shown);
  const plan = planSweep(document, about.description);
  if ('problem' in plan) throw new DamagedResult(`it cannot be planned: ${plan.problem}`);
  const spikeNeuron = array(value['spikeNeuron']);
  const spikeTime = array(value['spikeTime']);
  const spikes = runs.reduce((sum, run) => sum + run.spikes, 0);
  const areSpikes = spikeNeuron instanceof Uint32Array && spikeTime instanceof Float64Array;
  if (!areSpikes || spikeNeuron.length !== spikes || spikeTime.length !== spikes) {
    throw new DamagedResult('its spikes cannot be read');
  }
  const { n } = document.network;
  if (spikeNeuron.some((neuron) => neuron >= n) || !spikeTime.every(Number.isFinite)) {
    throw new DamagedResult('its spikes are of no neurons that it has');
  }
  const populations = populationsOf(plan).length;
  const results: (SweepResult | undefined)[] = plan.runs.map(() => undefined);
  let at = 0;
  for (const { run, summary, time: end, diverged, spikes: own } of runs) {
    if (run >= results.length || results[run] || summary.populations.length !== populations) {
      throw new DamagedResult('its runs are those of another sweep');
    }
    results[run] = {
      summary,
      time: end,
      diverged,
      spikeNeuron: Int32Array.from(spikeNeuron.subarray(at, at + own)),
      spikeTime: Float64Array.from(spikeTime.subarray(at, at + own)),
    };
    at += own;
  }
  const run = opened && whole(openedRun(opened), 'which of its networks was opened').run;
  if (run !== undefined && run >= results.length) throw new DamagedResult('a network that it does not have was opened');
  return {
    state: {
      ...about,
      plan,
      ...(run !== undefined && {
        opened: { run, document: await readKeptDocument(opened?.['document'], array, shown) },
      }),
      ...(engine && { engine }),
      ended: runs.length,
      diverged: runs.filter(({ diverged }) => diverged !== undefined).length,
      share: runs.length / plan.runs.length,
    },
    results,
  };
}

const axis = objectOf({
  target: text,
  from: finite,
  to: finite,
  count: wholeFrom(1, MOST_VALUES),
  spacing: oneOf('linear', 'log'),
});
const description: Read<SweepDescription> = objectOf(
  { axes: listOf(axis, 2), duration: finite },
  { seeds: objectOf({ first: seed, count: wholeFrom(1, MOST_SEEDS) }) },
);
const openedRun = objectOf({ run: count });
const kept = objectOf(
  {
    description,
    status: oneOf('stopped', 'finished', 'failed'),
    seconds: time,
    runs: listOf(objectOf({ run: count, summary: runSummary, time, spikes: count }, { diverged: text }), 100_000),
  },
  { measure: text, failure: text, engine: engineInfo, opened: asObject },
);
