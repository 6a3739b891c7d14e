import { buildNetwork } from '../../model/buildNetwork.ts';
import { savedStateLength } from '../../model/savedState.ts';
import type { Lab } from '../lab.ts';
import { withNetwork } from '../labDocument.ts';
import { whyStatesDiffer, withoutState } from './staleState.ts';
import { formatStep } from '../transport.ts';
import { messageOf } from '../../wording/messageOf.ts';

/** Why the state of the run on screen cannot be where the next one starts, in one sentence; undefined where it can. */
export function whyNotFromHere(lab: Lab): string | undefined {
  const { status, run } = lab.run.getState();
  if (!run || status === 'failed')
    return 'There is no run whose state could be taken: run the lab and pause it where the next run is to start';
  if (status !== 'paused' && status !== 'finished') return 'Pause the run where the next one is to start';
  const reason = whyStatesDiffer(run.network, lab.document.getState().network);
  return reason && `The state of this run does not fit: ${reason}`;
}

/**
 * Makes the state of the paused run the one that runs start from. Their time starts at 0 all the same, and so does the stimulus.
 * @returns why not, in one sentence
 */
export async function startFromHere(lab: Lab): Promise<string | undefined> {
  const refused = whyNotFromHere(lab);
  if (refused !== undefined) return refused;
  const { dt } = lab.shown;
  const { n } = lab.shown.network;
  try {
    const { step, state } = await lab.readState();
    const changed = whyNotFromHere(lab);
    if (changed !== undefined) return changed;
    // The last n values are the times of the last spikes: they lie before the new start.
    for (let i = state.length - n; i < state.length; i++) state[i]! -= step * dt;
    const name = `${formatStep(step, dt)} ms of a run`;
    lab.edit(`Start from ${name}`, (document) =>
      withNetwork(document, { initialState: state, initialStateName: name }),
    );
    return undefined;
  } catch (error) {
    return `The state could not be read: ${messageOf(error)}`;
  }
}

/**
 * Reads an initial_state.npy: one row of numbers, as `npm run simulate` writes it to final_state.npy. Spikes after its start are put back
 * before it, and the name of the state says by how much.
 * @returns why not, in one sentence
 */
export async function loadInitialState(lab: Lab, file: File): Promise<string | undefined> {
  const { network, duration } = lab.document.getState();
  try {
    const { putSpikesBack, readState } = await import('../../files/stateFile.ts');
    const built = buildNetwork({ ...network, initialState: undefined }, duration);
    const synapses = built.synapses.map(({ type, presynaptic }) => `${presynaptic.length} ${type.name}`).join(' and ');
    const initialState = readState(new Uint8Array(await file.arrayBuffer()), {
      name: file.name,
      expected: savedStateLength(built),
      explanation: `the variables and last spikes of ${network.n} neurons, and ${synapses} synapses`,
    });
    const changed = whyStatesDiffer(network, lab.document.getState().network);
    if (changed !== undefined) return `${file.name} was read for the network before: ${changed}; choose it again`;
    const back = putSpikesBack(initialState, network.n);
    const name = back > 0 ? `${file.name}, its spike times put back ${back} ms` : file.name;
    lab.edit(`Initial state from ${name}`, (document) =>
      withNetwork(document, { initialState, initialStateName: name }),
    );
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** Runs start as they are drawn again. */
export function removeInitialState(lab: Lab): void {
  lab.edit('Initial state drawn again', withoutState);
}
