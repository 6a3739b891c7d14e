import { populationRanges } from '../../model/buildNetwork.ts';
import type { Receivers, StimulusPart } from '../../model/description.ts';
import { PRESETS } from '../../model/presets.ts';
import { checkReceivers } from '../../model/stimulus/receivers.ts';
import type { Lab } from '../lab.ts';
import { withEntry } from '../labDocument.ts';
import type { StimulusEntry } from '../labDocument.ts';
import { formatNeurons } from './neuronList.ts';
import { isUnderWay } from '../runState.ts';
import { PART_FIELDS, checkPartField } from './stimulusFields.ts';
import type { PartField, PartFieldName } from './stimulusFields.ts';
import { nameOf, newId, newPart, receiversOf, withReceivers } from './stimulusParts.ts';
import type { PartKind } from './stimulusParts.ts';

/** Adds a current of its kind, which the page then shows the numbers of, to a run that goes on a little ahead; returns its id. */
export function addPart(lab: Lab, kind: PartKind): string {
  const document = lab.document.getState();
  const now = isUnderWay(lab.run.getState().status) ? lab.recording?.time : undefined;
  return add(lab, { id: newId(document, kind), isOn: true, part: newPart(kind, document, now) }, 'Add');
}

/** Adds the same current again. */
export function duplicatePart(lab: Lab, id: string): string | undefined {
  const document = lab.document.getState();
  const entry = entryOf(lab, id);
  if (!entry) return undefined;
  const stem = entry.part.kind === 'array' ? 'file' : entry.part.kind === 'odour' ? 'odour' : entry.part.waveform.kind;
  return add(lab, { ...entry, id: newId(document, stem) }, `Copy of ${nameOf(entry)}:`);
}

export function removePart(lab: Lab, id: string): void {
  const entry = entryOf(lab, id);
  if (entry) lab.edit(`Remove ${nameOf(entry)}`, (document) => withEntry(document, id, undefined));
}

/** Switches a current on or off; it keeps its numbers. */
export function togglePart(lab: Lab, id: string): void {
  const entry = entryOf(lab, id);
  if (!entry) return;
  const isOn = !entry.isOn;
  lab.edit(`${nameOf(entry)} ${isOn ? 'on' : 'off'}`, (document) => withEntry(document, id, { ...entry, isOn }));
}

/** Moves a current up (-1) or down (1) the list. */
export function movePart(lab: Lab, id: string, by: -1 | 1): void {
  const { stimulus } = lab.document.getState();
  const from = stimulus.findIndex((entry) => entry.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= stimulus.length) return;
  const moved = [...stimulus];
  [moved[from], moved[to]] = [moved[to]!, moved[from]!];
  lab.edit(`${nameOf(stimulus[from]!)} ${by < 0 ? 'up' : 'down'}`, (document) => ({ ...document, stimulus: moved }));
}

/** Sets a number of a current. Returns why not, in one sentence, and keeps the old value then. */
export function setPart(
  lab: Lab,
  id: string,
  name: PartFieldName,
  value: number,
  typed = String(value),
): string | undefined {
  const entry = entryOf(lab, id);
  if (!entry) return undefined;
  const problem = checkPartField(entry.part, name, value, typed);
  if (problem) return problem;
  const field: PartField = PART_FIELDS[name];
  const before = field.read(entry.part);
  if (value === before) return undefined;
  const unit = field.unit && ` ${field.unit}`;
  change(
    lab,
    entry,
    `${field.label} of ${nameOf(entry)}: ${before} → ${value}${unit}`,
    field.write(entry.part, value),
    `${name} ${id}`,
  );
  return undefined;
}

/**
 * Moves a current in time, ms; what the border of the fields does not allow is brought back to it.
 * @param gesture one drag is one entry of the history
 */
export function setTimes(
  lab: Lab,
  id: string,
  times: { readonly onset: number; readonly offset: number },
  gesture: string,
): void {
  const entry = entryOf(lab, id);
  if (!entry || entry.part.kind === 'array') return;
  const { least, most } = PART_FIELDS.onset;
  const within = (time: number): number => Math.min(most, Math.max(least, round(time)));
  const onset = within(times.onset);
  const offset = Math.max(onset, within(times.offset));
  const { onset: oldOnset, offset: oldOffset } = entry.part;
  if (onset === oldOnset && offset === oldOffset) return;
  const label = `${nameOf(entry)}: ${oldOnset} to ${oldOffset} ms → ${onset} to ${offset} ms`;
  change(lab, entry, label, { ...entry.part, onset, offset }, gesture);
}

/** Sets who receives a current. Returns why not, in one sentence. */
export function setReceivers(lab: Lab, id: string, receivers: Receivers, gesture?: string): string | undefined {
  const entry = entryOf(lab, id);
  if (!entry || !receiversOf(entry.part)) return undefined;
  const { network } = lab.document.getState();
  const populations = populationRanges(PRESETS[network.preset], network.n, network.counts);
  const problem = checkReceivers(receivers, network.n, populations);
  if (problem) return problem;
  change(
    lab,
    entry,
    `${nameOf(entry)} into ${describeReceivers(receivers)}`,
    withReceivers(entry.part, receivers),
    gesture,
  );
  return undefined;
}

/** 'all neurons', 'all PN', '33 % of all neurons (seed 1)', 'neurons 10-20, 95'. */
export function describeReceivers(receivers: Receivers): string {
  if (receivers.kind === 'list') {
    const { length } = receivers.neurons;
    if (length === 0) return 'no neuron';
    const text = formatNeurons(receivers.neurons);
    const short = text.length > 40 ? `${text.slice(0, text.lastIndexOf(',', 36))} …` : text;
    return `${length === 1 ? 'neuron' : 'neurons'} ${short}`;
  }
  const all = receivers.population ?? 'neurons';
  if (receivers.kind === 'all') return `all ${all}`;
  const percent = Number((100 * receivers.share).toPrecision(4));
  return `${percent} % of all ${all} (seed ${receivers.seed})`;
}

function add(lab: Lab, entry: StimulusEntry, verb: string): string {
  lab.edit(`${verb} ${nameOf(entry)}`, (document) => ({ ...document, stimulus: [...document.stimulus, entry] }));
  lab.view.setState({ stimulusEntry: entry.id });
  return entry.id;
}

function change(lab: Lab, entry: StimulusEntry, label: string, part: StimulusPart, gesture?: string): void {
  lab.edit(label, (document) => withEntry(document, entry.id, { ...entry, part }), gesture);
}

function entryOf(lab: Lab, id: string): StimulusEntry | undefined {
  return lab.document.getState().stimulus.find((entry) => entry.id === id);
}

/** To what the fields show: a thousandth of a ms. */
function round(time: number): number {
  return Number(time.toFixed(3));
}
