import type { ParameterChange } from '../model/description.ts';
import type { EnsembleMember } from '../simulation/ensemble/ensemble.ts';
import { combinations, spacedValues } from '../simulation/ensemble/sweepGrid.ts';
import { toNumber, UsageError } from './arguments.ts';

/** The values that a parameter takes, one after the other. */
export interface SweepAxis {
  readonly parameter: string;
  readonly population?: string;
  readonly values: readonly number[];
}

/** Many runs: one for every combination of values, and for every seed. */
export interface Sweep {
  readonly axes: readonly SweepAxis[];
  readonly seeds?: readonly number[];
}

const MOST_VALUES = 100_000;

/** 'g_GABA=0:2:64': 64 values from 0 to 2, both included. @throws UsageError */
export function parseAxis(text: string): SweepAxis {
  const [, population, parameter, start, stop, count] = /^(?:(\w+)\.)?(\w+)=([^:]+):([^:]+):([^:]+)$/.exec(text) ?? [];
  const [from, to, values] = [toNumber(start), toNumber(stop), toNumber(count)];
  const isCount = Number.isInteger(values) && values >= 1 && values <= MOST_VALUES;
  if (parameter === undefined || !Number.isFinite(from) || !Number.isFinite(to) || !isCount) {
    const expected = `a parameter, first and last value and how many (1 to ${MOST_VALUES}), as in g_GABA=0:2:64`;
    throw new UsageError(`--sweep is ${text}: expected ${expected}`);
  }
  return {
    parameter,
    ...(population !== undefined && { population }),
    values: spacedValues(from, to, values),
  };
}

export function seedsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

/** The runs of a sweep in the order of its table: the last axis changes before the first, and seeds before all. */
export function sweepMembers({ axes, seeds }: Sweep): EnsembleMember[] {
  return combinations(axes.map(({ values }) => values)).flatMap((chosen): EnsembleMember[] => {
    const changes = axes.map(({ parameter, population }, a): ParameterChange => ({
      kind: 'set',
      parameter,
      ...(population !== undefined && { population }),
      value: chosen[a]!,
    }));
    return seeds === undefined ? [{ changes }] : seeds.map((seed) => ({ changes, seed }));
  });
}
