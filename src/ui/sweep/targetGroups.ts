import type { NetworkModel } from '../../model/model.ts';
import type { SweepTarget } from '../../store/sweep/sweepTargets.ts';
import { parameterGroups } from '../parameters/parameterGroups.ts';

export interface TargetGroup {
  readonly title: string;
  readonly targets: readonly SweepTarget[];
}

/** What can be swept, under headings: synapses and currents of the network first, then the parameters in the order of the paper. */
export function targetGroups(model: NetworkModel, targets: readonly SweepTarget[]): readonly TargetGroup[] {
  const groups = parameterGroups(model).map(({ title, rows }) => ({
    title,
    targets: targets.filter(({ symbol }) => rows.some((row) => row.symbol === symbol)),
  }));
  const others = new Map<string, SweepTarget[]>();
  for (const target of targets) {
    if (target.group !== undefined) others.set(target.group, [...(others.get(target.group) ?? []), target]);
  }
  return [...[...others].map(([title, own]) => ({ title, targets: own })), ...groups].filter(
    ({ targets: own }) => own.length > 0,
  );
}
