import { expect, test } from 'vitest';
import { openEngine, openEnsemble } from '../engine/openEngine.ts';
import type { EngineReport, EngineRequest } from '../engine/engineInfo.ts';
import { localWorker } from '../simulation/ensemble/testing/localWorker.ts';
import { placeOf, simulateEnsemble } from './ensembleRuns.ts';
import { describeRun } from '../experiment/describeRun.ts';
import { setUp } from './testing/setUp.ts';

const GPU: EngineReport = {
  kind: 'webgpu',
  available: true,
  precisions: ['float32'],
  device: 'a test',
  isSoftware: false,
};

function place(engine: EngineRequest, engines?: readonly EngineReport[]) {
  const { lab } = setUp();
  lab.document.setState({ engine });
  lab.run.setState({ engines });
  return placeOf(lab);
}

test('an ensemble takes the engine and precision of the lab, a thread for each member', () => {
  const onCores = (request: EngineRequest) => ({ request: { ...request, threads: 1 }, isTogether: false });
  expect(place({ choice: 'cpu', threads: 2 })).toEqual(onCores({ choice: 'cpu' }));
  expect(place({ choice: 'cpu', precision: 'float32' })).toEqual(onCores({ choice: 'cpu', precision: 'float32' }));
  expect(place({ choice: 'reference' })).toEqual(onCores({ choice: 'reference' }));
  expect(place({ choice: 'webgl' })).toEqual(onCores({ choice: 'cpu', precision: 'float32' }));
  expect(place({ choice: 'auto' })).toEqual(onCores({ choice: 'cpu', precision: 'float32' }));
});

test('a GPU takes all members together where the lab may take it, a program that passes for one only by its name', () => {
  const onGpu = { request: { choice: 'webgpu', precision: 'float32' }, isTogether: true };
  expect(place({ choice: 'auto' }, [GPU])).toEqual(onGpu);
  expect(place({ choice: 'auto' }, [{ ...GPU, isSoftware: true }]).isTogether).toBe(false);
  expect(place({ choice: 'auto', precision: 'float64' }, [GPU]).isTogether).toBe(false);
  expect(place({ choice: 'webgpu' }, [{ ...GPU, isSoftware: true }]).isTogether).toBe(true);
});

test('an ensemble pauses the run on screen, and takes as many workers as there are cores', async () => {
  let created = 0;
  const create = () => {
    created++;
    return localWorker({ openEngine, openEnsemble });
  };
  const { lab, ready } = setUp({ memberWorkers: { most: 2, create } });
  lab.document.setState({ engine: { choice: 'reference' } });
  lab.setField('n', 12);
  lab.setField('duration', 1);
  lab.start();
  ready();
  const base = describeRun(lab.document.getState());
  const ended: number[] = [];
  for await (const event of simulateEnsemble(lab, { base, members: [{}, { seed: 2 }, { seed: 3 }] })) {
    if (event.kind === 'ended') ended.push(event.index);
  }
  expect(ended.toSorted()).toEqual([0, 1, 2]);
  expect(created).toBe(2);
  expect(lab.run.getState().status).toBe('pausing');
});
