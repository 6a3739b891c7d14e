import type { StimulusUpload } from '../../files/stimulusProtocol.ts';
import type { Receivers, StimulusPart, Waveform } from '../../model/description.ts';
import { DEFAULT_ODOUR } from '../../model/stimulus/stimulus.ts';
import type { LabDocument, StimulusEntry } from '../labDocument.ts';

/** What can be added to the stimulus without a file. */
export const PART_KINDS = ['odour', 'step', 'ramp', 'sine', 'pulseTrain', 'noise'] as const;
export type PartKind = (typeof PART_KINDS)[number];

export const PART_TITLES: Readonly<Record<PartKind, string>> = {
  odour: 'Odour pulse',
  step: 'Step',
  ramp: 'Ramp',
  sine: 'Sine',
  pulseTrain: 'Pulse train',
  noise: 'Noise',
};

const WAVEFORMS: Readonly<Record<Exclude<PartKind, 'odour'>, Waveform>> = {
  step: { kind: 'step', amplitude: 10 },
  ramp: { kind: 'ramp', from: 0, to: 10 },
  sine: { kind: 'sine', mean: 5, amplitude: 5, frequency: 20, phase: 0 },
  pulseTrain: { kind: 'pulseTrain', amplitude: 10, width: 5, period: 50 },
  noise: { kind: 'noise', mean: 0, deviation: 3, tau: 5, seed: 1 },
};

/** ms: where a new current starts, and how long it flows. */
const NEW_ONSET = 100;
const NEW_LENGTH = 200;
/** In a run that goes on it starts so far ahead of the present, ms, on a multiple of 10 ms: soon, and it can be seen to come. */
const AHEAD = 50;

const NOBODY: Receivers = { kind: 'list', neurons: [] };

/**
 * A current of its kind as it is when it has just been added to a document. An odour draws its neurons by its seed; every other current
 * goes nowhere until the user says into whom, so that a run which goes on feels nothing that was not meant.
 * @param now how far a run that goes on has come, ms: what lies before it has been injected
 */
export function newPart(kind: PartKind, { duration, stimulus }: LabDocument, now?: number): StimulusPart {
  const place = (usual: number, usualLength: number): { readonly onset: number; readonly offset: number } => {
    const length = Math.min(usualLength, duration);
    const soon = now === undefined || now === 0 ? usual : Math.ceil((now + AHEAD) / 10) * 10;
    const onset = Math.min(soon, Math.max(Math.ceil(now ?? 0), duration - length));
    return { onset, offset: onset + length };
  };
  if (kind === 'odour') {
    // Another odour drives other neurons.
    const seeds = stimulus.flatMap(({ part }) => (part.kind === 'odour' ? part.seed : []));
    const { onset, offset } = DEFAULT_ODOUR;
    const seed = Math.max(0, ...seeds) + 1;
    return { ...DEFAULT_ODOUR, seed, ...(now !== undefined && now > 0 && place(onset, offset - onset)) };
  }
  return { kind: 'waveform', waveform: WAVEFORMS[kind], receivers: NOBODY, ...place(NEW_ONSET, NEW_LENGTH) };
}

/** An id that no entry of the document has: 'step', 'step-2' … */
export function newId(document: LabDocument, stem: string): string {
  const taken = new Set(document.stimulus.map(({ id }) => id));
  let number = 1;
  while (taken.has(number === 1 ? stem : `${stem}-${number}`)) number++;
  return number === 1 ? stem : `${stem}-${number}`;
}

/** What the page calls an entry: 'Odour pulse', 'Step 2', 'current.npy', 'Injection', or the name that it was given. */
export function nameOf({ id, name, part }: StimulusEntry): string {
  if (name !== undefined) return name;
  const number = /-\d+$/.exec(id)?.[0].replace('-', ' ') ?? '';
  if (part.kind === 'array') return `${part.name}${number}`;
  if (id.startsWith('injection')) return `Injection${number}`;
  return `${PART_TITLES[part.kind === 'odour' ? 'odour' : part.waveform.kind]}${number}`;
}

/** The entry that the page shows the numbers of: the one that was chosen, else the first that takes part. */
export function shownEntry(entries: readonly StimulusEntry[], chosen: string | undefined): StimulusEntry | undefined {
  return entries.find(({ id }) => id === chosen) ?? entries.find(({ isOn }) => isOn) ?? entries[0];
}

/** Who receives a part; a file says so itself. */
export function receiversOf(part: StimulusPart): Receivers | undefined {
  if (part.kind === 'array') return undefined;
  if (part.kind === 'waveform') return part.receivers;
  return part.receivers ?? { kind: 'share', share: part.share, seed: part.seed };
}

/** The part for other receivers. */
export function withReceivers(part: StimulusPart, receivers: Receivers): StimulusPart {
  if (part.kind === 'array') return part;
  if (part.kind === 'waveform') return { ...part, receivers };
  const { receivers: _, ...odour } = part;
  // A share of all is the odour's own: its seed is one of those that many runs differ in.
  if (receivers.kind === 'share' && receivers.population === undefined) {
    return { ...odour, share: receivers.share, seed: receivers.seed };
  }
  return { ...odour, receivers };
}

/** A file becomes part of the stimulus, instead of one of its name; other currents are switched off, and stay. */
export function withUpload(document: LabDocument, upload: StimulusUpload): LabDocument {
  const part = upload.stimulus;
  const old = document.stimulus.find((entry) => entry.part.kind === 'array' && entry.part.name === part.name);
  const file = { id: old?.id ?? newId(document, 'file'), isOn: true, part, upload };
  const others = document.stimulus.filter((entry) => entry !== old);
  return { ...document, stimulus: [...others.map((entry) => ({ ...entry, isOn: false })), file] };
}

/**
 * Whether a file is more likely a matrix of synapses than currents, so that the user is asked before it replaces the stimulus: it is square
 * and holds only 0 and 1, or the matrices are being edited.
 */
export function looksLikeMatrix({ square }: StimulusUpload, areMatricesEdited: boolean): boolean {
  return square === 'binary' || (square !== undefined && areMatricesEdited);
}

export function kindOf(part: StimulusPart): PartKind | 'array' {
  return part.kind === 'waveform' ? part.waveform.kind : part.kind;
}
