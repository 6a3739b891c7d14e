import { expect, test } from 'vitest';
import { openEngine, openEnsemble } from '../../engine/openEngine.ts';
import { localWorker } from '../../simulation/ensemble/testing/localWorker.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { withNetwork } from '../labDocument.ts';
import { setUp } from '../testing/setUp.ts';
import { repeatsIn } from './repeats.ts';

/** A lab of twelve neurons over 3 ms whose members are run here. */
function open() {
  const { lab } = setUp({
    memberWorkers: { most: 2, create: () => localWorker({ openEngine, openEnsemble }) },
  });
  lab.document.setState({ engine: { choice: 'reference' } });
  lab.edit('prepared', (document) => ({ ...withNetwork(document, { n: 12, seed: 5 }), duration: 3 }));
  return { lab, repeats: repeatsIn(lab), run: describeRun(lab.document.getState()) };
}

test('a run is repeated with its own seed and those that follow, and what comes out differs', async () => {
  const { repeats, run } = open();
  await repeats.start([{ label: 'now', run }], 3);
  const [set] = repeats.sets;
  expect(set!.runs.map(({ seed }) => seed)).toEqual([5, 6, 7]);
  expect(repeats.state.getState()).toMatchObject({ status: 'finished', done: 3, total: 3, share: 1 });
  const ends = set!.runs.map(({ meanVoltage }) => meanVoltage.at(-1)!);
  expect(new Set(ends).size).toBe(3);
  expect(set!.runs[0]!.meanVoltage.length).toBe(30);
  expect(set!.runs[0]!.spectrum).toBeUndefined();
});

test('two runs are repeated with the same seeds, beside each other', async () => {
  const { repeats, run } = open();
  const other = {
    ...run,
    network: { ...run.network, seed: 9, changes: [{ kind: 'set', parameter: 'E_L', value: -40 } as const] },
  };
  await repeats.start(
    [
      { label: 'A', run },
      { label: 'now', run: other },
    ],
    2,
  );
  expect(repeats.sets.map(({ label, seeds }) => [label, seeds])).toEqual([
    ['A', [9, 10]],
    ['now', [9, 10]],
  ]);
  const [a, now] = repeats.sets.map(({ runs }) => runs[0]!.meanVoltage.at(-1)!);
  expect(now).toBeGreaterThan(a!);
});

test('what is stopped keeps the runs that have ended, and another start begins anew', async () => {
  const { repeats, run } = open();
  const first = repeats.start([{ label: 'now', run }], 8);
  const until = new Promise<void>((resolve) => {
    const stop = repeats.state.subscribe(({ done }) => {
      if (done < 1) return;
      stop();
      resolve();
    });
  });
  await until;
  repeats.stop();
  await first;
  const { status, done } = repeats.state.getState();
  expect(status).toBe('stopped');
  expect(done).toBeGreaterThanOrEqual(1);
  expect(done).toBeLessThan(8);
  expect(repeats.sets[0]!.runs.length).toBe(done);
  await repeats.start([{ label: 'now', run }], 2);
  expect(repeats.state.getState()).toMatchObject({ status: 'finished', done: 2, total: 2, problem: undefined });
});

test('a run that cannot be repeated fails with a sentence', async () => {
  const { repeats, run } = open();
  const matrices = {
    GABA: { start: { kind: 'given', name: 'm.npy', n: 3, weights: new Uint8Array(9) } as const, patches: [] },
  };
  await repeats.start([{ label: 'now', run: { ...run, network: { ...run.network, matrices } } }], 2);
  expect(repeats.state.getState().status).toBe('failed');
  expect(repeats.state.getState().problem).toMatch(/GABA/);
});
