import { averagedSpectrum, LONGEST_INTERVAL, SHORTEST_SIGNAL } from '../../analysis/rhythm/averagedSpectrum.ts';
import { binnedRate } from '../../analysis/firing/firingRates.ts';
import { summarizeRun } from '../../analysis/runs/runSummary.ts';
import type { RunSummary } from '../../analysis/runs/runSummary.ts';
import type { RunDescription } from '../../model/description.ts';
import type { EnsembleDescription, MemberResult } from '../../simulation/ensemble/ensemble.ts';

/** How often a run may be repeated. */
export const FEWEST_REPEATS = 2;
export const MOST_REPEATS = 32;

/** What is kept of a run with one seed. */
export interface RepeatedRun {
  readonly seed: number;
  readonly summary: RunSummary;
  /** Mean V of the PNs, mV: means of `blockMs`. */
  readonly meanVoltage: Float64Array;
  /** Spikes of the PNs in bins of RATE_BIN, Hz per neuron. */
  readonly rate: Float64Array;
  /** Of the mean V of the PNs, mV²/Hz over `frequency`; undefined where the run is too short or its rows too far apart. */
  readonly spectrum: { readonly frequency: Float64Array; readonly power: Float64Array } | undefined;
  /** Where it diverged: it takes no part. */
  readonly diverged: string | undefined;
}

/** ms. */
export const RATE_BIN = 10;

/** Values of a mean voltage that are kept at most: as many as a wide chart has pixels. */
const MOST_VALUES = 1000;

/** ms over which the mean voltage is averaged: a wide chart has no more pixels. */
export function blockMsOf({ duration, dt, recordEvery }: RunDescription): number {
  const row = dt * recordEvery;
  return row * Math.max(1, Math.ceil(duration / row / MOST_VALUES));
}

/** The run with N seeds: `first` (its own where none is given) and those that follow. */
export function repeatsOf(
  base: RunDescription,
  count: number,
  first = base.network.seed,
): EnsembleDescription & { readonly seeds: readonly number[] } {
  const seeds = Array.from({ length: count }, (_, k) => (first + k) % 2 ** 32);
  return { base, members: seeds.map((seed) => ({ seed })), seeds };
}

/** What is kept of a member, [PN first]. */
export function repeatedRun(seed: number, result: MemberResult, blockMs: number): RepeatedRun {
  const { populations, meanVoltage, rowInterval, time, spikeNeuron, spikeTime, diverged } = result;
  const PN = populations[0]!;
  const signal = meanVoltage[0]!;
  const block = Math.max(1, Math.round(blockMs / rowInterval));
  const means = new Float64Array(Math.floor(signal.length / block));
  for (let k = 0; k < means.length * block; k++) means[Math.floor(k / block)]! += signal[k]! / block;
  const isLong = signal.length * rowInterval >= SHORTEST_SIGNAL - 1e-6 && rowInterval <= LONGEST_INTERVAL;
  const hasSpectrum = isLong && diverged === undefined && signal.every(Number.isFinite);
  const trains = { neuron: spikeNeuron, time: spikeTime };
  return {
    seed,
    summary: summarizeRun(result),
    meanVoltage: means,
    rate: binnedRate(trains, PN, { from: 0, to: time }, RATE_BIN),
    spectrum: hasSpectrum ? averagedSpectrum(signal, rowInterval) : undefined,
    diverged,
  };
}
