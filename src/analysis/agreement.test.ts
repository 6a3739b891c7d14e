import { describe, expect, test } from 'vitest';
import { readReference } from '../simulation/fixtures/readReference.ts';
import { HIGHEST_HZ } from './rhythm/averagedSpectrum.ts';
import { crossCorrelogram } from './firing/crossCorrelogram.ts';
import { fICurve } from './firing/fICurve.ts';
import { binnedRate, firingRates } from './firing/firingRates.ts';
import { chiSquaredQuantile, poissonQuantile } from './statistics/gammaFunctions.ts';
import { readFigures, worstDifference, type Figures, type Scale } from './fixtures/readFigures.ts';
import { histogramOf, intervalStatistics } from './firing/interSpikeIntervals.ts';
import { analyticBand, octaveAround, spikePhases } from './rhythm/oscillationPhase.ts';
import { phasePlane, slopeOf } from './stateSpace/phasePlane.ts';
import { binnedRows, populationTrajectory, smoothedRates } from './stateSpace/populationTrajectory.ts';
import { measureRhythm, welchDegreesOfFreedom } from './rhythm/rhythm.ts';
import type { Signal, SignalRows } from './signal.ts';
import { spectrogram } from './rhythm/spectrogram.ts';
import { powerSpectrum } from './rhythm/spectrum.ts';
import { spikeFieldCoherence } from './rhythm/spikeFieldCoherence.ts';
import { timesByNeuron, type SpikeTrains } from './firing/spikeTrains.ts';
import { spikeTriggeredAverage } from './firing/spikeTriggeredAverage.ts';
import { synapseStatistics } from './stateSpace/synapseStatistics.ts';
import { populationSynchrony, spikeCorrelation, voltageCorrelation } from './firing/synchrony.ts';

/** Path in the fixture, and what the lab makes of it. */
type Row = readonly [path: string, ours: ArrayLike<number> | number, to?: Scale];

function rowsOf(name: 'n12' | 'n120', figures: Figures): Row[] {
  const { n, voltage, spikes, lnEvents, timeCourse } = readReference(name);
  const interval = 0.1;
  const rows = voltage.length / n;
  const p = (n * 3) / 4;
  const PN = { name: 'PN', first: 0, count: p };
  const LN = { name: 'LN', first: p, count: n - p };
  const span = { from: 0, to: rows * interval };
  const trainsOf = (events: typeof spikes): SpikeTrains => ({
    neuron: Int32Array.from(events, ({ neuron }) => neuron),
    time: Float64Array.from(events, ({ time }) => time),
  });
  const pnTrains = trainsOf(spikes.filter(({ neuron }) => neuron < p));
  const lnTrains = trainsOf(lnEvents);
  const part = (first: number, count: number): SignalRows => ({
    values: Float32Array.from(
      { length: rows * count },
      (_, k) => voltage[Math.floor(k / count) * n + first + (k % count)]!,
    ),
    channels: count,
    interval,
    start: 0,
  });
  const [pnRows, lnRows] = [part(0, p), part(p, n - p)];
  const meanOf = ({ values, channels }: SignalRows): Signal => ({
    samples: Float64Array.from({ length: rows }, (_, row) => {
      let sum = 0;
      for (let channel = 0; channel < channels; channel++) sum += values[row * channels + channel]!;
      return sum / channels;
    }),
    interval,
    start: 0,
  });
  const columnOf = ({ values, channels }: SignalRows): Signal => ({
    samples: Float64Array.from({ length: rows }, (_, row) => values[row * channels]!),
    interval,
    start: 0,
  });
  const field = meanOf(pnRows);
  const every = (step: number, values: ArrayLike<number>): number[] =>
    Array.from(values).filter((_, k) => k % step === 0);

  const ofRhythm = (prefix: string, signal: Signal): Row[] => {
    const rhythm = measureRhythm(signal);
    const first = rhythm.frequency.findIndex((hz) => hz >= rhythm.lowestHz);
    const of = (key: 'hz' | 'power' | 'prominence' | 'standsOut'): number[] =>
      rhythm.peaks.map((peak) => Number(peak[key]));
    return [
      [`${prefix}.frequency`, rhythm.frequency],
      [`${prefix}.power`, rhythm.power],
      [`${prefix}.degreesOfFreedom`, rhythm.degreesOfFreedom],
      [`${prefix}.interval`, [rhythm.lower, rhythm.upper]],
      [`${prefix}.exponent`, rhythm.exponent],
      [`${prefix}.background`, rhythm.background.slice(first)],
      [`${prefix}.bound`, rhythm.bound.slice(first)],
      [`${prefix}.peakHz`, of('hz')],
      [`${prefix}.peakPower`, of('power')],
      [`${prefix}.peakProminence`, of('prominence')],
      [`${prefix}.peakStandsOut`, of('standsOut')],
    ];
  };
  const columns = spectrogram(field, { segmentMs: 100, hopMs: 25 });
  const bins = columns.frequency.length;
  const low = columns.frequency.filter((hz) => hz <= HIGHEST_HZ).length;
  const pairwise = (path: string, { mean, channels }: { mean: number; channels: number }): Row[] => [
    [`${path}.mean`, mean],
    [`${path}.channels`, channels],
  ];
  const hz = measureRhythm(field).peaks[0]!.hz;
  const analytic = analyticBand(field, octaveAround(hz));
  const drive = { samples: Float64Array.from({ length: rows }, (_, row) => timeCourse[10 * row]!), interval, start: 0 };
  const curve = fICurve(
    timesByNeuron(pnTrains, PN, span).map((spikeTimes, amplitude) => ({ amplitude, spikeTimes })),
    { from: 100, to: span.to },
  );
  const series = (key: string): Signal => ({
    samples: Float64Array.from(figures.numbers(`synapse.${key}`)),
    interval: 1,
    start: 0,
  });
  const synapse = synapseStatistics(series('open'), series('transmitter'));

  const table: Row[] = [
    ...ofRhythm('rhythm', field),
    ...ofRhythm('rhythmOfLN', meanOf(lnRows)),
    ['welch1200', every(8, powerSpectrum(field.samples, interval, { segment: 1200 }).power)],
    ['degreesOfFreedom', [1, 2, 3, 7, 39].map((segments) => welchDegreesOfFreedom(500, segments))],
    ['spectrogram.time', columns.time],
    ['spectrogram.power', columns.power.filter((_, k) => k % bins < low)],
    ['fICurve.meanHz', curve.meanHz],
    ['fICurve.firstHz', curve.firstHz],
    ['fICurve.steadyHz', curve.steadyHz],
    ['plane.correlation', phasePlane(columnOf(pnRows), columnOf(lnRows)).correlation],
    ['plane.slope', every(50, slopeOf(columnOf(pnRows)).samples), 'largest'],
    ['phase.hz', hz],
    ['phase.re', every(25, analytic.re), 'largest'],
    ['phase.im', every(25, analytic.im), 'largest'],
    ...(['meanOpen', 'peakOpen', 'timeOfPeak', 'releases', 'releaseShare', 'decay'] as const).map((key): Row => [
      `synapse.${key}`,
      synapse[key]!,
    ]),
  ];
  for (const [population, trains, voltages] of [
    [PN, pnTrains, pnRows],
    [LN, lnTrains, lnRows],
  ] as const) {
    const { name: who } = population;
    const intervals = intervalStatistics(trains, population, span);
    const histogram = histogramOf(intervals.intervals, 5, 200);
    table.push(
      [`rates.${who}`, firingRates(trains, population, span)],
      [`binnedRate.${who}`, binnedRate(trains, population, span, 20)],
      [`intervals.${who}.intervals`, intervals.intervals],
      [`intervals.${who}.mean`, intervals.mean],
      [`intervals.${who}.cv`, intervals.cv],
      [`intervals.${who}.cv2`, intervals.cv2],
      [`intervals.${who}.meanCv`, intervals.meanCv],
      [`intervals.${who}.meanCv2`, intervals.meanCv2],
      [`intervals.${who}.histogram`, histogram.counts],
      ...pairwise(`spikeCorrelation.${who}`, spikeCorrelation(trains, population, span, 10)),
      ...pairwise(`voltageCorrelation.${who}`, voltageCorrelation(voltages)),
      [`chi.${who}`, populationSynchrony(voltages)],
    );
    const phases = spikePhases(trains, analytic);
    for (const key of ['phases', 'histogram', 'mean', 'vectorStrength', 'consistency', 'p'] as const) {
      table.push([`phase.${who}.${key}`, phases[key]]);
    }
    const coherence = spikeFieldCoherence(trains, field);
    expect(coherence === undefined).toBe(figures.isMissing(`coherence.${who}`));
    if (coherence) {
      table.push([`coherence.${who}.coherence`, coherence.coherence], [`coherence.${who}.bound`, coherence.bound]);
    }
  }
  for (const [path, signal, trains, beforeMs, afterMs] of [
    ['sta.PN', field, pnTrains, 20, 30],
    ['sta.LN', field, lnTrains, 20, 30],
    ['sta.current', drive, lnTrains, 50, 0],
  ] as const) {
    const average = spikeTriggeredAverage(signal, trains.time, { beforeMs, afterMs });
    expect(average.spikes === 0).toBe(figures.isMissing(path));
    if (average.spikes === 0) continue;
    table.push(
      [`${path}.spikes`, average.spikes],
      [`${path}.mean`, every(10, average.mean)],
      [`${path}.standardError`, every(10, average.standardError)],
    );
  }
  for (const [which, trains] of [
    ['PN', pnTrains],
    ['LN', lnTrains],
    ['same', lnTrains],
  ] as const) {
    const [reference, target] = figures
      .numbers(`correlogram.${which}.neurons`)
      .map((neuron) => trains.time.filter((_, spike) => trains.neuron[spike] === neuron));
    const correlogram = crossCorrelogram(reference!, target ?? reference!, span, { binMs: 5, longestMs: 100 });
    for (const key of ['counts', 'rate', 'expected', 'lower', 'upper'] as const) {
      table.push([`correlogram.${which}.${key}`, correlogram[key]]);
    }
  }
  const smoothed = smoothedRates(pnTrains, PN, span);
  const shown = figures.numbers('correlogram.PN.neurons');
  table.push([
    'trajectory.rates.smoothed',
    Array.from(smoothed.values).flatMap((_, k) =>
      k % p === 0 ? shown.map((neuron) => smoothed.values[k + neuron]!) : [],
    ),
  ]);
  for (const [path, input] of [
    ['rates', smoothed],
    ['voltage', binnedRows(pnRows, 5)],
    ['wide', binnedRows(pnRows, (rows * interval) / 5)],
  ] as const) {
    const trajectory = populationTrajectory(input);
    table.push(
      [`trajectory.${path}.explained`, trajectory.explained],
      [`trajectory.${path}.loadings`, trajectory.loadings, 'largest'],
      [`trajectory.${path}.scores`, trajectory.scores, 'largest'],
    );
  }
  return table;
}

describe.each(['n12', 'n120'] as const)('on the spikes and voltages of the reference run %s', (name) => {
  const figures = readFigures(name);
  const rows = rowsOf(name, figures);

  test.each(rows.map(([path, ours, to = 'entry']) => ({ path, ours, to })))(
    '$path is what SciPy makes of them, to 1e-6',
    ({ path, ours, to }) => {
      const values = typeof ours === 'number' ? [ours] : Array.from(ours);
      expect(worstDifference(values, figures.numbers(path), to)).toBeLessThan(1e-6);
    },
  );
});

describe('quantiles', () => {
  const figures = readFigures('distributions');
  const probabilities = figures.numbers('p');

  test('χ² at whole and broken degrees of freedom, far into both tails', () => {
    const ours = figures.numbers('nu').flatMap((nu) => probabilities.map((p) => chiSquaredQuantile(p, nu)));
    expect(worstDifference(ours, figures.numbers('chi2'), 'entry')).toBeLessThan(1e-9);
  });

  test('Poisson, exactly', () => {
    const ours = figures.numbers('means').flatMap((mean) => probabilities.map((p) => poissonQuantile(p, mean)));
    expect(ours).toEqual(figures.numbers('poisson'));
  });
});
