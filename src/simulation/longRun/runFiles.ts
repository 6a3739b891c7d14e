/** What is run. */
export const EXPERIMENT_FILE = 'experiment.zip';
/** The engine that a run began on: its experiment may leave that to the device. */
export const ENGINE_FILE = 'engine.json';
/** On what it was simulated, and what the columns of its rows are. */
export const RECORD_FILE = 'run.json';
/** Names of the files of a run's folder; batches count from 0. */
export const stateFile = (batch: number): string => `state.batch${batch}.npy`;
export const spikesFile = (batch: number): string => `spikes.batch${batch}.csv`;
/** Written last: a batch is confirmed when this file is there and whole. */
export const checkpointFile = (batch: number): string => `checkpoint.batch${batch}.npz`;
/** Of a state that was kept on demand. */
export const keptFile = (step: number): string => `checkpoint.step${step}.npz`;

/** The state that a run begins with which branched from another one. */
export const startFile = (step: number): string => `checkpoint.start${step}.npz`;

/** The step that a run begins with, by the names of its files. */
export function startOfRun(names: Iterable<string>): number {
  for (const name of names) {
    const start = startOfFile(name);
    if (start !== undefined) return start;
  }
  return 0;
}

/** The step of the state that a run begins with, by the name of its file; undefined for all others. */
function startOfFile(name: string): number | undefined {
  const [, digits] = /^checkpoint\.start(0|[1-9]\d{0,14})\.npz$/.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The step of a state that was kept on demand, by the name of its file; undefined for all others. */
export function stepOfFile(name: string): number | undefined {
  const [, digits] = /^checkpoint\.step(0|[1-9]\d{0,14})\.npz$/.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** What the batches are merged to. */
export const MERGED_STATES = { npy: 'state.npy', csv: 'state.csv' } as const;
export const MERGED_SPIKES = 'spikes.csv';
/** All that merging makes, and can make again. */
export const MERGED_FILES: readonly string[] = [...Object.values(MERGED_STATES), MERGED_SPIKES];

/** What a name tells of a batch's file; undefined for all others. */
export function batchOfFile(
  name: string,
): { readonly kind: 'state' | 'spikes' | 'checkpoint'; readonly batch: number } | undefined {
  const [, kind, digits] = /^(state|spikes|checkpoint)\.batch(0|[1-9]\d{0,8})\.(?:npy|csv|npz)$/.exec(name) ?? [];
  if (kind === undefined) return undefined;
  const batch = Number(digits);
  const known = { state: stateFile, spikes: spikesFile, checkpoint: checkpointFile };
  const found = kind as keyof typeof known;
  return known[found](batch) === name ? { kind: found, batch } : undefined;
}

/** Whether a name tells that a run in batches has got somewhere, or is to go on from somewhere. */
export function isOfRun(name: string): boolean {
  return batchOfFile(name)?.kind === 'checkpoint' || startOfFile(name) !== undefined;
}
