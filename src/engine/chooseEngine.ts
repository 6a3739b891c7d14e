import type { Engine, Problem } from './engine.ts';
import {
  isTakenAutomatically,
  type EngineInfo,
  type EngineReport,
  type EngineRequest,
  type EngineTrial,
  type Precision,
} from './engineInfo.ts';
import { LABELS, type Opened, type Provider } from './provider.ts';
import { sizeClass, tryEngine, workOf, type TrialMemory } from './trials.ts';
import { messageOf } from '../wording/messageOf.ts';

/** What the automatic choice knows of the run that it chooses for. */
export interface RunAhead {
  /** Steps of the whole run. */
  readonly steps: number;
  readonly memory?: TrialMemory;
}

/** A run that the first engine brings to its end in this many seconds is not worth looking further for: who waits for longer gains from a trial. */
const SHORT_RUN = 1;
/** Runs of less work than this, about half a second on one core, are not worth a single trial. */
const LITTLE_WORK = 2e9;
/**
 * No new trial begins this long after the first, ms; where the run will take minutes, not after so large a share of what the fastest so
 * far would need, either.
 */
const TRIALS_MS = 700;
const MOST_TRIALS_MS = 5000;
const TRIALS_SHARE = 0.02;
const NOT_TRIED = 'not tried: those before it took the time that there is for trials';

/** One way in which this machine may run the network. */
interface Candidate {
  readonly provider: Provider;
  readonly precision: Precision;
  readonly threads?: number;
}

/**
 * The automatic choice: by rank (the order of the providers) for short runs; for others every candidate is tried on this very
 * network for a fraction of a second, and the fastest is taken. What was found is remembered.
 * @throws Error with a sentence when no engine can run the network.
 */
export async function chooseEngine(
  problem: Problem,
  request: EngineRequest,
  providers: readonly Provider[],
  ahead?: RunAhead,
): Promise<{ engine: Engine; info: EngineInfo }> {
  const passedOver: string[] = [];
  const candidates = findCandidates(problem, request, providers, passedOver);
  const choice = ahead && (await runTrials(problem, request, candidates, ahead));
  for (const candidate of choice?.order ?? firstOfEachKind(candidates)) {
    const { report } = candidate.provider;
    try {
      const opened = await open(candidate, problem, request);
      const reason = choice
        ? [fastestReason(candidate, choice), ...passedOver].join('; ')
        : rankedReason(report, passedOver);
      const info = infoOf(report, opened, request, reason);
      return { engine: opened.engine, info: choice ? { ...info, trials: choice.trials } : info };
    } catch (error) {
      passedOver.push(`${LABELS[report.kind]}: ${messageOf(error)}`);
    }
  }
  throw new Error(`no engine could run this network: ${passedOver.join('; ')}`);
}

function findCandidates(
  { layout }: Problem,
  { precision, threads }: EngineRequest,
  providers: readonly Provider[],
  passedOver: string[],
): Candidate[] {
  return providers.flatMap((provider) => {
    const { report, threadCounts } = provider;
    const { kind, available, device, precisions, problem: missing } = report;
    if (!isTakenAutomatically(report)) {
      passedOver.push(`${LABELS[kind]}: ${available ? `${device} is a program on the processor, no GPU` : missing}`);
      return [];
    }
    const fitting = precisions.filter((one) => precision === undefined || one === precision);
    if (fitting.length === 0) passedOver.push(`${LABELS[kind]}: computes in ${precisions.join(' or ')}`);
    const counts =
      threadCounts === undefined ? [undefined] : threads === undefined ? threadCounts(layout.n) : [threads];
    return counts.flatMap((count) =>
      fitting.map((one) => ({ provider, precision: one, ...(count !== undefined && { threads: count }) })),
    );
  });
}

function firstOfEachKind(candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter(({ provider }, k) => candidates.findIndex((other) => other.provider === provider) === k);
}

interface Choice {
  /** The fastest first; then what was not tried, by rank. */
  readonly order: readonly Candidate[];
  readonly trials: readonly EngineTrial[];
  readonly isRemembered: boolean;
}

/** Undefined where the rank decides: little is to be done, or there is no choice. */
async function runTrials(
  problem: Problem,
  request: EngineRequest,
  all: readonly Candidate[],
  { steps, memory }: RunAhead,
): Promise<Choice | undefined> {
  // The reference is there to judge the others, not to race them.
  const candidates = all.filter(({ provider }) => provider.report.kind !== 'reference');
  if (candidates.length < 2 || workOf(problem, steps) < LITTLE_WORK) return undefined;
  const key = [
    sizeClass(problem),
    `${request.precision ?? 'any precision'}, ${request.threads ?? 'any number of'} threads`,
    ...firstOfEachKind(candidates).map(({ provider }) => provider.report.device),
  ].join('; ');
  const remembered = await memory?.recall(key);
  if (remembered?.some((trial) => 'stepsPerSecond' in trial)) {
    return { order: bySpeed(all, remembered), trials: remembered, isRemembered: true };
  }
  const start = performance.now();
  const trials: EngineTrial[] = [];
  for (const candidate of candidates) {
    const { provider, precision, threads } = candidate;
    const tried = { kind: provider.report.kind, precision, ...(threads !== undefined && { threads }) };
    const best = Math.max(0, ...trials.map((trial) => ('stepsPerSecond' in trial ? trial.stepsPerSecond : 0)));
    const runMs = (1000 * steps) / best;
    const allowed = Math.max(TRIALS_MS, Math.min(MOST_TRIALS_MS, TRIALS_SHARE * runMs));
    if (best > 0 && performance.now() - start > allowed) {
      trials.push({ ...tried, problem: NOT_TRIED });
      continue;
    }
    try {
      const stepsPerSecond = await tryEngine(() => open(candidate, problem, request));
      if (best === 0 && steps / stepsPerSecond < SHORT_RUN) return undefined;
      trials.push({ ...tried, stepsPerSecond: Number(stepsPerSecond.toPrecision(4)) });
    } catch (error) {
      trials.push({ ...tried, problem: messageOf(error) });
    }
  }
  await memory?.remember(key, trials);
  return { order: bySpeed(all, trials), trials, isRemembered: false };
}

function bySpeed(candidates: readonly Candidate[], trials: readonly EngineTrial[]): Candidate[] {
  // The sort is stable: what has no figure keeps its rank.
  return candidates.toSorted((a, b) => speedOf(b, trials) - speedOf(a, trials));
}

/** Steps per second; 0 where it was not tried, less where it was in vain. */
function speedOf({ provider, precision, threads }: Candidate, trials: readonly EngineTrial[]): number {
  const trial = trials.find(
    (one) => one.kind === provider.report.kind && one.precision === precision && one.threads === threads,
  );
  if (trial === undefined) return 0;
  if ('stepsPerSecond' in trial) return trial.stepsPerSecond;
  return trial.problem === NOT_TRIED ? 0 : -1;
}

async function open(
  { provider, precision, threads }: Candidate,
  problem: Problem,
  request: EngineRequest,
): Promise<Opened> {
  return provider.open(problem, { ...request, precision, ...(threads !== undefined && { threads }) });
}

function rankedReason({ kind }: EngineReport, passedOver: readonly string[]): string {
  const best = passedOver.length === 0 ? 'the fastest kind that this machine has' : 'the best that is left';
  return [`chosen automatically: ${LABELS[kind]} is ${best}`, ...passedOver].join('; ');
}

/** 'chosen automatically: CPU in float32 was the fastest of those tried on this network, in steps per second: …' */
function fastestReason({ provider, precision, threads }: Candidate, { trials, isRemembered }: Choice): string {
  const taken = nameOf({ kind: provider.report.kind, precision, ...(threads !== undefined && { threads }) });
  const when = isRemembered ? 'when networks of this size were tried here before' : 'of those tried on this network';
  const figures = trials
    .filter((trial) => 'stepsPerSecond' in trial)
    .toSorted((a, b) => b.stepsPerSecond - a.stepsPerSecond)
    .map((trial) => `${nameOf(trial)} ${Number(trial.stepsPerSecond.toPrecision(2)).toLocaleString('en')}`);
  if (figures.length === 0) return `chosen automatically: ${taken}; no trial came to a figure`;
  return `chosen automatically: ${taken} was the fastest ${when}, in steps per second: ${figures.join(', ')}`;
}

function nameOf({ kind, precision, threads }: Pick<EngineTrial, 'kind' | 'precision' | 'threads'>): string {
  return `${LABELS[kind]} in ${precision}${threads === undefined ? '' : ` (${threads} thread${threads === 1 ? '' : 's'})`}`;
}

/** What the badge says of an engine. */
export function infoOf(
  report: EngineReport,
  opened: Omit<Opened, 'engine'>,
  request: EngineRequest,
  reason: string,
): EngineInfo {
  const { kind, device, isSoftware } = report;
  const { precision, threads, isCompensated } = opened;
  return {
    kind,
    precision,
    ...(threads !== undefined && { threads }),
    ...(isCompensated !== undefined && { isCompensated }),
    ...(isCompensated === false && request.isCompensated === false && { isCompensationOff: true }),
    device,
    isSoftware,
    reason,
  };
}
