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

/** 'g_GABA — maximal conductance of the synapse': what it is called and what that is, in a line of a list. */
export function describeTarget({ label, meaning }: SweepTarget): string {
  const [clause] = meaning.split(/[.;:](?:\s|$)/, 1);
  // Only an article or a noun gets a small letter: 'V', 'RK4' are names.
  return `${label} — ${/^[A-Z][a-z]/.test(clause!) ? clause!.charAt(0).toLowerCase() + clause!.slice(1) : clause}`;
}
