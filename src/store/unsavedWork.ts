import type { Experiment } from '../experiment/experiment.ts';
import { listOf, text } from '../experiment/shape.ts';
import { describeExperiment } from '../experiment/writeExperiment.ts';
import { DEMOS } from './demos/demos.ts';
import type { Lab } from './lab.ts';
import { DEFAULT_DOCUMENT } from './labDocument.ts';
import { ask, lossOfStopping } from './mayStop.ts';

const STORAGE_KEY = 'nerveflow-lab-files';

/** Experiments that were saved as files or opened from them are known again, the newest last. */
const MOST_KNOWN = 50;

/** Bytes of an array that are looked at, spread over it. */
const MOST_SAMPLED = 2 ** 16;

/**
 * Resolves with whether something may take the place of what is on screen; asks where that is work that is in no file, or a run on its way to disk.
 * @param what 'Open “The lobe’s rhythm”'
 * @param savedAt when it was saved as a file, ms since 1970
 * @param by what would take its place; where it is the same, nothing is lost
 */
export function mayReplace(lab: Lab, what: string, by: Omit<Experiment, 'engine'>, savedAt?: number): Promise<boolean> {
  // A question that another one follows is as good as answered with no.
  lab.question.getState().question?.answer(false);
  const isSame = isSameWork(by, lab.document.getState());
  const isLost = !isSame && isUnsaved(lab);
  const loss = lossOfStopping(lab);
  return isLost || loss !== undefined ? ask(lab, { what, savedAt, isUnsaved: isLost, loss }) : Promise.resolve(true);
}

/** Whether two experiments are alike but for their engine. */
export function isSameWork(a: Omit<Experiment, 'engine'>, b: Omit<Experiment, 'engine'>): boolean {
  return fingerprintOf(a) === fingerprintOf(b);
}

/** Whether the runs of two experiments would be alike: how they go to disk is not compared. */
export function isSameRun(a: Omit<Experiment, 'engine'>, b: Omit<Experiment, 'engine'>): boolean {
  const { longRun: _, ...one } = a;
  const { longRun: __, ...other } = b;
  return isSameWork(one, other);
}

/** Whether what is on screen is somebody's work, and differs from all that was saved as a file or opened from one. */
export function isUnsaved(lab: Lab): boolean {
  const document = lab.document.getState();
  return isWork(document) && !knownFiles(lab).includes(fingerprintOf(document));
}

/** What is on screen is in a file now, or has come from one. */
export function knowFile(lab: Lab, experiment: Experiment = lab.document.getState()): void {
  const known = [...new Set([...knownFiles(lab), fingerprintOf(experiment)])];
  try {
    lab.storage.setItem(STORAGE_KEY, JSON.stringify(known.slice(-MOST_KNOWN)));
  } catch {
    // No room: the lab asks once more than it had to.
  }
}

/** Whether an experiment is more than what the lab itself offers: its first network, whatever its title, or one of its demos. */
export function isWork(experiment: Omit<Experiment, 'engine'>): boolean {
  offered ??= new Set(
    [DEFAULT_DOCUMENT, ...DEMOS.map(({ lab, title, guide }) => ({ ...DEFAULT_DOCUMENT, ...lab, title, guide }))].map(
      fingerprintOf,
    ),
  );
  return ![experiment, { ...experiment, title: DEFAULT_DOCUMENT.title }].some((one) =>
    offered!.has(fingerprintOf(one)),
  );
}

let offered: ReadonlySet<string> | undefined;

function knownFiles(lab: Lab): readonly string[] {
  try {
    return listOf(text, MOST_KNOWN)(JSON.parse(lab.storage.getItem(STORAGE_KEY) ?? '[]')) ?? [];
  } catch {
    return []; // Not ours, or cut off.
  }
}

/** The same for experiments that are alike but for their engine, which is no part of anybody's work. */
function fingerprintOf(experiment: Omit<Experiment, 'engine'>): string {
  const { description, arrays } = describeExperiment({ ...experiment, engine: DEFAULT_DOCUMENT.engine });
  const hash = new Hash();
  hash.add(new TextEncoder().encode(JSON.stringify(description)));
  for (const { values } of arrays.values()) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const stride = Math.max(1, Math.floor(bytes.length / MOST_SAMPLED)) | 1; // Odd: it meets every byte of a number.
    hash.add(stride === 1 ? bytes : bytes.filter((_, k) => k % stride === 0));
    hash.add(Uint8Array.of(values.BYTES_PER_ELEMENT));
  }
  return hash.text;
}

/** Two FNV-1a hashes of 32 bits over the same bytes. */
class Hash {
  #a = 0x811c9dc5;
  #b = 0x01234567;

  add(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#a = Math.imul(this.#a ^ byte, 0x01000193);
      this.#b = Math.imul(this.#b ^ byte ^ 0x5a, 0x01000193);
    }
  }

  get text(): string {
    return [this.#a, this.#b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }
}
