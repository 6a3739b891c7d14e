import { expect, test } from 'vitest';
import { SpikeList } from './spikeList.ts';

/** Neuron s % 5 fires at s ms, 2000 spikes: several growths. */
function manySpikes(): SpikeList {
  const list = new SpikeList(6);
  for (let spike = 0; spike < 2000; spike++) list.append(spike % 5, spike);
  return list;
}

test('spikes keep their neuron and time while the arrays grow', () => {
  const list = manySpikes();
  expect(list.count).toBe(2000);
  for (let spike = 0; spike < 2000; spike++) {
    expect(list.neuron[spike]).toBe(spike % 5);
    expect(list.time[spike]).toBe(spike);
  }
});

test("a neuron's spikes are its own, all of them or those of a stretch of time, ascending", () => {
  const list = manySpikes();
  expect(list.countOf(3)).toBe(400);
  expect(list.countOf(5)).toBe(0);
  expect([...list.timesOf(3)]).toEqual(Array.from({ length: 400 }, (_, k) => 3 + 5 * k));
  expect([...list.timesOf(3, 8, 23)]).toEqual([8, 13, 18]);
  expect([...list.timesOf(3, 1999)]).toEqual([]);
  expect([...list.timesOf(5)]).toEqual([]);
});

test('the first spike at or after a time is found at the time itself, between two, before all and after all', () => {
  const list = new SpikeList(2);
  for (const time of [10, 20, 20, 30]) list.append(0, time);
  expect(list.firstAtOrAfter(-5)).toBe(0);
  expect(list.firstAtOrAfter(20)).toBe(1);
  expect(list.firstAtOrAfter(20.1)).toBe(3);
  expect(list.firstAtOrAfter(31)).toBe(4);
});

test('a spike of an unknown neuron or before the last one is refused', () => {
  const list = new SpikeList(2);
  list.append(0, 10);
  expect(() => list.append(2, 11)).toThrow('a spike of neuron 2: expected 0 … 1');
  expect(() => list.append(1, 9)).toThrow('a spike at 9 ms after one at 10 ms');
  expect(list.count).toBe(1);
});
