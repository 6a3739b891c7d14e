import type { PopulationRange } from '../../model/population.ts';
import { spikeTrainsOf } from '../../analysis/measureInput.ts';
import type { Recording } from '../../recording/recording.ts';
import { recordedSpan } from '../../analysis/firing/spikes.ts';
import type { Lab } from '../../store/lab.ts';
import type { NeuronPlace } from '../../store/measureView.ts';
import { nameOf } from '../../store/edits/stimulusParts.ts';
import type { MeasureContext, StimulusEpoch } from './measure.ts';

/** Whether a run goes on: at its end all is measured to the last digit. */
export function isRunLive(lab: Lab): boolean {
  const { status } = lab.run.getState();
  return status === 'running' || status === 'starting' || status === 'pausing';
}

/** What is measured now; undefined while nothing has been recorded of the time in view. */
export function makeContext(
  lab: Lab,
  { isLive, pause }: Pick<MeasureContext, 'isLive' | 'pause'>,
): MeasureContext | undefined {
  const { recording } = lab;
  const { time, measures: options } = lab.view.getState();
  if (!recording || recording.isEmpty) return undefined;
  const span = recordedSpan(recording, { from: time.start, to: time.end });
  if (!(span.to > span.from)) return undefined;
  const { populations } = recording;
  return {
    recording,
    populations,
    span,
    options,
    neuronAt: (place) => neuronAt(lab, populations, place),
    epochs: epochsOf(lab),
    isLive,
    pause,
  };
}

/**
 * The neuron that was picked at a place. Where none was, the inspected one and those with a trace stand in, one after the other; an LN for
 * inhibitory synapses and a PN for excitatory ones, since the others make none; where spikes are averaged, only neurons that have some in view.
 */
export function neuronAt(lab: Lab, populations: readonly PopulationRange[], place: NeuronPlace): number {
  const { measures, inspected, chosen } = lab.view.getState();
  const n = populations.reduce((sum, { count }) => sum + count, 0);
  const picked = measures.neurons[place];
  if (picked !== undefined && picked < n) return picked;
  const shown = [...(inspected === undefined ? [] : [inspected]), ...chosen].filter((neuron) => neuron < n);
  const candidates = [...new Set(shown)];
  if (place === 'synapse') {
    const sender = populations.find(
      ({ name, count }) => name === (measures.synapse === 'GABA' ? 'LN' : 'PN') && count > 0,
    );
    if (!sender) return candidates[0] ?? 0;
    const isSender = (neuron: number): boolean => neuron >= sender.first && neuron < sender.first + sender.count;
    return candidates.find(isSender) ?? sender.first;
  }
  if (place === 'trigger' || place === 'reference' || place === 'target') {
    const counts = countsInView(lab, n);
    if (counts) {
      // Few spikes make no average: the neuron that fires most stands in, of each population one.
      const fired = candidates.filter((neuron) => counts[neuron]! >= FEWEST_SPIKES);
      const most = populations.filter(({ count }) => count > 0).map((range) => mostActive(counts, range));
      const ranked = [...new Set([...fired, ...most.toSorted((a, b) => counts[b]! - counts[a]!)])];
      return (place === 'target' ? ranked[1] : undefined) ?? ranked[0] ?? 0;
    }
  }
  const isSecond = place === 'target' || place === 'triggered';
  return (isSecond ? candidates[1] : undefined) ?? candidates[0] ?? (isSecond ? Math.min(1, n - 1) : 0);
}

/** Spikes (LNs: events) that a neuron needs in view to be looked at by itself. */
const FEWEST_SPIKES = 5;

const counted = new WeakMap<Recording, { readonly key: string; readonly counts: Int32Array }>();

/** Spikes (LNs: events) of each neuron in view, [n]; undefined where nothing has been recorded of such a network. */
function countsInView({ recording, view }: Lab, n: number): Int32Array | undefined {
  if (!recording || recording.n !== n || recording.isEmpty) return undefined;
  const { start, end } = view.getState().time;
  const key = [recording.revision, start, end].join();
  const before = counted.get(recording);
  if (before?.key === key) return before.counts;
  const counts = new Int32Array(n);
  for (const range of recording.populations) {
    for (const neuron of spikeTrainsOf(recording, range, { from: start, to: end }).neuron) counts[neuron]!++;
  }
  counted.set(recording, { key, counts });
  return counts;
}

function mostActive(counts: Int32Array, { first, count }: PopulationRange): number {
  let most = first;
  for (let neuron = first; neuron < first + count; neuron++) if (counts[neuron]! > counts[most]!) most = neuron;
  return most;
}

/** Where a current flows into the run; a file's from 0 to its end. */
function epochsOf(lab: Lab): StimulusEpoch[] {
  return lab.document
    .getState()
    .stimulus.filter(({ isOn }) => isOn)
    .flatMap((entry) => {
      const { part } = entry;
      const name = nameOf(entry);
      if (part.kind === 'array') return { name, from: 0, to: part.samples / part.samplesPerMs };
      const { onset, offset } = part;
      if (part.kind === 'waveform' && part.waveform.kind === 'pulseTrain') {
        const { width, period } = part.waveform;
        const pulses = Math.min(MOST_PULSES, Math.ceil((offset - onset) / period));
        return Array.from({ length: pulses }, (_, k) => {
          const from = onset + k * period;
          return { name, from, to: Math.min(from + width, offset) };
        });
      }
      return { name, from: onset, to: offset };
    });
}

/** More of them are no stretches that a colour could tell. */
const MOST_PULSES = 1000;
