import type { StimulusPart } from '../../model/description.ts';
import { receivingNeurons } from '../../model/stimulus/receivers.ts';
import { DECAY_START, drivenNeurons, partsOf } from '../../model/stimulus/stimulus.ts';
import { WAVEFORM_NAMES } from '../../model/stimulus/waveform.ts';
import type { ExportedRun } from '../exportedRun.ts';
import { picoAmperes } from './geometry.ts';
import { element, type Element } from './xml.ts';

/** The currents of a run. */
export interface Inputs {
  /** Of NeuroML's own kinds: pulses, ramps and sines. */
  readonly generators: readonly Element[];
  /** ComponentTypes of LEMS for what NeuroML has no kind for, and a component of each. */
  readonly types: readonly Element[];
  readonly components: readonly Element[];
  readonly targets: readonly { readonly component: string; readonly neurons: Uint32Array }[];
  readonly notes: readonly string[];
}

/** Pulses of a train are written one by one up to this many. */
const MOST_PULSES = 2000;

export function writeInputs({ run, network }: ExportedRun): Inputs {
  const generators: Element[] = [];
  const types: Element[] = [];
  const components: Element[] = [];
  const targets: { component: string; neurons: Uint32Array }[] = [];
  const notes: string[] = [];
  const generate = (name: string, attributes: Element['attributes'], neurons: Uint32Array): void => {
    const id = `current_${generators.length}`;
    generators.push(element(name, { id, ...attributes }));
    targets.push({ component: id, neurons });
  };
  const pulse = (delay: number, duration: number, amplitude: number, neurons: Uint32Array): void =>
    generate(
      'pulseGenerator',
      { delay: `${delay}ms`, duration: `${duration}ms`, amplitude: picoAmperes(amplitude) },
      neurons,
    );
  const write = (part: StimulusPart): void => {
    if (part.kind === 'array') {
      notes.push(`The current of ${part.name} is left out: NeuroML has no current given by its samples.`);
      return;
    }
    if (part.kind === 'odour') {
      const id = `odour_${types.length}`;
      types.push(odourType(`${id}_type`, part));
      components.push(element('Component', { id, type: `${id}_type` }));
      targets.push({ component: id, neurons: drivenNeurons(part, network.n, network.populations) });
      return;
    }
    const { waveform, onset, offset } = part;
    const neurons = receivingNeurons(part.receivers, network.n, network.populations);
    const duration = offset - onset;
    switch (waveform.kind) {
      case 'step':
        return pulse(onset, duration, waveform.amplitude, neurons);
      case 'ramp':
        return generate(
          'rampGenerator',
          {
            delay: `${onset}ms`,
            duration: `${duration}ms`,
            startAmplitude: picoAmperes(waveform.from),
            finishAmplitude: picoAmperes(waveform.to),
            baselineAmplitude: '0pA',
          },
          neurons,
        );
      case 'sine': {
        const { mean, amplitude, frequency, phase } = waveform;
        if (mean !== 0) pulse(onset, duration, mean, neurons);
        if (frequency === 0) return pulse(onset, duration, amplitude * Math.sin(phase), neurons);
        return generate(
          'sineGenerator',
          {
            delay: `${onset}ms`,
            phase: `${phase}`,
            duration: `${duration}ms`,
            amplitude: picoAmperes(amplitude),
            period: `${1000 / frequency}ms`,
          },
          neurons,
        );
      }
      case 'pulseTrain': {
        const { amplitude, width, period } = waveform;
        const end = Math.min(offset, run.duration);
        const count = Math.max(0, Math.ceil((end - onset) / period - 1e-9));
        if (count > MOST_PULSES) {
          notes.push(
            `A ${WAVEFORM_NAMES.pulseTrain} of ${count} pulses is left out: up to ${MOST_PULSES} are written.`,
          );
          return undefined;
        }
        for (let k = 0; k < count; k++) {
          const start = onset + k * period;
          pulse(start, Math.min(width, offset - start), amplitude, neurons);
        }
        return undefined;
      }
      case 'noise':
        notes.push('Noise is left out: NeuroML has none that draws the values of this run.');
        return undefined;
    }
  };
  for (const part of partsOf(run.stimulus)) write(part);
  // The schema has an order.
  const order = ['pulseGenerator', 'sineGenerator', 'rampGenerator'];
  generators.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  return { generators, types, components, targets, notes };
}

function odourType(name: string, odour: Extract<StimulusPart, { kind: 'odour' }>): Element {
  const { amplitude, onset, offset, tauRise, tauDecay } = odour;
  return element('ComponentType', { name, extends: 'basePointCurrent', description: 'The odour pulse of NerveFlow' }, [
    element('Property', { name: 'weight', dimension: 'none', defaultValue: 1 }),
    element('Constant', { name: 'MSEC', dimension: 'time', value: '1ms' }),
    element('Constant', { name: 'AMPLITUDE', dimension: 'current', value: picoAmperes(amplitude) }),
    element('EventPort', { name: 'in', direction: 'in' }),
    element('Dynamics', {}, [
      element('DerivedVariable', { name: 'ms', dimension: 'none', value: 't / MSEC' }),
      element('ConditionalDerivedVariable', { name: 'course', dimension: 'none' }, [
        element('Case', { condition: `ms .lt. ${onset}`, value: '0' }),
        element('Case', { condition: `ms .lt. ${offset}`, value: `1 - exp((${onset} - ms) / ${tauRise})` }),
        element('Case', { value: `${DECAY_START} * exp((${offset} - ms) / ${tauDecay})` }),
      ]),
      element('DerivedVariable', {
        name: 'i',
        exposure: 'i',
        dimension: 'current',
        value: 'weight * AMPLITUDE * course',
      }),
    ]),
  ]);
}
