import { expect, test } from 'vitest';
import { makeRecording } from '../../recording/testing/makeRecording.ts';
import type { RunDescription } from '../../model/description.ts';
import { figureTables } from './figureTables.ts';
import { PANEL_NAMES } from './panelNames.ts';
import { readFigure } from './readFigure.ts';

const RUN: RunDescription = {
  network: { preset: 'nerveflow', n: 4, seed: 17 },
  stimulus: { kind: 'sum', parts: [] },
  dt: 0.01,
  duration: 600,
  recordEvery: 10,
};
const V = (row: number, neuron: number): number =>
  neuron === 3 && row >= 3001 && row < 3100 ? -10 : -65 + Math.sin(row / 50 + neuron);
const RECORDING = makeRecording({ PN: 3, LN: 1, rows: 6000, V, spikes: [[1, 29_995]] });

function tablesOf(start: number, end: number) {
  const panels = PANEL_NAMES.filter((name) => name !== 'variables');
  const content = readFigure(RECORDING, { panels, chosen: [1, 3], view: { start, end } })!;
  const engine = { kind: 'cpu', precision: 'float64', device: 'WebAssembly', isSoftware: false, reason: '' } as const;
  const differences = [{ kind: 'parameter', text: 'g_Na of PN: 100 → 50 mS/cm²' }] as const;
  const facts = { title: 'A\nrun', run: RUN, started: RUN, engine, edits: [], differences, version: '1.2.3' };
  const tables = figureTables(content, facts);
  const of = (name: string) => {
    const lines = tables
      .find((table) => table.name.includes(name))!
      .text.trimEnd()
      .split('\r\n');
    const rows = lines.filter((line) => !line.startsWith('# '));
    return { head: rows[0]!, notes: lines.filter((line) => line.startsWith('# ')), rows: rows.slice(1) };
  };
  return { names: tables.map(({ name }) => name), of };
}

test('traces are every recorded sample at its time, as it was kept in float32', () => {
  const { head, rows } = tablesOf(100, 400).of('membrane');
  expect(head).toBe('time_ms,V_PN_1_mV,V_LN_3_mV');
  expect(rows).toHaveLength(3001);
  expect(rows[0]!.split(',')[0]).toBe('100.0');
  for (const k of [0, 7, 1500, 3000]) {
    const [time, first, second] = rows[k]!.split(',').map(Number);
    expect(time).toBeCloseTo(100 + k / 10, 9);
    expect(Math.fround(first!)).toBe(Math.fround(V(1000 + k, 1)));
    expect(Math.fround(second!)).toBe(Math.fround(V(1000 + k, 3)));
  }
});

test('spikes stand in the order of time with the threshold that was crossed', () => {
  expect(tablesOf(0, 600).of('spikes')).toMatchObject({
    head: 'neuron,time_ms,threshold_mV',
    rows: ['1,299.95,0', '3,300,-20'],
  });
});

test('every file says which run it was, in comment lines', () => {
  const { names, of } = tablesOf(0, 600);
  expect(names).toHaveLength(8);
  for (const name of names) {
    const notes = of(name).notes.join('\n');
    expect(notes).toContain('# A run (NerveFlow Lab)');
    expect(notes).toContain('seed 17');
    expect(notes).toContain('g_Na of PN: 100 → 50 mS/cm²');
    expect(notes).toContain('CPU, float64');
    expect(notes).toContain('NerveFlow Lab 1.2.3');
  }
});

test('rates sum up to the spikes, the heat map holds the largest of its bins', () => {
  const { of } = tablesOf(0, 600);
  const rates = of('rates').rows.map((row) => row.split(',').map(Number));
  const spikes = rates.reduce((sum, [, PN]) => sum + (PN! * 3 * 10) / 1000, 0);
  expect(spikes).toBeCloseTo(1);
  const map = of('heat').rows.map((row) => row.split(',').map(Number));
  expect(map).toHaveLength(2000);
  expect(Math.max(...map.map((row) => row[4]!))).toBe(-10);
  const first = map[0]!;
  expect(first[1]).toBeCloseTo(Math.max(V(0, 0), V(1, 0), V(2, 0)), 5);
});

test('a panel that only says why it is empty has no file', () => {
  const { names } = tablesOf(0, 100);
  expect(names.join(' ')).not.toContain('spectr');
});
