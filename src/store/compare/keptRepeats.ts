import type { ExperimentArray } from '../../experiment/arraysOf.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { asObject, listOf, objectOf, oneOf, seed, text } from '../../experiment/shape.ts';
import type { Read } from '../../experiment/shape.ts';
import { rangesOf } from '../edits/resizeNetwork.ts';
import type { LabDocument } from '../labDocument.ts';
import { keepDocument, readKeptDocument } from '../results/keptDocument.ts';
import { DamagedResult, whole } from '../results/packedResult.ts';
import { count, cut, runSummary, time } from '../results/readParts.ts';
import { documentWithRun } from './documentOfRun.ts';
import { MOST_REPEATS, blockMsOf } from './repeatRun.ts';
import type { RepeatedRun } from './repeatRun.ts';
import type { RepeatSet, RepeatsState } from './repeatsState.ts';

/** Repeats as they are kept. @param document what the names of the runs' currents are taken from */
export async function keepRepeats(
  { status, done, total, seconds, problem }: RepeatsState,
  sets: readonly RepeatSet[],
  document: LabDocument,
): Promise<object> {
  const kept = [];
  for (const { label, run, seeds, runs } of sets) {
    const own = runs.map(({ diverged, ...others }) => ({
      ...others,
      ...(diverged !== undefined && { diverged: cut(diverged) }),
    }));
    kept.push({ label: cut(label), document: await keepDocument(documentWithRun(document, run)), seeds, runs: own });
  }
  return {
    status: status === 'running' ? 'stopped' : status,
    done,
    total,
    seconds,
    ...(problem !== undefined && { problem: cut(problem) }),
    sets: kept,
  };
}

/**
 * What `keepRepeats` has kept, of which nothing is known yet.
 * @param shown what the lab shows
 * @throws DamagedResult
 */
export async function readRepeats(
  value: Readonly<Record<string, unknown>>,
  array: Read<ExperimentArray>,
  shown: LabDocument,
): Promise<{
  readonly state: Pick<RepeatsState, 'status' | 'done' | 'total' | 'seconds' | 'share' | 'problem'>;
  readonly sets: readonly RepeatSet[];
}> {
  const { sets: own, ...about } = whole(kept(value), 'what they came to');
  const sets: RepeatSet[] = [];
  for (const one of own) {
    const { label, seeds, runs } = whole(repeated(one), 'what was repeated');
    const run = describeRun(await readKeptDocument(one['document'], array, shown));
    const read = runs.map((single) => whole(readRun(single, array), 'one of the runs'));
    const isOfSeeds = read.every(
      ({ seed: of }, k) => seeds.includes(of) && !read.slice(0, k).some((r) => r.seed === of),
    );
    const populations = rangesOf(run.network).length;
    if (read.some(({ summary }) => summary.populations.length !== populations)) {
      throw new DamagedResult('the runs are of another network');
    }
    if (!isOfSeeds) throw new DamagedResult('the runs are of other seeds');
    sets.push({ label, run, seeds, blockMs: blockMsOf(run), runs: read });
  }
  const share = about.total > 0 ? about.done / about.total : 0;
  return { state: { ...about, share, problem: about.problem }, sets };
}

const kept = objectOf(
  {
    status: oneOf('stopped', 'finished', 'failed'),
    done: count,
    total: count,
    seconds: time,
    sets: listOf(asObject, MOST_REPEATS),
  },
  { problem: text },
);
const repeated = objectOf({ label: text, seeds: listOf(seed, MOST_REPEATS), runs: listOf(asObject, MOST_REPEATS) });
const single = objectOf({ seed, summary: runSummary }, { diverged: text });

function readRun(value: Readonly<Record<string, unknown>>, array: Read<ExperimentArray>): RepeatedRun | undefined {
  const numbers = (one: unknown): Float64Array<ArrayBuffer> | undefined => {
    const found = array(one);
    return found instanceof Float64Array ? (found as Float64Array<ArrayBuffer>) : undefined;
  };
  const read = single(value);
  const meanVoltage = numbers(value['meanVoltage']);
  const rate = numbers(value['rate']);
  const spectrum = value['spectrum'] === undefined ? undefined : asObject(value['spectrum']);
  const frequency = spectrum && numbers(spectrum['frequency']);
  const power = spectrum && numbers(spectrum['power']);
  const isSpectrum = frequency && power && frequency.length === power.length;
  if (!read || !meanVoltage || !rate || (spectrum && !isSpectrum)) return undefined;
  return {
    ...read,
    meanVoltage,
    rate,
    diverged: read.diverged,
    spectrum: isSpectrum
      ? {
          frequency,
          power,
        }
      : undefined,
  };
}
