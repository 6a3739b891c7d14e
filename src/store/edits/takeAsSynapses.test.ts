import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CurrentFile } from '../../files/currentFile.ts';
import { previewStimulus } from '../../files/stimulusPreview.ts';
import { stimulusColumns } from '../../model/stimulus/stimulus.ts';
import { setUp } from '../testing/setUp.ts';
import { takeAsSynapses } from './takeAsSynapses.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const file = new File([], 'gaba.npy');

function setUpWith(square: CurrentFile['square']) {
  const values = new Float32Array(120 * 120);
  const stimulus = { kind: 'array', name: 'gaba.npy', n: 120, samples: 120, samplesPerMs: 100, values } as const;
  const upload = { stimulus, notices: [], square, preview: previewStimulus(stimulusColumns(stimulus, 120, 0)) };
  return setUp({ readCurrent: async () => upload });
}

test('a square file of 0 and 1 is asked about, and the stimulus stays unless the user says that it holds currents', async () => {
  const { lab } = setUpWith('binary');
  const before = lab.document.getState();
  await lab.loadCurrent(file);
  expect(lab.document.getState()).toBe(before);
  const { question, reading } = lab.upload.getState();
  expect(question).toMatchObject({ file, upload: { stimulus: { name: 'gaba.npy' } } });
  expect(reading).toBeUndefined();
  lab.takeCurrents(question!.upload);
  expect(lab.shown.stimulus).toMatchObject({ kind: 'array', name: 'gaba.npy' });
  expect(lab.upload.getState().question).toBeUndefined();
});

test('one that is the matrix of a synapse type goes to the editor of connections, and the stimulus stays', async () => {
  const { lab } = setUpWith('binary');
  const before = lab.document.getState();
  await lab.loadCurrent(file);
  takeAsSynapses(lab, 'GABA');
  expect(lab.document.getState()).toBe(before);
  expect(lab.upload.getState()).toMatchObject({ question: undefined, forSynapses: { file, type: 'GABA' } });
  expect(lab.view.getState()).toMatchObject({ dock: 'connections', synapseType: 'GABA' });
});

test('a square file of other numbers is asked about only while the matrices are edited', async () => {
  const { lab } = setUpWith('other');
  lab.view.setState({ dock: 'connections' });
  await lab.loadCurrent(file);
  expect(lab.upload.getState().question).toBeDefined();
  expect(lab.shown.stimulus).toMatchObject({ kind: 'odour' });
  lab.view.setState({ dock: 'stimulus' });
  await lab.loadCurrent(file);
  expect(lab.upload.getState().question).toBeUndefined();
  expect(lab.shown.stimulus).toMatchObject({ kind: 'array' });
});
