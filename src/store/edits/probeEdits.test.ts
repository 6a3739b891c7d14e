import { expect, test } from 'vitest';
import { openEngine } from '../../engine/openEngine.ts';
import { MOST_PROBES, probeVariables } from '../../model/probes.ts';
import { nerveflow } from '../../model/presets.ts';
import { makeLab } from '../testing/makeLab.ts';
import { runningLab } from '../testing/runningLab.ts';
import { addProbe, removeProbe, toggleProbe } from './probeEdits.ts';
import { lostLately, setCount } from './populationEdits.ts';

test('a probe is one entry of the history, and undo takes it back', () => {
  const lab = makeLab(12);
  expect(addProbe(lab, { neuron: 3, variable: 'I_Na' })).toBeUndefined();
  expect(toggleProbe(lab, { neuron: 9, variable: 'Ca' })).toBeUndefined();
  expect(lab.history.state.getState().past.map(({ label }) => label)).toEqual([
    'Record I_Na of PN 3',
    'Record Ca of LN 9',
  ]);
  removeProbe(lab, { neuron: 3, variable: 'I_Na' });
  expect(lab.document.getState().probes).toEqual([{ neuron: 9, variable: 'Ca' }]);
  expect(lab.history.state.getState().latest?.label).toBe('Record I_Na of PN 3 no longer');
  lab.undo();
  expect(lab.document.getState().probes).toHaveLength(2);
});

test('what cannot be recorded is answered with a sentence, and nothing changes', () => {
  const lab = makeLab(12);
  expect(addProbe(lab, { neuron: 12, variable: 'V' })).toContain('neuron 12: expected a whole number from 0 to 11');
  expect(addProbe(lab, { neuron: 0, variable: 'Ca' })).toContain("'Ca' in PN 0: expected one of");
  addProbe(lab, { neuron: 0, variable: 'V' });
  expect(addProbe(lab, { neuron: 0, variable: 'V' })).toBe('V of PN 0 is recorded already');
  for (const neuron of [1, 2, 3])
    for (const { name } of probeVariables(nerveflow, 'PN')) addProbe(lab, { neuron, variable: name });
  expect(lab.document.getState().probes).toHaveLength(MOST_PROBES);
  expect(addProbe(lab, { neuron: 9, variable: 'Ca' })).toBe(
    '32 variables are recorded: remove one to record Ca of LN 9',
  );
  const { past } = lab.history.state.getState();
  removeProbe(lab, { neuron: 9, variable: 'Ca' });
  expect(lab.history.state.getState().past).toBe(past);
});

test('a network of other numbers keeps the probes of neurons that are there and have the variable, and names what is lost', () => {
  const lab = makeLab(12);
  for (const [neuron, variable] of [
    [8, 'V'],
    [8, 'I_Na'],
    [11, 'V'],
  ] as const)
    addProbe(lab, { neuron, variable });
  setCount(lab, 0, 8); // neuron 8 is an LN now, neuron 11 is gone
  expect(lab.document.getState().probes).toEqual([{ neuron: 8, variable: 'V' }]);
  expect(lostLately(lab.history.state.getState().past)).toEqual(['2 recorded variables']);
  lab.undo();
  expect(lab.document.getState().probes).toHaveLength(3);
});

test('a run under way records from the edit on; the charts get no mark, since nothing that is simulated has changed', async () => {
  const { lab, until } = runningLab((problem) => openEngine(problem, { choice: 'reference' }));
  lab.setField('n', 12);
  lab.setField('duration', 20);
  lab.start({ until: 333 });
  await until('paused');
  addProbe(lab, { neuron: 1, variable: 'I_L' });
  while (lab.recording!.probes.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  lab.resume({});
  await until('finished');
  const [trace] = lab.recording!.probes;
  expect([trace!.firstRow, trace!.endRow, lab.recording!.endRow]).toEqual([34, 200, 200]);
  for (const row of [34, 120, 199])
    expect(trace!.value(row)).toBeCloseTo(0.15 * (lab.recording!.voltage(1, row) + 55), 5);
  expect(lab.run.getState().edits).toEqual([]);
  expect(lab.run.getState().run!.probes).toEqual([{ neuron: 1, variable: 'I_L' }]);
});
