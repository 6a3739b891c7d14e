import type { Engine, Problem } from '../../engine/engine.ts';
import { ENGINE_KINDS, PRECISIONS, type EngineInfo } from '../../engine/engineInfo.ts';
import { startOf } from '../../engine/engineState.ts';
import { flag, objectOf, oneOf, text, wholeFrom } from '../../experiment/shape.ts';
import type { OpenEngine } from '../session.ts';
import { RECORD_FILE } from './runFiles.ts';
import type { RunFolder } from './runFolder.ts';

const recorded = objectOf(
  { engine: oneOf(...ENGINE_KINDS), precision: oneOf(...PRECISIONS), device: text, isSoftware: flag, reason: text },
  { threads: wholeFrom(1, Number.MAX_SAFE_INTEGER), isCompensated: flag },
);

/**
 * In place of the engine of a run that is over, which may not be had any more: it is what run.json says, and in the state that the run ended with.
 * @returns undefined where run.json does not tell
 */
export async function openRecordedEngine(folder: RunFolder): Promise<OpenEngine | undefined> {
  const file = await folder.open(RECORD_FILE);
  if (!file) return undefined;
  try {
    const { engine: kind, ...facts } =
      recorded(JSON.parse(new TextDecoder().decode(await file.read(0, file.size)))) ?? {};
    if (kind === undefined) return undefined;
    const info = { kind, ...facts } as EngineInfo;
    return async (problem) => ({ engine: atRest(problem), info });
  } catch {
    return undefined; // Cut off.
  } finally {
    await file.close();
  }
}

function atRest(problem: Problem): Engine {
  return {
    step: problem.firstStep,
    mostSteps: 1,
    mostInFlight: 1,
    advance: () => Promise.reject(new TypeError('the run is over')),
    update: () => Promise.resolve(false),
    readState: () => Promise.resolve(startOf(problem)),
    dispose() {},
  };
}
