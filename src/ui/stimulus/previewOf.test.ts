import { describe, expect, test } from 'vitest';
import type { StimulusPreview } from '../../charts/stimulusPreview.ts';
import type { RunDescription, StimulusPart, WaveformStimulus } from '../../model/description.ts';
import { DEFAULT_ODOUR, stimulusColumns } from '../../model/stimulus/stimulus.ts';
import { InjectedPreview, previewOf } from './previewOf.ts';

const POPULATIONS = [
  { name: 'PN', first: 0, count: 9 },
  { name: 'LN', first: 9, count: 3 },
];

function run(...parts: StimulusPart[]): RunDescription {
  return {
    network: { preset: 'nerveflow', n: 12, seed: 1 },
    stimulus: { kind: 'sum', parts },
    dt: 0.01,
    duration: 100,
    recordEvery: 10,
  };
}

function step(amplitude: number, onset: number, offset: number, neurons = [0, 1, 2]): WaveformStimulus {
  const receivers = { kind: 'list', neurons } as const;
  return { kind: 'waveform', waveform: { kind: 'step', amplitude }, receivers, onset, offset };
}

/** [min, max, mean] of the bin that holds a time. */
function at(preview: StimulusPreview | undefined, time: number): number[] {
  const bin = Math.floor(time / preview!.interval + 1e-6);
  return [preview!.min, preview!.max, preview!.mean].map((values) => Number(values[bin]!.toFixed(4)));
}

describe('the preview of a sum', () => {
  test('is the range and the mean over the neurons that receive a current at the time', () => {
    const preview = previewOf(run(step(10, 20, 60), step(4, 40, 80, [2, 3])), []);
    expect(preview!.driven).toBe(4);
    expect(at(preview, 10)).toEqual([0, 0, 0]);
    expect(at(preview, 30)).toEqual([10, 10, 10]);
    expect(at(preview, 50)).toEqual([4, 14, 9.5]);
    expect(at(preview, 70)).toEqual([4, 4, 4]);
  });

  test('where one step ends and another begins, no neuron gets both', () => {
    for (const boundary of [50, 33.3333]) {
      const preview = previewOf(run(step(6, 10, boundary, [0]), step(8, boundary, 90, [0])), [])!;
      expect(Math.max(...preview.max)).toBe(8);
      expect(at(preview, boundary - 1)).toEqual([6, 6, 6]);
      expect(at(preview, boundary + 1)).toEqual([8, 8, 8]);
      const here = at(preview, boundary);
      expect(here[0]).toBeGreaterThanOrEqual(6);
      expect(here[1]).toBe(8);
    }
    // A run whose 1/2000 is no multiple of the steps' times.
    const demo = previewOf({ ...run(step(6, 50, 550, [0]), step(8, 550, 1050, [0])), duration: 1600 }, [])!;
    expect(at(demo, 549)).toEqual([6, 6, 6]);
    expect(at(demo, 550)).toEqual([8, 8, 8]);
  });

  test('where a step begins as a noise ends, their largest currents are not added', () => {
    const noise = {
      ...step(0, 10, 33.3333),
      waveform: { kind: 'noise', mean: 20, deviation: 0, tau: 3, seed: 1 },
    } as const;
    const preview = previewOf(run(noise, step(8, 33.3333, 90)), [])!;
    expect(at(preview, 33.3333).slice(0, 2)).toEqual([8, 20]);
  });

  test('two sines that flow together have the range of their sum, not the sum of their ranges', () => {
    const sine = {
      ...step(0, 0, 100_000),
      waveform: { kind: 'sine', mean: 0, amplitude: 2, frequency: 40, phase: 0 },
    } as const;
    const against = { ...sine, waveform: { ...sine.waveform, phase: Math.PI } } as const;
    const preview = previewOf({ ...run(sine, against), duration: 100_000 }, [])!;
    expect(Math.max(...preview.max)).toBeLessThan(1e-6);
  });

  test('agrees with the columns that an engine reads', () => {
    const described = run(
      { ...DEFAULT_ODOUR, onset: 10, offset: 50 },
      step(-3, 20, 60, [0, 4, 11]),
      { ...step(0, 5, 95), waveform: { kind: 'sine', mean: 1, amplitude: 2, frequency: 30, phase: 1 } },
      { ...step(0, 5, 95), waveform: { kind: 'noise', mean: 1, deviation: 2, tau: 3, seed: 1 } },
    );
    const preview = previewOf(described, [])!;
    const columns = stimulusColumns(described.stimulus, 12, 100, POPULATIONS);
    const column = new Float64Array(12);
    for (let bin = 0; bin < 2000; bin += 7) {
      const [sums, count] = [new Float64Array(12), 5];
      const receiving = new Set<number>();
      for (let k = 0; k < count; k++) {
        columns.readColumn(bin * 5 + k, column, 0);
        column.forEach((current, i) => {
          sums[i] = sums[i]! + current / count;
          if (current !== 0) receiving.add(i);
        });
        const driven = [...column].filter((current) => current !== 0);
        // A range of sums is within the sum of ranges.
        for (const current of driven) {
          expect(current).toBeGreaterThanOrEqual(preview.min[bin]! - 1e-5);
          expect(current).toBeLessThanOrEqual(preview.max[bin]! + 1e-5);
        }
      }
      const mean = sums.reduce((sum, current) => sum + current, 0) / Math.max(1, receiving.size);
      expect(preview.mean[bin]).toBeCloseTo(mean, 4);
    }
  });

  test('of nothing is silence', () => {
    expect(previewOf(run(), [])).toMatchObject({ driven: 0, n: 12 });
  });

  test('a pulse that is shorter than a bin is not lost', () => {
    const train = {
      ...step(0, 0, 90_000),
      waveform: { kind: 'pulseTrain', amplitude: 5, width: 3, period: 500 },
    } as const;
    const preview = previewOf({ ...run(train), duration: 100_000 }, [])!;
    expect(preview.max.filter((value) => value === 5)).toHaveLength(180);
  });

  test('looks only once at a part that stays as it is', () => {
    const noise = { ...step(0, 0, 100), waveform: { kind: 'noise', mean: 0, deviation: 1, tau: 5, seed: 2 } } as const;
    const first = previewOf(run(noise), []);
    expect(previewOf(run(noise), [])!.mean).toBe(first!.mean);
  });
});

describe('the preview of what was injected', () => {
  const [before, after, last] = [run(step(10, 20, 90)), run(step(4, 20, 90)), run(step(4, 20, 90), step(1, 0, 90))];
  const edits = [
    { time: 40.02, label: '', run: after, gesture: undefined },
    { time: 60, label: '', run: last, gesture: undefined },
  ];

  test('shows before an edit what was injected then, and after it what is injected now', () => {
    const preview = new InjectedPreview().read(before, edits, last, []);
    expect(at(preview, 10)).toEqual([0, 0, 0]);
    expect(at(preview, 30)).toEqual([10, 10, 10]);
    // The bin in which the edit came: 0.02 ms of the one, 0.03 ms of the other.
    expect(at(preview, 40)).toEqual([4, 10, 6.4]);
    expect(at(preview, 50)).toEqual([4, 4, 4]);
    expect(at(preview, 70)).toEqual([5, 5, 5]);
  });

  test('is the same whether edits come one by one or all at once, also two in one bin', () => {
    const three = [
      edits[0]!,
      { time: 40.04, label: '', run: last, gesture: undefined },
      { time: 70, label: '', run: before, gesture: undefined },
    ];
    const growing = new InjectedPreview();
    three.forEach((_, e) => growing.read(before, three.slice(0, e + 1), last, []));
    const preview = growing.read(before, three, last, []);
    expect(preview).toEqual(new InjectedPreview().read(before, three, last, []));
    // 0.02 ms of 10, 0.02 ms of 4 and 0.01 ms of 5.
    expect(at(preview, 40)).toEqual([4, 10, 6.6]);
    expect(at(preview, 80)).toEqual([10, 10, 10]);
  });

  test('does not fall at an edit that no neuron felt: a current for all that flows later', () => {
    const everyone = POPULATIONS.flatMap(({ first, count }) => Array.from({ length: count }, (_, k) => first + k));
    const more = run(step(10, 20, 90), step(4, 70, 80, everyone));
    const preview = new InjectedPreview().read(
      before,
      [{ time: 40, label: '', run: more, gesture: undefined }],
      more,
      [],
    );
    expect([30, 50, 65, 85].map((time) => at(preview, time))).toEqual(Array.from({ length: 4 }, () => [10, 10, 10]));
    // 3 of 14 and 9 of 4.
    expect(at(preview, 75)).toEqual([4, 14, 6.5]);
  });

  test('starts anew with another run', () => {
    const preview = new InjectedPreview();
    preview.read(before, edits, last, []);
    expect(preview.read(after, [], after, [])).toEqual(previewOf(after, []));
  });

  test('stays as it is where something else is edited', () => {
    const others = [{ time: 40, label: '', run: { ...before, duration: 100 }, gesture: undefined }];
    expect(new InjectedPreview().read(before, others, before, [])).toEqual(previewOf(before, []));
  });
});
