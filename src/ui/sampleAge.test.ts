import { expect, test, vi } from 'vitest';
import { Recording } from '../recording/recording.ts';
import { createRunStore } from '../store/runState.ts';
import { sampleAge } from './sampleAge.ts';

test('texts that show samples are renewed together, ten times a second, and at last with the newest sample', () => {
  vi.useFakeTimers();
  const recording = new Recording({
    n: 1,
    populations: [{ name: 'PN', first: 0, count: 1 }],
    dt: 0.01,
    recordEvery: 1,
  });
  const lab = { recording, run: createRunStore() };
  lab.run.setState({ status: 'running' });
  const request = vi.fn<() => void>();
  const ageAt = (frame: number): readonly unknown[] => sampleAge(lab, { request }, frame);
  let step = 0;
  const append = (): void => {
    recording.append({
      firstStep: step,
      steps: 1,
      firstRecordedStep: step++,
      voltage: new Float32Array(1),
      spikeNeuron: new Int32Array(0),
      spikeStep: new Float64Array(0),
    });
  };

  append();
  const first = ageAt(1000);
  expect(ageAt(1000)).toEqual(first);
  append();
  expect(ageAt(1030)).toEqual(first);
  // No other sample comes: a frame of its own shows this one.
  vi.advanceTimersByTime(69);
  expect(request).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(request).toHaveBeenCalledOnce();
  const second = ageAt(1100);
  expect(second).not.toEqual(first);
  append();
  expect(ageAt(1110)).toEqual(second);
  lab.run.setState({ status: 'paused' });
  expect(ageAt(1120)).not.toEqual(second);
  vi.useRealTimers();
});
