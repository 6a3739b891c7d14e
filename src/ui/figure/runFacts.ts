import labPackage from '../../../package.json' with { type: 'json' };
import type { EngineInfo } from '../../engine/engineInfo.ts';
import type { RunDescription } from '../../model/description.ts';
import { describeDifferences } from '../../store/compare/describeDifferences.ts';
import type { Difference } from '../../store/compare/describeDifferences.ts';
import type { Lab } from '../../store/lab.ts';
import type { RunEditMark } from '../../store/runState.ts';

/** Which run it was: what every figure, file and report says of itself. */
export interface RunFacts {
  readonly title: string;
  /** As it was when the facts were read. */
  readonly run: RunDescription;
  /** The same as it started. */
  readonly started: RunDescription;
  readonly engine: EngineInfo;
  readonly edits: readonly RunEditMark[];
  /** How the network of `run` differs from the model's with its size and seed: the model's value → the run's. */
  readonly differences: readonly Difference[];
  /** Of the lab. */
  readonly version: string;
}

/** Of the run on screen; undefined before its engine is known. */
export function readRunFacts(lab: Lab): RunFacts | undefined {
  const { run, started = run, engine, edits } = lab.run.getState();
  if (!run || !started || !engine) return undefined;
  const { title, stimulus } = lab.document.getState();
  const { preset, n, counts, seed } = run.network;
  const ofModel = { preset, n, ...(counts && { counts }), seed };
  const described = { edits: [], engine: undefined, stimulus };
  const differences = describeDifferences(
    lab.matrices,
    { ...described, started: { ...run, network: ofModel } },
    { ...described, started: run },
  );
  return { title, run, started, engine, edits, differences, version: labPackage.version };
}
