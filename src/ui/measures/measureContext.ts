import type { PopulationRange } from '../../model/population.ts';
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
  if (!recording || recording.endRow === 0) return undefined;
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
 * inhibitory synapses and a PN for excitatory ones, since the others make none.
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
  const isSecond = place === 'target' || place === 'triggered';
  return (isSecond ? candidates[1] : undefined) ?? candidates[0] ?? (isSecond ? Math.min(1, n - 1) : 0);
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
