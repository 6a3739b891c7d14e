import type { RunSummary } from '../../analysis/runs/runSummary.ts';
import { ENGINE_KINDS, MOST_THREADS, PRECISIONS } from '../../engine/engineInfo.ts';
import type { EngineInfo } from '../../engine/engineInfo.ts';
import { finite, flag, listOf, objectOf, oneOf, text, wholeFrom } from '../../experiment/shape.ts';
import type { Read } from '../../experiment/shape.ts';

export const count = wholeFrom(0, Number.MAX_SAFE_INTEGER);

/** ms. */
export const time: Read<number> = (value) => (finite(value)! >= 0 ? (value as number) : undefined);

/** A number, or NaN, which JSON writes as null. */
const numberOrNaN: Read<number> = (value) => (value === null ? NaN : finite(value));

/** The engine that something ran on; what it was chosen from is not kept. */
export const engineInfo: Read<EngineInfo> = objectOf(
  {
    kind: oneOf(...ENGINE_KINDS),
    precision: oneOf(...PRECISIONS),
    device: text,
    isSoftware: flag,
    reason: text,
  },
  { threads: wholeFrom(1, MOST_THREADS), isCompensated: flag, isCompensationOff: flag },
);

export function keptEngineInfo(engine: EngineInfo): EngineInfo {
  const { trials: _, device, reason, ...others } = engine;
  return { ...others, device: cut(device), reason: cut(reason) };
}

/** A text of so many letters as are read. */
export function cut(long: string): string {
  return long.slice(0, 1000);
}

const summary = objectOf(
  { populations: listOf(objectOf({ name: text, spikes: count, rateHz: numberOrNaN }, { events: count }), 100) },
  { peakHz: finite, peakStandsOut: flag, synchrony: finite },
);

export const runSummary: Read<RunSummary> = (value, tell) => {
  const read = summary(value, tell);
  return read && { ...read, peakHz: read.peakHz, synchrony: read.synchrony };
};
