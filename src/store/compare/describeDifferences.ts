import { ENGINE_NAMES, describePrecision } from '../../engine/engineInfo.ts';
import type { EngineInfo } from '../../engine/engineInfo.ts';
import { populationRanges } from '../../model/buildNetwork.ts';
import type { MatrixCache } from '../../model/connectivity/matrixCache.ts';
import type { NetworkDescription, RunDescription } from '../../model/description.ts';
import { PRESETS } from '../../model/presets.ts';
import { areSameNeurons } from '../../simulation/runEdit.ts';
import { FIELDS } from '../fields.ts';
import type { FieldName } from '../fields.ts';
import { marksByGesture } from '../runState.ts';
import type { RunEditMark } from '../runState.ts';
import type { DescribedRun } from './describedRun.ts';
import { fromTo } from './fromTo.ts';
import { matrixDifferences } from './matrixDifferences.ts';
import { parameterDifferences } from './parameterDifferences.ts';
import { stimulusDifferences } from './stimulusDifferences.ts';

export interface Difference {
  readonly kind: 'network' | 'parameter' | 'connections' | 'start' | 'stimulus' | 'time' | 'engine' | 'edit';
  /** In the words of the field, from the first run to the second: 'g_GABA of LN: 0.8 → 0 mS/cm²'. */
  readonly text: string;
}

/**
 * In what two runs differ: how they started, what was edited while they ran, which engine they ran on. None where the second repeats the
 * first.
 * @param matrices makes the matrices, in which synapses are counted block by block
 */
export function describeDifferences(matrices: MatrixCache, a: DescribedRun, b: DescribedRun): readonly Difference[] {
  const [before, after] = [a.started.network, b.started.network];
  const areSame = areSameNeurons(before, after);
  const listed: readonly (readonly [Difference['kind'], readonly string[]])[] = [
    ['network', networkDifferences(before, after)],
    ['parameter', parameterDifferences(before, after)],
    ['connections', areSame ? matrixDifferences(matrices, before, after) : []],
    ['start', startDifferences(before, after)],
    ['stimulus', stimulusDifferences(a, b)],
    ['time', fieldDifferences(a.started, b.started, ['duration', 'dt', 'recordEvery'])],
    ['engine', a.engine && b.engine ? engineDifferences(a.engine, b.engine) : []],
    ['edit', editDifferences(a.edits, b.edits)],
  ];
  return listed.flatMap(([kind, texts]) => texts.map((text) => ({ kind, text })));
}

function networkDifferences(a: NetworkDescription, b: NetworkDescription): string[] {
  const [from, to] = [PRESETS[a.preset], PRESETS[b.preset]];
  const counts = populationRanges(from, a.n, a.counts).flatMap(({ name, count }) => {
    const other = populationRanges(to, b.n, b.counts).find((one) => one.name === name)?.count ?? 0;
    return count === other ? [] : [`${name} neurons: ${fromTo(count, other)}`];
  });
  return [
    ...(from === to ? [] : [`Model: ${from.title} → ${to.title}`]),
    ...(a.n === b.n ? [] : [`Neurons: ${fromTo(a.n, b.n)}`]),
    ...counts,
    ...(a.seed === b.seed ? [] : [`Seed: ${a.seed} → ${b.seed}`]),
  ];
}

function startDifferences(a: NetworkDescription, b: NetworkDescription): string[] {
  const isSame = a.initialState === b.initialState || areSameValues(a.initialState, b.initialState);
  if (!isSame) return [`Initial state: ${stateName(a)} → ${stateName(b)}`];
  // An own state leaves nothing to be drawn.
  if (a.initialState) return [];
  const defaults = { V: -70, noise: 0.01 };
  const [from, to] = [
    { ...defaults, ...a.start },
    { ...defaults, ...b.start },
  ];
  return [
    ...(from.V === to.V ? [] : [`${FIELDS.startV.label}: ${fromTo(from.V, to.V, FIELDS.startV.unit)}`]),
    ...(from.noise === to.noise ? [] : [`${FIELDS.noise.label} of the start: ${fromTo(from.noise, to.noise)}`]),
  ];
}

function stateName({ initialState, initialStateName, seed }: NetworkDescription): string {
  return initialState ? (initialStateName ?? 'a given one') : `drawn by seed ${seed}`;
}

function areSameValues(a: Float64Array | undefined, b: Float64Array | undefined): boolean {
  return a !== undefined && b !== undefined && a.length === b.length && a.every((value, k) => Object.is(value, b[k]));
}

type RunNumber = Extract<FieldName, keyof RunDescription>;

function fieldDifferences(a: RunDescription, b: RunDescription, names: readonly RunNumber[]): string[] {
  return names.flatMap((name) => {
    const { label, unit } = FIELDS[name];
    return a[name] === b[name] ? [] : [`${label}: ${fromTo(a[name], b[name], unit)}`];
  });
}

function engineDifferences(a: EngineInfo, b: EngineInfo): string[] {
  const [from, to] = [describePrecision(a), describePrecision(b)];
  const isOther = a.kind !== b.kind || (a.device !== b.device && a.kind !== 'cpu');
  return [
    ...(a.kind === b.kind ? [] : [`Engine: ${ENGINE_NAMES[a.kind]} → ${ENGINE_NAMES[b.kind]}`]),
    ...(a.kind === b.kind && isOther ? [`Device: ${a.device} → ${b.device}`] : []),
    ...(from === to ? [] : [`Precision: ${from} → ${to}`]),
  ];
}

/** Edits that only one of the runs took, at that time; of a gesture where it began. */
function editDifferences(a: readonly RunEditMark[], b: readonly RunEditMark[]): string[] {
  const [before, after] = [a, b].map((marks) =>
    marksByGesture(marks).map(({ time, label }) => ({ time, text: `${Number(time.toFixed(6))} ms: ${label}` })),
  );
  const onlyIn = (own: typeof before, other: typeof before, how: string): { time: number; text: string }[] =>
    own!
      .filter(({ text }) => !other!.some((one) => one.text === text))
      .map(({ time, text }) => ({ time, text: `${how} at ${text}` }));
  return [...onlyIn(before, after, 'not edited'), ...onlyIn(after, before, 'edited')]
    .toSorted((one, other) => one.time - other.time)
    .map(({ text }) => text);
}
