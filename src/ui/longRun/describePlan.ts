import { formatNeurons } from '../../store/edits/neuronList.ts';
import type { DiskRun } from '../../store/longRun/longRuns.ts';

/** '12 neurons · V, Ca of 0-9, every 10 steps': of what a run is, and what of it is recorded. */
export function describePlan({ plan }: DiskRun): string {
  if (!plan) return '';
  const { n, record } = plan;
  const neurons = `${n} ${n === 1 ? 'neuron' : 'neurons'}`;
  if (!record) return neurons;
  const { variables, neurons: chosen, every } = record;
  const what = `${variables?.join(', ') ?? 'full state'}${chosen ? ` of ${formatNeurons(chosen)}` : ''}`;
  return `${neurons} · ${what}${every === 1 ? '' : `, every ${every} steps`}`;
}
