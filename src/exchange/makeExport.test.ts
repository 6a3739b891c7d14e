import { expect, test } from 'vitest';
import { EXPERIMENT_FORMATS } from './experimentFormats.ts';
import type { ExperimentFormatName } from './experimentFormats.ts';
import { RUN } from './fixtures/recordedRun.ts';
import { makeExport } from './makeExport.ts';
import { RUN_FORMATS } from './runFormats.ts';
import type { RunFormatName } from './runFormats.ts';

const ROWS = 5000;

/** The run of the fixtures, longer: so large that headers do not matter. */
const LONG = {
  ...RUN,
  to: ROWS / 10,
  voltage: { start: 0, values: Float32Array.from({ length: 4 * ROWS }, (_, k) => -65 + 9 * Math.sin(k * k)) },
  means: { start: 0, values: Float32Array.from({ length: 2 * ROWS }, (_, k) => -65 + Math.sin(k * k)) },
};

test.each(Object.keys(RUN_FORMATS) as RunFormatName[])(
  '%s is named and about as large as the page says',
  async (format) => {
    const { ending, bytes: estimate } = RUN_FORMATS[format];
    const { name, bytes, notes } = await makeExport({ of: 'run', format, run: LONG, stem: 'x' }, () => undefined);
    expect(name).toBe(`x${ending}`);
    expect(notes.length).toBeGreaterThan(0);
    const told = estimate({ rows: ROWS, n: RUN.n, spikes: RUN.spikes.time.length, probes: RUN.probes.length });
    expect(bytes.length / told).toBeGreaterThan(0.5);
    expect(bytes.length / told).toBeLessThan(2);
  },
);

test.each(Object.keys(EXPERIMENT_FORMATS) as ExperimentFormatName[])('%s is named as the page says', async (format) => {
  const experiment = {
    title: 'Test',
    engine: { choice: 'auto' },
    network: { preset: 'nerveflow', n: 4, seed: 1 },
    stimulus: [],
    duration: 1,
    dt: 0.01,
    recordEvery: 10,
  } as const;
  const { name, bytes } = await makeExport({ of: 'experiment', format, experiment }, () => undefined);
  expect(name.endsWith(EXPERIMENT_FORMATS[format].ending)).toBe(true);
  expect(bytes.length).toBeGreaterThan(1000);
});
