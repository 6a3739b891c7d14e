import { beforeAll, expect, test, vi } from 'vitest';
import { spikeCounts } from '../../analysis/firing/spikes.ts';
import type { Span } from '../../analysis/firing/spikes.ts';
import { meanVoltageSignal, peakFrequency, powerSpectrum } from '../../analysis/rhythm/spectrum.ts';
import { spikeCorrelation } from '../../analysis/firing/synchrony.ts';
import type { EngineRequest } from '../../engine/engineInfo.ts';
import { openEngine } from '../../engine/openEngine.ts';
import type { ParameterChange, StimulusPart } from '../../model/description.ts';
import { valuesOf } from '../../model/parameters/parameterValues.ts';
import { Recording } from '../../recording/recording.ts';
import { Session } from '../../simulation/session.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { DEFAULT_DOCUMENT, withNetwork } from '../labDocument.ts';
import type { LabDocument } from '../labDocument.ts';
import { readDocument } from '../saves/readDocument.ts';
import { checkDocument } from '../warnings.ts';
import type { Demo } from './demo.ts';
import { DEMOS, demoOfWords } from './demos.ts';
import { lobe } from './lobe.ts';
import { ODOURS, odourTrajectories } from './odourTrajectories.ts';
import { oneLn } from './oneLn.ts';
import { onePn } from './onePn.ts';
import { pair } from './pair.ts';
import { ODOUR, SHOWN } from './rhythmicLobe.ts';
import { rounding } from './rounding.ts';
import { synchrony } from './synchrony.ts';
import { withoutGaba } from './withoutGaba.ts';
import { withoutLnLn } from './withoutLnLn.ts';

// ms: whole networks, on a machine that may do other things too.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

function documentOf({ title, guide, lab }: Demo): LabDocument {
  return { ...DEFAULT_DOCUMENT, title, guide, ...lab };
}

/** What a demo does, with some parameters changed; in float32, which is twice as fast, where nothing is said of single spikes. */
async function run(
  demo: Demo,
  { changes = [], ...engine }: { changes?: readonly ParameterChange[] } & Partial<EngineRequest> = {},
): Promise<Recording> {
  const document = documentOf(demo);
  const changed = withNetwork(document, { changes: [...(document.network.changes ?? []), ...changes] });
  const { probes: _, ...description } = describeRun(changed);
  const session = await Session.open(
    description,
    { choice: 'cpu', precision: 'float64', threads: 1, ...engine },
    openEngine,
  );
  const { n, populations } = session.network;
  const recording = new Recording({ n, populations, dt: description.dt, recordEvery: description.recordEvery });
  while (!session.isDone) recording.append(await session.advance());
  return recording;
}

/** Times at which V of a neuron crosses −20 mV, ms. */
function events({ events: list }: Recording, neuron: number, { from, to }: Span = { from: 0, to: Infinity }): number[] {
  return Array.from(list.time.subarray(0, list.count)).filter(
    (time, k) => list.neuron[k] === neuron && time >= from && time < to,
  );
}

function intervals(times: readonly number[]): number[] {
  return times.slice(1).map((time, k) => time - times[k]!);
}

/** The rhythm of the mean PN voltage while the odour is there: its frequency, and how much of the power from 5 to 100 Hz lies near it. */
function rhythm(recording: Recording): { readonly hz: number; readonly share: number } {
  const span = { from: ODOUR.onset + 100, to: ODOUR.offset };
  const spectrum = powerSpectrum(meanVoltageSignal(recording, 0, span), recording.rowInterval, { segment: 4000 });
  const hz = peakFrequency(spectrum, 5, 100)!;
  let [near, all] = [0, 0];
  spectrum.frequency.forEach((frequency, k) => {
    if (frequency < 5 || frequency > 100) return;
    all += spectrum.power[k]!;
    if (Math.abs(frequency - hz) < 3.5) near += spectrum.power[k]!;
  });
  return { hz, share: near / all };
}

/** Spikes of all PNs, and −20 mV events of all LNs, while the odour is there. */
function counts(recording: Recording): { readonly pn: number; readonly ln: number } {
  const [pns, lns] = recording.populations;
  const span = { from: ODOUR.onset, to: ODOUR.offset };
  const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, one) => total + one, 0);
  const ln = Array.from({ length: lns!.count }, (_, k) => events(recording, lns!.first + k, span).length);
  return { pn: sum(spikeCounts(recording, span).subarray(0, pns!.count)), ln: sum(ln) };
}

test.each(DEMOS.map((demo) => [demo.id, demo] as const))(
  '%s can run, and is what is read when it was saved',
  (_, demo) => {
    const document = documentOf(demo);
    expect(checkDocument(document)).toBeUndefined();
    expect(readDocument(JSON.parse(JSON.stringify(document)), () => undefined)).toEqual({ document, lost: [] });
    for (const sentence of [demo.lead, ...Object.values(demo.guide)]) expect(sentence).toMatch(/[.?!]$/);
  },
);

test('one PN: silent at 4 µA/cm², 25 Hz at 6, 50 at 10 and not quite 90 at 20', async () => {
  const times = [...(await run(onePn)).spikes.timesOf(0)];
  const rates = onePn.lab.stimulus.map(({ part }) => {
    if (part.kind !== 'waveform' || part.waveform.kind !== 'step') throw new Error('not a step');
    const within = times.filter((time) => time >= part.onset && time < part.offset);
    // The first interval is no measure: the step has only begun.
    const settled = intervals(within).slice(1);
    const mean = settled.reduce((sum, one) => sum + one, 0) / settled.length;
    return [part.waveform.amplitude, within.length === 0 ? 0 : 1000 / mean] as const;
  });
  const claimed = [0, 25, 39, 50, 73, 89];
  expect(rates.map(([current]) => current)).toEqual([4, 6, 8, 10, 15, 20]);
  rates.forEach(([, rate], k) => expect(Math.abs(rate! - claimed[k]!)).toBeLessThan(1));
});

test('one LN: potentials below 5 mV, first 29 and at last 69 ms apart; without I_KCa the distances stay short', async () => {
  const recording = await run(oneLn);
  const between = intervals(events(recording, 0));
  expect(between[0]).toBeCloseTo(29, 0);
  expect(Math.abs(between.at(-1)! - 69)).toBeLessThan(1);
  const V = Array.from({ length: recording.endRow }, (_, row) => recording.voltage(0, row));
  expect(Math.max(...V)).toBeLessThan(5);
  const free = intervals(events(await run(oneLn, { changes: [{ parameter: 'g_KCa', kind: 'set', value: 0 }] }), 0));
  expect(Math.max(...free)).toBeLessThan(35);
});

test('a PN and an LN: pauses of twice 20 ms after each potential of the LN, which waits for 1, 6, 11 and 10 spikes', async () => {
  const recording = await run(pair);
  const spikes = events(recording, 0);
  const potentials = events(recording, 1);
  const after = (time: number): number => spikes.find((spike) => spike > time)!;
  const before = (time: number): number => spikes.findLast((spike) => spike < time)!;
  const pauses = potentials.map((time) => after(time) - before(time));
  expect(potentials.length).toBeGreaterThan(3);
  for (const pause of pauses) expect(Math.abs(pause - 40)).toBeLessThan(3);
  const usual = intervals(spikes).filter((interval) => interval < 30);
  expect(usual.length).toBeGreaterThan(20);
  for (const interval of usual) expect(interval).toBeCloseTo(20, 0);
  expect(spikes.filter((time) => time < potentials[0]!)).toHaveLength(1);
  const waits = intervals(potentials).map(
    (_, k) => spikes.filter((time) => time > potentials[k]! && time < potentials[k + 1]!).length,
  );
  expect(waits).toEqual([6, 11, 10]);
});

/** In float32, which is twice as fast; up to the end of the odour. */
function runLobe(demo: Demo, changes: readonly ParameterChange[] = []): Promise<Recording> {
  const shorter = { ...demo, lab: { ...demo.lab, duration: ODOUR.offset } };
  return run(shorter, { precision: 'float32', changes });
}

let whole: Recording;
beforeAll(async () => {
  whole = await runLobe(lobe);
});

test('the lobe has a rhythm of about 30 Hz; without GABA it has none, and more than twice the spikes', async () => {
  expect(Math.abs(rhythm(whole).hz - 29)).toBeLessThan(2);
  expect(rhythm(whole).share).toBeGreaterThan(0.65);
  const free = await runLobe(withoutGaba);
  expect(rhythm(free).share).toBeLessThan(0.35);
  expect(counts(free).pn).toBeGreaterThan(2 * counts(whole).pn);
});

test('the neurons that are shown answer the odour and take part in most cycles; the conductances are those that the guide names', () => {
  const spikes = spikeCounts(whole, { from: ODOUR.onset, to: ODOUR.offset });
  const cycles = ((ODOUR.offset - ODOUR.onset) * rhythm(whole).hz) / 1000;
  expect(SHOWN.filter((neuron) => neuron >= 90)).toHaveLength(1);
  for (const neuron of SHOWN) {
    if (neuron < 90) expect(spikes[neuron]).toBeGreaterThan(0.7 * cycles);
    else expect(events(whole, neuron, { from: ODOUR.onset, to: ODOUR.offset }).length).toBeGreaterThan(0.4 * cycles);
  }
  const { network } = lobe.lab;
  const valueOf = (symbol: string, p: number, own: typeof network.changes): unknown =>
    valuesOf({ ...network, changes: own }, symbol).values[p];
  const said =
    /g_ACh of LN ([\d.]+) instead of ([\d.]+) mS\/cm², g_GABA of PN ([\d.]+) and of LN ([\d.]+) instead of ([\d.]+)/;
  const numbers = said.exec(lobe.guide.watch)!.slice(1).map(Number);
  expect(numbers).toEqual([
    valueOf('g_ACh', 1, network.changes),
    valueOf('g_ACh', 1, []),
    valueOf('g_GABA', 0, network.changes),
    valueOf('g_GABA', 1, network.changes),
    valueOf('g_GABA', 0, []),
  ]);
  for (const { guide } of [withoutGaba, withoutLnLn, synchrony])
    expect(guide.watch).toContain('g_ACh of LN 0.045 instead');
});

test('without LN–LN inhibition more than twice the potentials of LNs, fewer spikes of PNs, and a rhythm near 20 Hz', async () => {
  const unheld = await runLobe(withoutLnLn);
  expect(Math.abs(rhythm(unheld).hz - 21)).toBeLessThan(2);
  expect(counts(unheld).pn).toBeLessThan(0.9 * counts(whole).pn);
  expect(counts(unheld).ln).toBeGreaterThan(2 * counts(whole).ln);
});

test('synchrony against inhibition: none without, more than half of it by 0.1 mS/cm², then less steeply more, and ever fewer spikes; none with a tenth of g_ACh either', async () => {
  const shorter = { ...synchrony, lab: { ...synchrony.lab, duration: 500 } };
  const of = async (
    value: number,
    [parameter, population] = ['g_GABA', 'PN'],
  ): Promise<{ readonly synchrony: number; readonly spikes: number }> => {
    const changes = [{ parameter, population, kind: 'set', value }] as const;
    const { spikes, populations, time } = await run(shorter, { precision: 'float32', changes });
    const trains = { neuron: spikes.neuron.slice(0, spikes.count), time: spikes.time.slice(0, spikes.count) };
    return {
      synchrony: spikeCorrelation(trains, populations[0]!, { from: 0, to: time }).mean,
      spikes: spikes.count,
    };
  };
  const [none, weak, strong] = [await of(0), await of(0.1), await of(0.6)];
  expect(Math.abs(none.synchrony)).toBeLessThan(0.03);
  expect(weak.synchrony).toBeGreaterThan(0.5 * strong.synchrony);
  expect(strong.synchrony).toBeGreaterThan(weak.synchrony);
  expect(strong.synchrony).toBeGreaterThan(0.15);
  // What is to be tried: the range goes from no synchrony to the lobe's own.
  expect((await of(0.01, ['g_ACh', 'LN'])).synchrony).toBeLessThan(0.03);
  expect(weak.spikes).toBeLessThan(0.8 * none.spikes);
  expect(strong.spikes).toBeLessThan(0.8 * weak.spikes);
});

test('odours as trajectories: the two of one odour lie closer together than those of two odours', async () => {
  const recording = await run(odourTrajectories, { precision: 'float32' });
  const { count } = recording.populations[0]!;
  const trajectories = ODOURS.map(({ onset }) =>
    Array.from({ length: 18 }, (_, k) => ({ from: onset + 20 * k, to: onset + 20 * (k + 1) })).flatMap((bin) => [
      ...spikeCounts(recording, bin).subarray(0, count),
    ]),
  );
  const distance = (a: number, b: number): number =>
    Math.hypot(...trajectories[a]!.map((value, k) => value - trajectories[b]![k]!));
  const pairs = ODOURS.flatMap((_, a) => ODOURS.flatMap((__, b) => (a < b ? [[a, b] as const] : [])));
  const of = (isSame: boolean): number[] =>
    pairs.filter(([a, b]) => (ODOURS[a]!.odour === ODOURS[b]!.odour) === isSame).map(([a, b]) => distance(a, b));
  expect(Math.max(...of(true))).toBeLessThan(Math.min(...of(false)));
  expect(Math.min(...of(true))).toBeGreaterThan(0);
});

test('rounding: float64 and float32 part from 61 ms on, by 0.1 ms at 190 ms and by 0.5 ms at 219, and keep their rates; so does a current of 20.0001 in float32', async () => {
  const single = { precision: 'float32', isCompensated: false } as const;
  const [a, b] = [await run(rounding), await run(rounding, single)];
  expect(Math.abs(partsBy(a, b, 0.09) - 189.6)).toBeLessThan(1);
  expect(Math.abs(partsBy(a, b, 0.5) - 219)).toBeLessThan(1);
  expect(Math.abs(differFrom(a, b, 1) - 61)).toBeLessThan(1);
  expect(Math.abs(a.spikes.count - b.spikes.count)).toBeLessThan(0.1 * a.spikes.count);
  const [entry] = rounding.lab.stimulus;
  const waveform = { kind: 'step', amplitude: 20.0001 };
  const stimulus = [{ ...entry!, part: { ...entry!.part, waveform } as StimulusPart }];
  const other = await run({ ...rounding, lab: { ...rounding.lab, stimulus, duration: 300 } }, single);
  expect(partsBy(other, b, 0.5)).toBeLessThan(300);
});

/** ms: the first crossing of −20 mV in `a` that `b` lacks within so many ms. */
function partsBy(a: Recording, b: Recording, apart: number): number {
  const all = Array.from({ length: a.populations.reduce((sum, { count }) => sum + count, 0) }, (_, neuron) => neuron);
  const early = all.map((neuron) => {
    const others = events(b, neuron);
    return events(a, neuron).find((time, k) => !(Math.abs(time - others[k]!) < apart)) ?? Infinity;
  });
  return Math.min(...early);
}

/** ms: the first recorded row in which V of some neuron differs by more than so many mV. */
function differFrom(a: Recording, b: Recording, mV: number): number {
  const { count } = a.populations.at(-1)!;
  const n = a.populations.at(-1)!.first + count;
  for (let row = 0; row < a.endRow; row++) {
    for (let neuron = 0; neuron < n; neuron++) {
      if (Math.abs(a.voltage(neuron, row) - b.voltage(neuron, row)) > mV) return row * a.rowInterval;
    }
  }
  return Infinity;
}

test('a lab that was made of a demo has its words until one of them is changed', () => {
  const { title, guide } = DEMOS[3]!;
  expect(demoOfWords({ title, guide })).toBeUndefined();
  expect(demoOfWords({ title: 'Lecture 3', guide })).toBe(DEMOS[3]);
  expect(demoOfWords({ title: 'Lecture 3', guide: { ...guide, answer: 'Mine' } })).toBeUndefined();
  expect(demoOfWords({ title: 'Lecture 3' })).toBeUndefined();
});
