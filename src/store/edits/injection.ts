import { populationRanges } from '../../model/buildNetwork.ts';
import type { WaveformStimulus } from '../../model/description.ts';
import { PRESETS } from '../../model/presets.ts';
import { partsOf } from '../../model/stimulus/stimulus.ts';
import { areSameNeurons } from '../../simulation/runEdit.ts';
import type { Lab } from '../lab.ts';
import { withEntry } from '../labDocument.ts';
import { HELD } from '../history.ts';
import { isUnderWay } from '../runState.ts';
import { PART_FIELDS } from './stimulusFields.ts';
import { newId } from './stimulusParts.ts';

/** A current that flows while something is held. */
interface Held {
  readonly id: string;
  readonly amplitude: number;
  /** 'PN 12'. */
  readonly name: string;
  readonly gesture: string;
  /** As the document has it now. */
  part: WaveformStimulus;
  /** As it was handed to the worker: the step that knew of it first is its true onset. */
  readonly start: WaveformStimulus;
  isOnsetKnown: boolean;
  isLetGo: boolean;
  stopListening(): void;
}

const held = new WeakMap<Lab, Held>();
let gestures = 0;

/**
 * Injects a current of `view.injectionAmplitude` into a neuron from the present step of the run on, until `stopInjection`; with a run that
 * is paused from its next step on. It is a part of the stimulus like any other, and one entry of the history.
 * @returns why not, in one sentence
 */
export function startInjection(lab: Lab, neuron: number): string | undefined {
  stopInjection(lab);
  const { status } = lab.run.getState();
  if (!isUnderWay(status)) return 'There is no run to inject into: press Run, then hold the neuron';
  const { network, duration } = lab.shown;
  const populations = populationRanges(PRESETS[network.preset], network.n, network.counts);
  const population = populations.find(({ first, count }) => neuron >= first && neuron < first + count);
  if (!population) return `There is no neuron ${neuron}: the network has 0 to ${network.n - 1}`;
  if (!areSameNeurons(network, lab.document.getState().network)) {
    return 'The run is of other neurons than the network has now: press Run, then hold the neuron';
  }
  const onset = timeOf(lab);
  const amplitude = lab.view.getState().injectionAmplitude;
  const part: WaveformStimulus = {
    kind: 'waveform',
    waveform: { kind: 'step', amplitude },
    receivers: { kind: 'list', neurons: [neuron] },
    onset,
    offset: Math.max(onset, duration),
  };
  const hold: Held = {
    id: newId(lab.document.getState(), 'injection'),
    amplitude,
    name: `${population.name} ${neuron}`,
    gesture: `${HELD} injection ${++gestures}`,
    start: part,
    part,
    isOnsetKnown: false,
    isLetGo: false,
    stopListening: () => {},
  };
  held.set(lab, hold);
  lab.view.setState({ injected: neuron });
  const label = `Injecting ${amplitude} µA/cm² into ${hold.name} from ${onset} ms on`;
  lab.edit(
    label,
    (document) => ({ ...document, stimulus: [...document.stimulus, { id: hold.id, isOn: true, part: hold.part }] }),
    hold.gesture,
  );
  hold.stopListening = lab.run.subscribe(() => settle(lab, hold));
  return undefined;
}

/** Lets go of the neuron: the current ends with the present step. */
export function stopInjection(lab: Lab): void {
  const hold = held.get(lab);
  if (!hold) return;
  held.delete(lab);
  lab.view.setState({ injected: undefined });
  hold.isLetGo = true;
  const { onset } = hold.part;
  const offset = timeOf(lab);
  if (!isUnderWay(lab.run.getState().status)) hold.stopListening();
  if (offset > onset) {
    write(lab, hold, { ...hold.part, offset });
    return;
  }
  // No step was taken meanwhile, or the run has started over.
  hold.stopListening();
  if (lab.history.state.getState().past.at(-1)?.gesture === hold.gesture) return lab.withdraw();
  // The user may have undone it meanwhile.
  if (!lab.document.getState().stimulus.some(({ id }) => id === hold.id)) return;
  lab.edit(`Remove injection into ${hold.name}`, (document) => withEntry(document, hold.id, undefined));
}

/** Sets the amplitude of the next injections, µA/cm². Returns why not, in one sentence. */
export function setInjectionAmplitude(lab: Lab, value: number, typed = String(value)): string | undefined {
  const { least, most, unit } = PART_FIELDS.amplitude;
  if (!(value >= least && value <= most)) {
    return `The injected current must be a number from ${least} to ${most} ${unit}, got ${typed || 'nothing'}`;
  }
  lab.view.setState({ injectionAmplitude: value });
  return undefined;
}

/** The worker was some steps ahead when it heard of an edit: the document says what was really injected. */
function settle(lab: Lab, hold: Held): void {
  const { edits, status } = lab.run.getState();
  if (!isUnderWay(status)) {
    if (held.get(lab) === hold) stopInjection(lab);
    hold.stopListening();
    return;
  }
  const timeOfEdit = (part: WaveformStimulus): number | undefined =>
    edits.find(({ run }) => partsOf(run.stimulus).includes(part))?.time;
  if (!hold.isOnsetKnown) {
    const onset = timeOfEdit(hold.start);
    if (onset === undefined) return;
    hold.isOnsetKnown = true;
    if (onset > hold.part.onset) {
      write(lab, hold, { ...hold.part, onset: round(onset), offset: Math.max(round(onset), hold.part.offset) });
    }
    return;
  }
  const offset = hold.isLetGo ? timeOfEdit(hold.part) : undefined;
  if (offset === undefined) return;
  hold.stopListening();
  if (offset > hold.part.offset) write(lab, hold, { ...hold.part, offset: round(offset) });
}

/** Nobody else's edit of the same part is overwritten. */
function write(lab: Lab, hold: Held, part: WaveformStimulus): void {
  const before = hold.part;
  const { onset, offset } = part;
  hold.part = part;
  const label = hold.isLetGo
    ? `Injected ${hold.amplitude} µA/cm² into ${hold.name} from ${onset} to ${offset} ms`
    : `Injecting ${hold.amplitude} µA/cm² into ${hold.name} from ${onset} ms on`;
  lab.edit(
    label,
    (document) => {
      const entry = document.stimulus.find(({ id }) => id === hold.id);
      return entry?.part === before ? withEntry(document, hold.id, { ...entry, part }) : document;
    },
    hold.gesture,
  );
}

/** How far the page knows the run, ms. */
function timeOf(lab: Lab): number {
  return round(lab.recording?.time ?? 0);
}

function round(time: number): number {
  return Number(time.toFixed(4));
}
