import type { RunDescription, StimulusDescription } from '../model/description.ts';
import type { Experiment, ExperimentCurrent } from './experiment.ts';

const descriptions = new WeakMap<readonly ExperimentCurrent[], StimulusDescription>();

/** The run that an experiment describes. Parts that are the same in two experiments are the same objects in both runs. */
export function describeRun({ network, stimulus, dt, duration, recordEvery, probes }: Experiment): RunDescription {
  let described = descriptions.get(stimulus);
  if (described === undefined) {
    const parts = stimulus.filter(({ isOn }) => isOn).map(({ part }) => part);
    described = parts.length === 1 ? parts[0]! : { kind: 'sum', parts };
    descriptions.set(stimulus, described);
  }
  return { network, stimulus: described, dt, duration, recordEvery, ...(probes && { probes }) };
}
