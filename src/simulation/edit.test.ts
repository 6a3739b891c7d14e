import { expect, test } from 'vitest';
import { ReferenceEngine } from '../engine/reference/referenceEngine.ts';
import type { RunDescription } from '../model/description.ts';
import { DEFAULT_ODOUR } from '../model/stimulus.ts';
import type { Batch } from '../recording/batch.ts';
import type { RunEdit } from './runEdit.ts';
import { Session, type OpenEngine } from './session.ts';

const RUN: RunDescription = {
  network: { preset: 'nerveflow', n: 12, seed: 3 },
  stimulus: { ...DEFAULT_ODOUR, onset: 0, tauRise: 1, share: 1, amplitude: 20 },
  dt: 0.01,
  duration: 30,
  recordEvery: 10,
};

/** The reference engine; one that takes no update has to be made anew for every edit. */
const openReference =
  (takesUpdates: boolean): OpenEngine =>
  async (problem) => {
    const engine = new ReferenceEngine(problem);
    if (!takesUpdates) engine.update = async () => false;
    return {
      engine,
      info: { kind: 'reference', precision: 'float64', device: '', isSoftware: false, reason: '' },
    };
  };

const EDITS: Readonly<Record<string, RunEdit>> = {
  'a parameter': { changes: [{ kind: 'set', parameter: 'g_Na', value: 60, population: 'PN' }] },
  'a parameter that splits the synapses of a neuron': {
    changes: [{ kind: 'set', parameter: 'alpha_GABA', value: 5, population: 'PN' }],
  },
  'cells of a matrix': {
    matrices: {
      GABA: {
        start: { kind: 'drawn' },
        keptPatches: 0,
        newPatches: [{ kind: 'block', rows: { first: 0, count: 12 }, columns: { first: 9, count: 2 }, weight: 1 }],
        allowsSelf: false,
      },
    },
  },
  'weights of a matrix': {
    matrices: {
      ACh: {
        start: { kind: 'drawn' },
        keptPatches: 0,
        newPatches: [{ kind: 'block', rows: { first: 9, count: 3 }, columns: { first: 0, count: 9 }, weight: 0.25 }],
        allowsSelf: false,
      },
    },
  },
  'a synapse of a neuron that had none': {
    matrices: {
      ACh: {
        start: { kind: 'none' },
        keptPatches: 0,
        newPatches: [{ kind: 'cells', n: 12, cells: Uint32Array.of(12 + 10), weights: 1 }],
        allowsSelf: false,
      },
    },
  },
  'the stimulus': { stimulus: [{ ...DEFAULT_ODOUR, onset: 0, amplitude: -5, share: 1 }] },
  'a step and noise beside the stimulus': {
    stimulus: [
      0,
      {
        kind: 'waveform',
        waveform: { kind: 'step', amplitude: 10 },
        receivers: { kind: 'list', neurons: [2, 3] },
        onset: 13,
        offset: 20,
      },
      {
        kind: 'waveform',
        waveform: { kind: 'noise', mean: 0, deviation: 5, tau: 2, seed: 1 },
        receivers: { kind: 'all', population: 'LN' },
        onset: 0,
        offset: 30,
      },
    ],
  },
};

/** V of all neurons at every 10th step, and spikes, of a run that was edited at a step. */
async function record(edit: RunEdit, at: number, takesUpdates: boolean): Promise<{ V: number[]; spikes: number[] }> {
  const session = await Session.open(RUN, { choice: 'reference' }, openReference(takesUpdates));
  const V: number[] = [];
  const spikes: number[] = [];
  const take = ({ voltage, spikeNeuron, spikeStep }: Batch): void => {
    V.push(...voltage);
    spikeStep.forEach((step, s) => spikes.push(step, spikeNeuron[s]!));
  };
  while (session.progress.step < at) take(await session.advance(at));
  await session.edit(edit);
  while (!session.isDone) take(await session.advance());
  await session.dispose();
  return { V, spikes };
}

test.each(Object.entries(EDITS))(
  'an edit of %s while it runs equals the same edit at that step in a fresh run',
  async (_, edit) => {
    const one = await record(edit, 1234, true);
    expect(one.V).toHaveLength(300 * 12);
    const untouched = await record({}, 1234, true);
    expect(one.V.slice(0, 124 * 12)).toEqual(untouched.V.slice(0, 124 * 12));
    expect(one.V).not.toEqual(untouched.V);
    // An engine that goes on from its state, and one that is made anew from it, see the same.
    expect(await record(edit, 1234, false)).toEqual(one);
  },
);
