import type { RunDescription } from '../model/description.ts';
import { populationRanges } from '../model/buildNetwork.ts';
import { PRESETS } from '../model/presets.ts';
import { areSameNeurons, editBetween } from '../simulation/runEdit.ts';
import { describeRun } from '../experiment/describeRun.ts';
import type { LabDocument } from './labDocument.ts';
import type { RunState } from './runState.ts';

/** What of the document waits for the next start, in a sentence; undefined while the run is what the document says, or will be. */
export function describeWaiting({ run, status, longRun }: RunState, document: LabDocument): string | undefined {
  if (!run || status === 'idle') return undefined;
  const described = describeRun(document);
  const { edit, isComplete } = editBetween(run, described);
  if (!areSameNeurons(run.network, described.network)) {
    return `The run on screen has ${describeNeurons(run, described)}; the new network starts with the next run.`;
  }
  if (status === 'finished' || status === 'failed') {
    return edit || !isComplete ? 'What you have changed since counts from the next run: press Run.' : undefined;
  }
  if (longRun) {
    return edit || !isComplete
      ? 'This run goes to disk as it was started: what you have changed counts from the next run.'
      : undefined;
  }
  if (isComplete) return undefined;
  const names = [
    run.dt !== described.dt && 'dt',
    run.recordEvery !== described.recordEvery && 'recording interval',
    hasOtherStart(run, described) && 'initial state',
  ].filter((name) => name !== false);
  return `The new ${names.join(' and ')} ${names.length > 1 ? 'count' : 'counts'} from the next run.`;
}

/** '120 neurons', or '90 PN and 30 LN' where the other run has as many. */
function describeNeurons({ network }: RunDescription, other: RunDescription): string {
  if (network.n !== other.network.n) return `${network.n} ${network.n === 1 ? 'neuron' : 'neurons'}`;
  const populations = populationRanges(PRESETS[network.preset], network.n, network.counts);
  return populations.map(({ name, count }) => `${count} ${name}`).join(' and ');
}

function hasOtherStart({ network: a }: RunDescription, { network: b }: RunDescription): boolean {
  return (
    a.seed !== b.seed ||
    a.initialState !== b.initialState ||
    a.start?.V !== b.start?.V ||
    a.start?.noise !== b.start?.noise
  );
}
