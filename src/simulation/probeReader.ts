import { compileStatements } from '../compiler/evaluateStatements.ts';
import { pulseTimesOf } from '../compiler/layout.ts';
import {
  I_STIM,
  PULSE,
  T,
  V,
  compileCurrent,
  compileTransmitter,
  sumName,
  type Statement,
} from '../compiler/system.ts';
import type { EngineBatch, Problem } from '../engine/engine.ts';
import type { SpikeClock } from '../engine/spikeClock.ts';
import type { Probe } from '../model/description.ts';
import { describeProbes, type DescribedProbe } from '../model/probes.ts';
import { columnAt } from '../model/stimulus/stimulus.ts';
import type { Batch } from '../recording/batch.ts';
import type { RecordedEntries } from './recordedEntries.ts';

/** One recorded moment, as the probes see it. */
interface Moment {
  /** Index of the step that starts there. */
  readonly step: number;
  /** The k-th recorded entry of the state. */
  readonly state: (k: number) => number;
  /** Half-steps since a neuron's last spike. */
  readonly age: (neuron: number) => number;
}

type Read = (moment: Moment) => number;

/**
 * Turns the entries of the state that an engine records into what the probes of its run see. State variables are such entries; currents and
 * transmitter are evaluated from them in float64, by the equations that the engines run.
 */
export class ProbeReader {
  private readonly problem: Problem;
  private readonly entries: RecordedEntries;
  private readonly reads: readonly Read[];
  /** The column of the stimulus that was read last. */
  private column = -1;
  private readonly currents: Float64Array;

  /**
   * @param entries learn what the probes need of the state
   * @throws RangeError with a sentence where there is nothing to record.
   */
  constructor(problem: Problem, probes: readonly Probe[], entries: RecordedEntries) {
    const { model, populations, n } = problem.network;
    this.problem = problem;
    this.entries = entries;
    this.currents = new Float64Array(n);
    this.reads = describeProbes(model, populations, probes).map((probe) => this.readOf(probe));
  }

  /**
   * What the probes see at every so many of the rows of V, [rows, probes], in the engine's precision; NaN is the open fraction of a neuron
   * without synapses.
   * @param clock the spikes before the batch
   * @param every steps from one row to the next: a multiple of the problem's
   */
  read(batch: EngineBatch, clock: SpikeClock, every = this.problem.recordEvery): NonNullable<Batch['probes']> {
    const { firstStep, firstRecordedStep, voltage, probed, spikeNeuron, spikeStep } = batch;
    const { recordEvery, network } = this.problem;
    const width = this.entries.addresses.length;
    const end = firstRecordedStep + (voltage.length / network.n) * recordEvery;
    const first = Math.ceil(firstRecordedStep / every) * every;
    const rows = Math.max(0, Math.ceil((end - first) / every));
    const values = new (voltage instanceof Float64Array ? Float64Array : Float32Array)(rows * this.reads.length);
    const spiked = new Map<number, number>();
    let spike = 0;
    for (let row = 0; row < rows; row++) {
      const step = first + row * every;
      const at = ((step - firstRecordedStep) / recordEvery) * width;
      while (spike < spikeStep.length && spikeStep[spike]! < step) spiked.set(spikeNeuron[spike]!, spikeStep[spike++]!);
      const moment: Moment = {
        step,
        state: (k) => probed![at + k]!,
        age: (neuron) => {
          const inBatch = spiked.get(neuron);
          return inBatch === undefined ? clock.age(neuron, firstStep) + 2 * (step - firstStep) : 2 * (step - inBatch);
        },
      };
      this.reads.forEach((read, p) => (values[row * this.reads.length + p] = read(moment)));
    }
    return values;
  }

  private readOf({ neuron, variable, kind, population }: DescribedProbe): Read {
    const { synapses } = this.problem.network.model;
    if (kind === 'state') return this.stateVariable(neuron, variable);
    if (kind === 'current')
      return variable === I_STIM ? this.stimulus(neuron) : this.current(neuron, variable, population);
    const type = synapses.findIndex(({ name }) => variable === `O_${name}` || variable === `T_${name}`);
    return variable.startsWith('O_') ? this.openFraction(neuron, type) : this.transmitter(neuron, type);
  }

  private stateVariable(neuron: number, name: string): Read {
    const { system, layout } = this.problem;
    const p = layout.populations.findIndex(({ first, count }) => neuron >= first && neuron < first + count);
    const slot = system.neurons[p]!.states.findIndex((state) => state.name === name);
    const place = this.entries.placeOf(slot * layout.n + neuron);
    return ({ state }) => state(place);
  }

  /** Where a neuron's synapses differ in α or β, the mean over them. */
  private openFraction(neuron: number, type: number): Read {
    const { presynaptic, ofSynapse } = this.problem.layout.openFractions[type]!;
    const own = [...presynaptic.keys()].filter((q) => presynaptic[q] === neuron);
    if (own.length === 0) return () => NaN;
    const synapses = new Map(own.map((q) => [q, own.length === 1 ? 1 : 0]));
    if (own.length > 1) for (const q of ofSynapse) if (synapses.has(q)) synapses.set(q, synapses.get(q)! + 1);
    const total = [...synapses.values()].reduce((sum, count) => sum + count);
    const weights = own.map((q) => synapses.get(q)! / total);
    return weightedSum(
      own.map((q) => this.placeOfFraction(type, q)),
      weights,
    );
  }

  private transmitter(neuron: number, type: number): Read {
    const { network, dt } = this.problem;
    const { statements, presynapticParameters } = compileTransmitter(network.synapses[type]!.type);
    const pulse = pulseTimesOf(network, type, [neuron], dt);
    const isPulsed: Read = ({ age }) => {
      const since = age(neuron) - pulse!.delay[0]!;
      return since > 0 && since < pulse!.length[0]! ? 1 : 0;
    };
    return this.evaluated(neuron, statements, T, presynapticParameters, [
      [V, this.stateVariable(neuron, V)],
      ...(pulse ? [[PULSE, isPulsed] as const] : []),
    ]);
  }

  private current(neuron: number, name: string, population: string): Read {
    const { model } = this.problem.network;
    const { statements, states, synapses, parameters, usesStimulus } = compileCurrent(model, population, name);
    return this.evaluated(neuron, statements, name, parameters, [
      ...states.map((state) => [state, this.stateVariable(neuron, state)] as const),
      ...synapses.map((type) => [sumName(type), this.sumOfOpenFractions(neuron, type)] as const),
      ...(usesStimulus ? [[I_STIM, this.stimulus(neuron)] as const] : []),
    ]);
  }

  /** Over the synapses onto a neuron, in their order. */
  private sumOfOpenFractions(neuron: number, type: string): Read {
    const { network, layout } = this.problem;
    const t = network.synapses.findIndex((one) => one.type.name === type);
    const { rowStart, weights } = network.synapses[t]!;
    const { ofSynapse } = layout.openFractions[t]!;
    const [start, end] = [rowStart[neuron]!, rowStart[neuron + 1]!];
    const places = Array.from(ofSynapse.subarray(start, end), (q) => this.placeOfFraction(t, q));
    return weightedSum(
      places,
      places.map((_, k) => weights?.[start + k] ?? 1),
    );
  }

  private stimulus(neuron: number): Read {
    const { stimulus, dt } = this.problem;
    return ({ step }) => {
      const column = columnAt(stimulus, 2 * step, dt);
      if (column !== this.column) stimulus.readColumn(column, this.currents, 0);
      this.column = column;
      return this.currents[neuron]!;
    };
  }

  /** The value of a statement, from the neuron's parameters and what is read at each moment. */
  private evaluated(
    neuron: number,
    statements: readonly Statement[],
    result: string,
    parameters: readonly string[],
    inputs: readonly (readonly [name: string, read: Read])[],
  ): Read {
    const names = [...inputs.map(([name]) => name), ...parameters];
    const { values, place, run } = compileStatements(statements, names);
    for (const name of parameters) values[place(name)] = this.problem.network.parameters[name]![neuron]!;
    return (moment) => {
      inputs.forEach(([, read], k) => (values[k] = read(moment)));
      run();
      return values[place(result)]!;
    };
  }

  private placeOfFraction(type: number, q: number): number {
    const { layout } = this.problem;
    return this.entries.placeOf(layout.slots * layout.n + layout.openFractions[type]!.first + q);
  }
}

/** Of recorded entries. */
function weightedSum(places: readonly number[], weights: readonly number[]): Read {
  return ({ state }) => {
    let sum = 0;
    for (let k = 0; k < places.length; k++) sum += weights[k]! * state(places[k]!);
    return sum;
  };
}
