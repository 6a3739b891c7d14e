import type { PopulationRange } from '../../model/population.ts';
import { crossCorrelogram } from '../firing/crossCorrelogram.ts';
import { firingRates } from '../firing/firingRates.ts';
import { histogramOf, intervalStatistics } from '../firing/interSpikeIntervals.ts';
import { analyticBand, octaveAround, spikePhases } from '../rhythm/oscillationPhase.ts';
import { phasePlane, slopeOf } from '../stateSpace/phasePlane.ts';
import { populationTrajectory, smoothedRates } from '../stateSpace/populationTrajectory.ts';
import { fundamentalPeak, measureRhythm, strongestPeak } from '../rhythm/rhythm.ts';
import { rhythmOfRun, summarizeRun } from '../runs/runSummary.ts';
import { rowCount } from '../signal.ts';
import type { SignalRows } from '../signal.ts';
import { spikeFieldCoherence } from '../rhythm/spikeFieldCoherence.ts';
import { spikeTriggeredAverage } from '../firing/spikeTriggeredAverage.ts';
import { synapseStatistics } from '../stateSpace/synapseStatistics.ts';
import { populationSynchrony, spikeCorrelation, voltageCorrelation } from '../firing/synchrony.ts';
import type {
  MeasureAnswer,
  MeasureKind,
  MeasureQuestion,
  MeasureRequest,
  MeasureResults,
  RequestOf,
} from './measureRequest.ts';
import { messageOf } from '../../wording/messageOf.ts';

/** Interval histograms have about so many bars up to the longest interval that is shown. */
const BARS = 40;
/** Share of the intervals that the histogram reaches to: a few long ones would press all others into one bar. */
const SHOWN_SHARE = 0.98;

/** Answers a question; what is wrong with the request is the answer then. */
export function answerQuestion({ id, request }: MeasureQuestion): MeasureAnswer {
  const start = performance.now();
  try {
    return { kind: 'measured', id, result: measure(request), ms: performance.now() - start };
  } catch (error) {
    const message = messageOf(error);
    return { kind: 'refused', id, message, ms: performance.now() - start };
  }
}

/** @throws RangeError when the numbers of the request allow no answer. */
export function measure(request: MeasureRequest): MeasureResults[MeasureKind] {
  switch (request.kind) {
    case 'spectrum':
      return measureRhythm(request.field);
    case 'phase':
      return phase(request);
    case 'rates':
      return {
        rates: request.populations.map(({ range, trains }) => ({
          range,
          hz: firingRates(trains, range, request.span),
        })),
      };
    case 'intervals':
      return intervals(request);
    case 'synchrony':
      return synchrony(request);
    case 'triggeredAverage':
      return spikeTriggeredAverage(request.signal, request.times, request);
    case 'correlogram': {
      const { reference, target, span } = request;
      const counted = (times: Float64Array): number => times.filter((t) => t >= span.from && t < span.to).length;
      return {
        ...crossCorrelogram(reference, target, span, request),
        references: counted(reference),
        targets: counted(target),
      };
    }
    case 'trajectory':
      return populationTrajectory(smoothedRates(request.of.trains, request.of.range, request.span));
    case 'plane':
      return phasePlane(
        request.isSlopeX ? slopeOf(request.x) : request.x,
        request.isSlopeY ? slopeOf(request.y) : request.y,
      );
    case 'synapse': {
      const { open, transmitter } = request;
      return {
        ...synapseStatistics(open, transmitter),
        time: Float64Array.from(open.samples, (_, k) => open.start + k * open.interval),
        open: open.samples,
        transmitter: transmitter.samples,
      };
    }
    case 'runs':
      return request.runs.map((run) => {
        const rhythm = rhythmOfRun(run);
        return { summary: summarizeRun(run, rhythm), rhythm };
      });
  }
}

function phase({ field, populations }: RequestOf<'phase'>): MeasureResults['phase'] {
  const rhythm = measureRhythm(field);
  const peak = fundamentalPeak(rhythm);
  if (peak === undefined) return { rhythm, populations: [], band: undefined };
  const band = { ...octaveAround(peak.hz), hz: peak.hz, standsOut: strongestPeak(rhythm)!.standsOut };
  const analytic = analyticBand(field, band);
  return {
    rhythm,
    band,
    populations: populations.map(({ range, trains }) => ({ name: range.name, phases: spikePhases(trains, analytic) })),
  };
}

function intervals({ of: { range, trains }, span }: RequestOf<'intervals'>): MeasureResults['intervals'] {
  const statistics = intervalStatistics(trains, range, span);
  const sorted = statistics.intervals.toSorted();
  const shown = sorted[Math.ceil(SHOWN_SHARE * sorted.length) - 1] ?? 100;
  const binMs = roundBin(shown / BARS);
  // Beyond the last interval that is shown: a bin leaves out its upper edge.
  const histogram = histogramOf(statistics.intervals, binMs, binMs * (Math.floor(shown / binMs) + 1));
  return { statistics, histogram, spikes: trains.time.length };
}

/** 0.5, 1, 2, 5, 10, 20, … ms. */
function roundBin(ms: number): number {
  for (let decade = 0.1; ; decade *= 10) {
    for (const digit of [5, 10, 20]) if (digit * decade >= ms) return Number((digit * decade).toPrecision(1));
  }
}

function synchrony({ field, populations, span, rows }: RequestOf<'synchrony'>): MeasureResults['synchrony'] {
  return {
    populations: populations.map(({ range, trains }) => {
      const own = columnsOf(rows, range);
      return {
        name: range.name,
        spikes: spikeCorrelation(trains, range, span),
        voltages: voltageCorrelation(own),
        chi: populationSynchrony(own),
        coherence: spikeFieldCoherence(trains, field),
      };
    }),
  };
}

/** The rows of some of the neurons. */
function columnsOf(rows: SignalRows, { first, count }: PopulationRange): SignalRows {
  const values = new Float32Array(rowCount(rows) * count);
  for (let row = 0; row < rowCount(rows); row++) {
    const start = row * rows.channels + first;
    values.set(rows.values.subarray(start, start + count), row * count);
  }
  return { ...rows, values, channels: count };
}
