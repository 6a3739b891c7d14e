import type {
  MatrixDescription,
  MatrixPatch,
  MatrixStart,
  NetworkDescription,
  ParameterChange,
  Probe,
  RunDescription,
  StimulusPart,
} from '../model/description.ts';
import { areSameProbes } from '../model/probes.ts';
import { partsOf } from '../model/stimulus/stimulus.ts';

/**
 * What changes in a run while it goes on: small, whatever the network's size. What stays is left out or named by its place, so that
 * matrices and samples that the worker has do not travel again, and keep their identity there.
 */
export interface RunEdit {
  /** All changes of parameters, instead of those before. */
  readonly changes?: readonly ParameterChange[];
  /** By synapse type; undefined: as the model draws it. */
  readonly matrices?: Readonly<Record<string, MatrixEdit | undefined>>;
  /** All parts of the stimulus; a number is the place of a part before the edit. */
  readonly stimulus?: readonly (StimulusPart | number)[];
  /** ms. */
  readonly duration?: number;
  /** All of them, instead of those before. */
  readonly probes?: readonly Probe[];
}

export interface MatrixEdit {
  readonly start: MatrixStart | 'kept';
  /** How many of the patches before the edit stay. */
  readonly keptPatches: number;
  readonly newPatches: readonly MatrixPatch[];
  readonly allowsSelf: boolean;
}

/**
 * How to get from one run to another while it goes on.
 * @returns `edit`: undefined where nothing can change, or nothing differs. `run`: what the run is after it, made of the parts of both.
 * `isComplete`: false where the other run differs in what only a new start can give: the neurons, the initial state, the steps.
 */
export function editBetween(
  before: RunDescription,
  after: RunDescription,
): { readonly edit: RunEdit | undefined; readonly run: RunDescription; readonly isComplete: boolean } {
  const isSameSize = areSameNeurons(before.network, after.network);
  const isComplete =
    isSameSize &&
    before.dt === after.dt &&
    before.recordEvery === after.recordEvery &&
    before.network.seed === after.network.seed &&
    before.network.initialState === after.network.initialState &&
    before.network.start?.V === after.network.start?.V &&
    before.network.start?.noise === after.network.start?.noise;
  // Lists, matrices and samples are made for the number of neurons that is described.
  if (!isSameSize) return { edit: undefined, run: before, isComplete };
  const edit: { -readonly [K in keyof RunEdit]: RunEdit[K] } = {};
  if (before.network.changes !== after.network.changes) edit.changes = after.network.changes ?? [];
  if (before.network.matrices !== after.network.matrices) {
    const old = before.network.matrices ?? {};
    const now = after.network.matrices ?? {};
    const types = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((type) => old[type] !== now[type]);
    if (types.length > 0) {
      edit.matrices = Object.fromEntries(types.map((type) => [type, matrixEdit(old[type], now[type])]));
    }
  }
  if (before.stimulus !== after.stimulus) {
    const old = partsOf(before.stimulus);
    const now = partsOf(after.stimulus);
    const isSame = old.length === now.length && now.every((part, p) => part === old[p]);
    if (!isSame) edit.stimulus = now.map((part) => (old.includes(part) ? old.indexOf(part) : part));
  }
  if (before.duration !== after.duration) edit.duration = after.duration;
  if (!areSameProbes(before.probes, after.probes)) edit.probes = after.probes ?? [];
  if (Object.keys(edit).length === 0) return { edit: undefined, run: isComplete ? after : before, isComplete };
  if (isComplete) return { edit, run: after, isComplete };
  const { changes, matrices } = after.network;
  const { stimulus, duration, probes } = after;
  return {
    edit,
    run: { ...before, network: { ...before.network, changes, matrices }, stimulus, duration, probes },
    isComplete,
  };
}

/** The run after an edit. What the edit leaves alone is the same object as before. */
export function applyEdit(run: RunDescription, edit: RunEdit): RunDescription {
  const { changes, matrices, stimulus, duration, probes } = edit;
  let { network } = run;
  if (changes !== undefined) network = { ...network, changes };
  if (matrices !== undefined) {
    const next: Record<string, MatrixDescription> = { ...network.matrices };
    for (const [type, one] of Object.entries(matrices)) {
      if (one === undefined) delete next[type];
      else next[type] = applyMatrixEdit(next[type], one);
    }
    network = { ...network, matrices: next };
  }
  const old = partsOf(run.stimulus);
  return {
    ...run,
    network,
    ...(duration !== undefined && { duration }),
    ...(probes !== undefined && { probes }),
    ...(stimulus !== undefined && {
      stimulus: { kind: 'sum', parts: stimulus.map((part) => (typeof part === 'number' ? old[part]! : part)) },
    }),
  };
}

function matrixEdit(
  before: MatrixDescription | undefined,
  after: MatrixDescription | undefined,
): MatrixEdit | undefined {
  if (after === undefined) return undefined;
  const old = before?.patches ?? [];
  const isKept = before?.start === after.start;
  let kept = 0;
  if (isKept) while (kept < old.length && old[kept] === after.patches[kept]) kept++;
  return {
    start: isKept ? 'kept' : after.start,
    keptPatches: kept,
    newPatches: after.patches.slice(kept),
    allowsSelf: after.allowsSelf ?? false,
  };
}

function applyMatrixEdit(before: MatrixDescription | undefined, edit: MatrixEdit): MatrixDescription {
  const { start, keptPatches, newPatches, allowsSelf } = edit;
  const kept = before?.patches.slice(0, keptPatches) ?? [];
  return { start: start === 'kept' ? before!.start : start, patches: [...kept, ...newPatches], allowsSelf };
}

/** Whether both have the same neurons: a run of one cannot follow an edit of the other where they have not. */
export function areSameNeurons(a: NetworkDescription, b: NetworkDescription): boolean {
  const areSameCounts =
    a.counts === b.counts || (a.counts?.length === b.counts?.length && !!a.counts?.every((c, p) => c === b.counts![p]));
  return a.preset === b.preset && a.n === b.n && areSameCounts;
}
