import { expect, test } from 'vitest';
import { Recording } from '../recording/recording.ts';
import { readReference } from '../simulation/fixtures/readReference.ts';
import { readFigures, worstDifference } from './fixtures/readFigures.ts';
import { meanVoltageOf, spikeTrainsOf, voltageRowsOf } from './measureInput.ts';
import { measureRhythm } from './rhythm/rhythm.ts';

const { n, voltage, spikes, lnEvents } = readReference('n120');
const PN = { name: 'PN', first: 0, count: 90 };
const LN = { name: 'LN', first: 90, count: 30 };

/** The reference run of 120 neurons and 500 ms as the lab records it. */
function referenceRecording(capacityRows?: number): Recording {
  const recording = new Recording({ n, populations: [PN, LN], dt: 0.01, recordEvery: 10, capacityRows });
  recording.append({
    firstStep: 0,
    steps: 50_000,
    firstRecordedStep: 0,
    voltage: Float32Array.from(voltage),
    spikeNeuron: Int32Array.from(spikes, ({ neuron }) => neuron),
    spikeStep: Float64Array.from(spikes, ({ time }) => Math.round(time * 100)),
  });
  return recording;
}

test('a spectrum from a recording is SciPy’s to 1e-6', () => {
  const figures = readFigures('n120');
  const { power } = measureRhythm(meanVoltageOf(referenceRecording(), 0));
  expect(worstDifference([...power], figures.numbers('rhythm.power'), 'entry')).toBeLessThan(1e-6);
});

test('where V was dropped the mean goes on from what was kept', () => {
  const whole = meanVoltageOf(referenceRecording(), 0);
  const part = meanVoltageOf(referenceRecording(1000), 0);
  expect(part.samples).toHaveLength(5000);
  whole.samples.forEach((mean, row) => expect(Math.abs(part.samples[row]! - mean)).toBeLessThan(4e-6));
});

test('V of a population’s neurons, row by row, as far as it is held', () => {
  const span = { from: 100, to: 100.35 };
  const rows = voltageRowsOf(referenceRecording(), LN, span);
  expect(rows).toMatchObject({ channels: 30, interval: 0.1, start: 100 });
  expect(rows.values).toEqual(
    Float32Array.from({ length: 4 * 30 }, (_, k) => voltage[(1000 + Math.floor(k / 30)) * n + 90 + (k % 30)]!),
  );
  expect(meanVoltageOf(referenceRecording(), 1, span)).toMatchObject({ interval: 0.1, start: 100 });
  const held = voltageRowsOf(referenceRecording(1000), PN);
  expect(held.start).toBe(400);
  expect(held.values).toHaveLength(1000 * 90);
  expect(voltageRowsOf(referenceRecording(1000), PN, span).values).toHaveLength(0);
});

test('PN give their spikes, LN their −20 mV events, a span those within', () => {
  const recording = referenceRecording();
  const ofPN = spikes.filter(({ neuron }) => neuron < 90);
  expect([...spikeTrainsOf(recording, PN).neuron]).toEqual(ofPN.map(({ neuron }) => neuron));
  expect([...spikeTrainsOf(recording, LN).neuron]).toEqual(lnEvents.map(({ neuron }) => neuron));
  const late = spikeTrainsOf(recording, PN, { from: 400, to: 450 });
  expect(late.time).toHaveLength(ofPN.filter(({ time }) => time >= 400 && time < 450).length);
});
