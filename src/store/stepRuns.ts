import { isCountedByEvents } from '../analysis/firing/spikes.ts';
import type { Span } from '../analysis/span.ts';
import type { NetworkDescription, ParameterChange, RunDescription } from '../model/description.ts';
import { hasParameter, ownedParameters } from '../model/parameters/parameterChanges.ts';
import { valueOfNeuron, valuesOf } from '../model/parameters/parameterValues.ts';
import { PRESETS } from '../model/presets.ts';
import type { EnsembleDescription, MemberResult } from '../simulation/ensemble/ensemble.ts';
import { rangesOf } from './edits/resizeNetwork.ts';
import type { MeasureView } from './measureView.ts';

/** ms before the step, for what the initial state stirs up. */
const SETTLING = 200;
/** Where events of neurons that are counted by them lie, mV: see Recording. */
const EVENT_THRESHOLD = -20;

/** Runs of one neuron alone, each under another constant current. */
export interface StepRuns {
  readonly description: EnsembleDescription;
  /** µA/cm², by member, ascending. */
  readonly amplitudes: readonly number[];
  /** When the current flows, ms. */
  readonly step: Span;
}

/**
 * One neuron with its own parameters, without synapses and without noise in its initial state, under constant currents from `from` to `to`.
 * @throws RangeError when the network has no such neuron.
 */
export function stepRuns(
  run: Pick<RunDescription, 'network' | 'dt' | 'recordEvery'>,
  neuron: number,
  { from, to, points, duration }: MeasureView['fICurve'],
): StepRuns {
  const { dt, recordEvery } = run;
  const network = lonelyNeuron(run.network, neuron);
  const step = { from: SETTLING, to: SETTLING + duration };
  const amplitudes = Array.from({ length: points }, (_, k) => from + ((to - from) * k) / (points - 1));
  const stimuli = amplitudes.map(
    (amplitude) =>
      ({
        kind: 'waveform',
        waveform: { kind: 'step', amplitude },
        receivers: { kind: 'list', neurons: [0] },
        onset: step.from,
        offset: step.to,
      }) as const,
  );
  return {
    description: {
      base: { network, stimulus: stimuli[0]!, dt, recordEvery, duration: step.to },
      members: stimuli.map((stimulus) => ({ stimulus })),
    },
    amplitudes,
    step,
  };
}

function lonelyNeuron(network: NetworkDescription, neuron: number): NetworkDescription {
  const model = PRESETS[network.preset];
  const populations = rangesOf(network);
  const own = populations.findIndex(({ first, count }) => neuron >= first && neuron < first + count);
  if (own < 0) throw new RangeError(`an f–I curve of neuron ${neuron}: the network has ${network.n} neurons`);
  const population = model.populations[own]!;
  const changes = ownedParameters(model)
    .filter((parameter) => parameter.of === undefined && hasParameter(population, parameter))
    .flatMap(({ symbol }): ParameterChange[] => {
      const value = valueOfNeuron(valuesOf(network, symbol), neuron);
      return value === undefined ? [] : [{ parameter: symbol, population: population.name, kind: 'set', value }];
    });
  return {
    preset: network.preset,
    n: 1,
    counts: populations.map((_, p) => Number(p === own)),
    seed: network.seed,
    start: { ...network.start, noise: 0 },
    changes,
  };
}

/** When a neuron that ran alone fired, ms: at 0 mV, or at −20 mV where its population is counted so. */
export function firingTimes({
  populations,
  spikeTime,
  meanVoltage,
  rowInterval,
}: Pick<MemberResult, 'populations' | 'spikeTime' | 'meanVoltage' | 'rowInterval'>): Float64Array {
  const own = populations.findIndex(({ count }) => count > 0);
  if (!isCountedByEvents(populations[own]!)) return spikeTime;
  // The mean of one neuron is its V.
  const V = meanVoltage[own]!;
  const times: number[] = [];
  for (let row = 1; row < V.length; row++) {
    if (V[row - 1]! < EVENT_THRESHOLD && V[row]! >= EVENT_THRESHOLD) times.push((row - 1) * rowInterval);
  }
  return Float64Array.from(times);
}
