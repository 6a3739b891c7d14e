/** What the library knows of an experiment, without the documents of its versions. */
export interface ExperimentRecord {
  readonly id: string;
  readonly title: string;
  readonly neurons: number;
  /** ms. */
  readonly duration: number;
  /** ms since 1970, as all moments here. */
  readonly createdAt: number;
  readonly editedAt: number;
  /** Counts what was written: a tab that knows another count is not the only one that writes. */
  readonly revision: number;
  /** The oldest first; the newest is the experiment as it is. */
  readonly versions: readonly Version[];
}

/** A state of an experiment, of which the document is kept under its number. */
export interface Version {
  readonly number: number;
  readonly startedAt: number;
  readonly editedAt: number;
  /** Edits that led to it from the version before. */
  readonly edits: number;
  /** Names of the newest of them, the newest last. */
  readonly labels: readonly string[];
  /** Given by hand: such a version stays, and nothing is added to it. */
  readonly name?: string;
  /** Letters of its document. */
  readonly letters: number;
  /** Bytes of its arrays by their keys; versions with the same array have the same key. */
  readonly arrays: Readonly<Record<string, number>>;
}

/** What is kept of a document as a version of its experiment. */
export interface KeptState {
  readonly title: string;
  readonly neurons: number;
  /** ms. */
  readonly duration: number;
  readonly letters: number;
  readonly arrays: Readonly<Record<string, number>>;
  /** What was done since the state before, the newest last. */
  readonly labels: readonly string[];
  /** Whether it is a version of its own, however soon it follows the one before. */
  readonly isApart: boolean;
}

/** Edits go into one version for so long, ms, or until there are so many of them. */
export const VERSION_MS = 5 * 60_000;
export const VERSION_EDITS = 20;

/** So many versions without a name are kept, and fewer where versions and arrays of an experiment take more bytes. */
export const MOST_UNNAMED = 50;
export const MOST_BYTES = 256 * 2 ** 20;

const MOST_LABELS = 5;

/** The experiment with the state that it has come to: added to its newest version, or as a new one; old versions are let go. */
export function withState(
  before: ExperimentRecord | undefined,
  id: string,
  state: KeptState,
  now: number,
): ExperimentRecord {
  const { title, neurons, duration, letters, arrays, labels, isApart } = state;
  const versions = before?.versions ?? [];
  const newest = versions.at(-1);
  const isAdded =
    newest !== undefined &&
    !isApart &&
    newest.name === undefined &&
    now - newest.startedAt < VERSION_MS &&
    newest.edits + labels.length <= VERSION_EDITS;
  const version: Version = {
    number: isAdded ? newest.number : (newest?.number ?? 0) + 1,
    startedAt: isAdded ? newest.startedAt : now,
    editedAt: now,
    edits: (isAdded ? newest.edits : 0) + labels.length,
    labels: [...(isAdded ? newest.labels : []), ...labels].slice(-MOST_LABELS),
    letters,
    arrays,
  };
  return {
    id,
    title,
    neurons,
    duration,
    createdAt: before?.createdAt ?? now,
    editedAt: now,
    revision: (before?.revision ?? 0) + 1,
    versions: withinLimits([...(isAdded ? versions.slice(0, -1) : versions), version]),
  };
}

/** The experiment with a name for one of its versions; an empty one takes the name away. */
export function withName(record: ExperimentRecord, number: number, name: string): ExperimentRecord {
  const versions = record.versions.map((version) => {
    if (version.number !== number) return version;
    const { name: _name, ...others } = version;
    return name === '' ? others : { ...others, name };
  });
  return { ...record, revision: record.revision + 1, versions: withinLimits(versions) };
}

/** Bytes that these versions take, an array that several of them have counted once. */
export function bytesOf(versions: readonly Version[]): number {
  const arrays = new Map(versions.flatMap((version) => Object.entries(version.arrays)));
  let bytes = versions.reduce((sum, { letters }) => sum + letters, 0);
  for (const size of arrays.values()) bytes += size;
  return bytes;
}

/** Without the oldest of those that have no name, as many as there are too many or too large; the newest stays. */
function withinLimits(versions: readonly Version[]): readonly Version[] {
  const kept = [...versions];
  const oldest = (): number => kept.findIndex(({ name }, k) => name === undefined && k < kept.length - 1);
  const isTooMuch = (): boolean =>
    kept.filter(({ name }) => name === undefined).length > MOST_UNNAMED || bytesOf(kept) > MOST_BYTES;
  while (isTooMuch() && oldest() >= 0) kept.splice(oldest(), 1);
  return kept;
}
