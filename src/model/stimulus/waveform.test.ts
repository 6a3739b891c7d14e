import { describe, expect, test } from 'vitest';
import { randomStream } from '../random.ts';
import type { ArrayStimulus, Receivers, StimulusPart, Waveform, WaveformStimulus } from '../description.ts';
import { DEFAULT_ODOUR, drivenNeurons, stimulusColumns } from './stimulus.ts';
import { checkWaveform } from './waveform.ts';

const POPULATIONS = [
  { name: 'PN', first: 0, count: 9 },
  { name: 'LN', first: 9, count: 3 },
];
const TWO: Receivers = { kind: 'list', neurons: [2, 5] };
const NOISE = { kind: 'noise', mean: 1, deviation: 2, tau: 5, seed: 4 } as const;

function part(waveform: Waveform, onset = 10, offset = 20, receivers: Receivers = TWO): WaveformStimulus {
  return { kind: 'waveform', waveform, receivers, onset, offset };
}

/** The current of every neuron at a time, from the column that holds then. */
function currentAt(stimulus: StimulusPart | readonly StimulusPart[], t: number): number[] {
  const sum = 'kind' in stimulus ? stimulus : { kind: 'sum' as const, parts: stimulus };
  const columns = stimulusColumns(sum, 12, 100, POPULATIONS);
  const column = new Float64Array(12);
  columns.readColumn(Math.round(t * columns.samplesPerMs), column, 0);
  return [...column];
}

const into = (neurons: readonly number[], current: number): number[] =>
  Array.from({ length: 12 }, (_, i) => (neurons.includes(i) ? current : 0));

describe('a waveform', () => {
  test('flows from its onset to before its offset, into its receivers alone', () => {
    const step = part({ kind: 'step', amplitude: 3 }, 10.07, 20.13);
    expect(currentAt(step, 10.06)).toEqual(into([], 0));
    expect(currentAt(step, 10.07)).toEqual(into([2, 5], 3));
    expect(currentAt(step, 20.12)).toEqual(into([2, 5], 3));
    expect(currentAt(step, 20.13)).toEqual(into([], 0));
  });

  test('of no length is no current', () => {
    for (const waveform of [{ kind: 'ramp', from: 1, to: 2 }, NOISE] as const) {
      expect(currentAt(part(waveform, 10, 10), 10)).toEqual(into([], 0));
    }
  });

  test('ramps from one value towards the other', () => {
    const ramp = part({ kind: 'ramp', from: -2, to: 8 });
    expect([10, 15, 19.99].map((t) => currentAt(ramp, t)[2])).toEqual([-2, 3, expect.closeTo(7.99, 12)]);
  });

  test('swings about its mean with its frequency, from its phase on', () => {
    const sine = part({ kind: 'sine', mean: 1, amplitude: 2, frequency: 50, phase: Math.PI / 2 }, 10, 90);
    expect([10, 15, 20, 30].map((t) => currentAt(sine, t)[5])).toEqual([3, 1, -1, 3].map((x) => expect.closeTo(x, 12)));
  });

  test('pulses begin at whole periods after the onset and last their width', () => {
    const train = part({ kind: 'pulseTrain', amplitude: 4, width: 0.3, period: 0.7 }, 10.1, 20);
    const on = Array.from({ length: 210 }, (_, k) => 10.1 + k / 100).filter((t) => currentAt(train, t)[2] === 4);
    // Three pulses of 30 columns.
    expect(on.map((t) => Math.round(100 * t))).toEqual(
      [1010, 1080, 1150].flatMap((first) => Array.from({ length: 30 }, (_, k) => first + k)),
    );
  });

  test('noise is held for 0.1 ms, and an own one flows into each receiver', () => {
    const [at, soon, later] = [12.3, 12.39, 12.4].map((t) => currentAt(part(NOISE), t));
    expect(soon).toEqual(at);
    expect(later![2]).not.toBe(at![2]);
    expect(at![2]).not.toBe(at![5]);
    expect(at!.filter((current) => current !== 0)).toHaveLength(2);
  });

  test.each([
    [{ kind: 'step', amplitude: 1 }, [20, 10], 'the step ends at 10 ms, before it starts at 20 ms'],
    [
      { kind: 'pulseTrain', amplitude: 1, width: 5, period: 4 },
      [10, 20],
      'pulses of 5 ms, one every 4 ms: expected a width from 0 to the period',
    ],
    [
      { kind: 'pulseTrain', amplitude: 1, width: 0, period: 0 },
      [10, 20],
      'the pulses follow each other after 0 ms: expected more than 0',
    ],
    [{ ...NOISE, tau: 0 }, [10, 20], 'the noise has a correlation time of 0 ms: expected more than 0'],
    [{ ...NOISE, deviation: -1 }, [10, 20], 'the noise has a standard deviation of -1 µA/cm²: expected 0 or more'],
  ] as const)('%o from %o ms is refused with a sentence', (waveform, [onset, offset], sentence) => {
    expect(checkWaveform(part(waveform, onset, offset))).toBe(sentence);
    expect(() => currentAt(part(waveform, onset, offset), 0)).toThrow(sentence);
  });
});

describe('receivers', () => {
  const step = (receivers: Receivers): WaveformStimulus => part({ kind: 'step', amplitude: 1 }, 0, 10, receivers);
  const driven = (receivers: Receivers): number[] =>
    currentAt(step(receivers), 5).flatMap((current, neuron) => (current === 0 ? [] : neuron));

  test('are all, a population, some of it, or a list', () => {
    expect(driven({ kind: 'all' })).toHaveLength(12);
    expect(driven({ kind: 'all', population: 'LN' })).toEqual([9, 10, 11]);
    expect(driven({ kind: 'list', neurons: [0, 11] })).toEqual([0, 11]);
    const some = driven({ kind: 'share', share: 0.5, seed: 1, population: 'PN' });
    expect(some).toHaveLength(4);
    expect(Math.max(...some)).toBeLessThan(9);
    expect(driven({ kind: 'share', share: 0.5, seed: 2, population: 'PN' })).not.toEqual(some);
  });

  test('a share of all is who the odour of that seed drives', () => {
    const { share, seed } = DEFAULT_ODOUR;
    expect(driven({ kind: 'share', share, seed })).toEqual([...drivenNeurons(DEFAULT_ODOUR, 12)]);
  });

  test('an odour may go to others', () => {
    const odour = { ...DEFAULT_ODOUR, onset: 0, receivers: { kind: 'all', population: 'LN' } } as const;
    expect(currentAt(odour, 50).flatMap((current, i) => (current > 0 ? i : []))).toEqual([9, 10, 11]);
  });

  test('that the network does not have are refused', () => {
    expect(() => driven({ kind: 'list', neurons: [3, 12] })).toThrow(
      'a current goes into neuron 12: expected whole numbers from 0 to 11, the network has 12 neurons',
    );
    expect(() => driven({ kind: 'all', population: 'KC' })).toThrow('population KC: the network has PN, LN');
    expect(() => driven({ kind: 'share', share: 1.5, seed: 1 })).toThrow('a share of 1.5');
  });
});

describe('a sum', () => {
  const draws = randomStream(1, 'stimulus');
  const array = (samplesPerMs: number): ArrayStimulus => {
    const values = Float64Array.from({ length: 12 * 5000 }, () => draws.normal());
    return { kind: 'array', name: 'current.npy', n: 12, samples: 5000, samplesPerMs, values };
  };

  test.each([100, 30, 250])('of one array of %d samples per ms is that array, to the last bit', (samplesPerMs) => {
    const stimulus = array(samplesPerMs);
    const [alone, sum] = [stimulus, { kind: 'sum' as const, parts: [stimulus] }].map((one) =>
      stimulusColumns(one, 12, 100),
    );
    expect([sum!.samples, sum!.samplesPerMs]).toEqual([alone!.samples, alone!.samplesPerMs]);
    const columns = [new Float64Array(12), new Float64Array(12)];
    for (const sample of [0, 1, 777, 4999, 6000]) {
      alone!.readColumn(sample, columns[0]!, 0);
      sum!.readColumn(sample, columns[1]!, 0);
      expect(columns[1]).toEqual(columns[0]);
    }
  });

  test('adds its parts at every time, on the finest grid among them', () => {
    const parts = [array(100), array(300), { ...DEFAULT_ODOUR, onset: 3 }, part(NOISE, 0, 100), part(NOISE, 5, 6)];
    expect(stimulusColumns({ kind: 'sum', parts }, 12, 100).samplesPerMs).toBe(300);
    for (const t of [0, 5, 5.5, 6, 10.02, 16.5, 80]) {
      const each = parts.map((one) => currentAt(one, t));
      const expected = each[0]!.map((_, i) => each.reduce((sum, currents) => sum + currents[i]!, 0));
      expect(currentAt(parts, t)).toEqual(expected.map((x) => expect.closeTo(x, 12)));
    }
  });

  test('of nothing is silence', () => {
    expect(currentAt([], 50)).toEqual(into([], 0));
  });

  test('an edit of one part leaves what the others draw alone', () => {
    const share = { kind: 'share', share: 0.5, seed: 3 } as const;
    const noise = part(NOISE, 0, 100, share);
    const without = currentAt([noise], 33.3);
    const step = part({ kind: 'step', amplitude: 100 }, 0, 100, { kind: 'list', neurons: [0] });
    const beside = currentAt([step, noise], 33.3);
    beside[0]! -= 100;
    expect(beside).toEqual(without.map((current) => expect.closeTo(current, 12)));
  });

  test('is rounded once where float32 numbers are wanted', () => {
    const parts = [0.1, 0.2, 0.3].map((amplitude) => part({ kind: 'step', amplitude }));
    const out = new Float32Array(14);
    stimulusColumns({ kind: 'sum', parts }, 12, 100).readColumn(1500, out, 2);
    expect(out[4]).toBe(Math.fround(0.1 + 0.2 + 0.3));
    expect(out[3]).toBe(0);
  });
});
