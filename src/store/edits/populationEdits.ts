import { CIRCUITS } from '../../model/circuits.ts';
import type { Circuit } from '../../model/circuits.ts';
import { PRESETS } from '../../model/presets.ts';
import { DEFAULT_ODOUR } from '../../model/stimulus/stimulus.ts';
import { FIELDS } from '../fields.ts';
import type { HistoryEntry } from '../history.ts';
import type { Lab } from '../lab.ts';
import { withNetwork } from '../labDocument.ts';
import type { LabDocument, StimulusEntry } from '../labDocument.ts';
import { countsOf, defaultCounts, labelWith, lostBetween, rangesOf, resized } from './resizeNetwork.ts';

/** Sets how many neurons one population has; the others keep theirs. @returns why not, in one sentence that quotes what was `typed` */
export function setCount(lab: Lab, population: number, count: number, typed = String(count)): string | undefined {
  const counts = countsOf(lab.document.getState());
  const { name } = rangesOf(lab.document.getState().network)[population]!;
  const others = counts.reduce((sum, one) => sum + one, 0) - counts[population]!;
  const { least, most } = FIELDS.n;
  const fewest = Math.max(0, least - others);
  if (!(Number.isInteger(count) && count >= fewest && others + count <= most)) {
    return `${name} must be a whole number from ${fewest} to ${most - others}, got ${typed || 'nothing'}`;
  }
  resize(
    lab,
    `${name} neurons: ${counts[population]} → ${count}`,
    counts.map((one, p) => (p === population ? count : one)),
    `count ${name}`,
  );
  return undefined;
}

/** Moves the border between two populations: the first gets `count` neurons, the second the rest of both. */
export function moveBorder(lab: Lab, population: number, count: number): void {
  const counts = countsOf(lab.document.getState());
  const both = counts[population]! + counts[population + 1]!;
  const next = counts.map((one, p) => (p === population ? count : p === population + 1 ? both - count : one));
  const names = rangesOf(lab.document.getState().network).map(({ name }) => name);
  resize(
    lab,
    `${names[population]} : ${names[population + 1]}: ${counts[population]} : ${counts[population + 1]} → ${count} : ${both - count}`,
    next,
    'ratio',
  );
}

/** A usual size of the model: its own shares of the populations; after a circuit its own matrices and odour too. */
export function chooseSize(lab: Lab, n: number): void {
  const before = lab.document.getState();
  const { preset } = before.network;
  const isCircuit = before.stimulus.some(isOfCircuit);
  const label = `${PRESETS[preset].title.split(':')[0]} network of ${n} neurons`;
  const { document, lost } = resized(before, defaultCounts(preset, n));
  lab.edit(labelWith(label, lost), () => {
    if (!isCircuit) return document;
    const stimulus = [
      { id: 'odour', isOn: true, part: DEFAULT_ODOUR },
      ...document.stimulus.filter((entry) => !isOfCircuit(entry) && entry.id !== 'odour'),
    ];
    return { ...withNetwork(document, { matrices: undefined }), stimulus };
  });
}

/** A few neurons and the currents that show what they do, in place of the network and the stimulus; the parameters stay. */
export function chooseCircuit(lab: Lab, circuit: Circuit): void {
  const { n, counts, matrices } = circuit.network;
  const { document, lost } = resized(lab.document.getState(), counts);
  // What a circuit replaces is not lost by oversight: only the parameters are told of.
  const kept = lost.filter((one) => one.kind === 'change');
  const stimulus = circuit.stimulus.map((part, i) => ({ id: `${CIRCUIT_ID}${i}`, isOn: true, part }));
  lab.edit(labelWith(`Circuit: ${circuit.name}`, kept), () => ({
    ...withNetwork(document, { n, counts, matrices }),
    stimulus,
  }));
}

/** Which circuit the network is, as long as neither neurons nor matrices were changed. */
export function circuitOf({ network }: Pick<LabDocument, 'network'>): Circuit | undefined {
  return CIRCUITS.find(
    (circuit) =>
      circuit.network.n === network.n &&
      String(circuit.network.counts) === String(network.counts) &&
      // As text: after a reload they are other objects, and they are small.
      JSON.stringify(circuit.network.matrices) === JSON.stringify(network.matrices),
  );
}

const CIRCUIT_ID = 'circuit-';

function isOfCircuit({ id }: StimulusEntry): boolean {
  return id.startsWith(CIRCUIT_ID);
}

/**
 * What the newest edits took away because the numbers of neurons changed, until something else is edited; undo brings it back.
 */
export function lostLately(past: readonly HistoryEntry[]): readonly string[] {
  const found: string[] = [];
  for (const { before, after } of past.toReversed()) {
    if (!differInSize(before, after) || circuitOf(after)) break;
    found.unshift(...lostBetween(before, after).map(({ what }) => what));
  }
  return found;
}

function differInSize(a: LabDocument, b: LabDocument): boolean {
  return a.network.n !== b.network.n || a.network.counts !== b.network.counts;
}

function resize(lab: Lab, label: string, counts: readonly number[], gesture: string): void {
  const { document, lost } = resized(lab.document.getState(), counts);
  // An entry of its own where something is lost, which its name says.
  lab.edit(labelWith(label, lost), () => document, lost.length > 0 ? undefined : gesture);
}
