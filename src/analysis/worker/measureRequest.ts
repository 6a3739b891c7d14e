import type { PopulationRange } from '../../model/population.ts';
import type { CrossCorrelogram } from '../firing/crossCorrelogram.ts';
import type { Histogram, IntervalStatistics } from '../firing/interSpikeIntervals.ts';
import type { PhaseStatistics } from '../rhythm/oscillationPhase.ts';
import type { PhasePlane } from '../stateSpace/phasePlane.ts';
import type { PopulationTrajectory } from '../stateSpace/populationTrajectory.ts';
import type { Rhythm } from '../rhythm/rhythm.ts';
import type { CondensedRun, RunSummary } from '../runs/runSummary.ts';
import type { Signal, SignalRows } from '../signal.ts';
import type { Span } from '../span.ts';
import type { SpikeFieldCoherence } from '../rhythm/spikeFieldCoherence.ts';
import type { SpikeTrains } from '../firing/spikeTrains.ts';
import type { SpikeTriggeredAverage } from '../firing/spikeTriggeredAverage.ts';
import type { SynapseStatistics } from '../stateSpace/synapseStatistics.ts';
import type { PairwiseCorrelation } from '../firing/synchrony.ts';

/** The spikes of one population, or of one neuron: a range of one. */
export interface RangeTrains {
  readonly range: PopulationRange;
  readonly trains: SpikeTrains;
}

/** What is to be measured, with all that it needs: copies, which cross the thread border by transfer. */
export type MeasureRequest =
  | { readonly kind: 'spectrum'; readonly field: Signal }
  | { readonly kind: 'phase'; readonly field: Signal; readonly populations: readonly RangeTrains[] }
  | { readonly kind: 'rates'; readonly populations: readonly RangeTrains[]; readonly span: Span }
  | { readonly kind: 'intervals'; readonly of: RangeTrains; readonly span: Span }
  | {
      readonly kind: 'synchrony';
      readonly field: Signal;
      readonly populations: readonly RangeTrains[];
      readonly span: Span;
      /** V of all neurons. */
      readonly rows: SignalRows;
    }
  | {
      readonly kind: 'triggeredAverage';
      readonly signal: Signal;
      readonly times: Float64Array;
      readonly beforeMs: number;
      readonly afterMs: number;
    }
  | {
      readonly kind: 'correlogram';
      /** The same array as `target` for a neuron with itself. */
      readonly reference: Float64Array;
      readonly target: Float64Array;
      readonly span: Span;
      readonly binMs: number;
      readonly longestMs: number;
    }
  | { readonly kind: 'trajectory'; readonly of: RangeTrains; readonly span: Span }
  /** `isSlopeX`, `isSlopeY`: the derivative of that signal is meant, per ms. */
  | {
      readonly kind: 'plane';
      readonly x: Signal;
      readonly y: Signal;
      readonly isSlopeX: boolean;
      readonly isSlopeY: boolean;
    }
  | { readonly kind: 'synapse'; readonly open: Signal; readonly transmitter: Signal }
  | { readonly kind: 'runs'; readonly runs: readonly CondensedRun[] };

export type MeasureKind = MeasureRequest['kind'];
export type RequestOf<K extends MeasureKind> = Extract<MeasureRequest, { readonly kind: K }>;

export interface PopulationSynchrony {
  readonly name: string;
  readonly spikes: PairwiseCorrelation;
  readonly voltages: PairwiseCorrelation;
  readonly chi: number;
  /** Undefined where nothing can be said. */
  readonly coherence: SpikeFieldCoherence | undefined;
}

/** A whole run in numbers. */
export interface MeasuredRun {
  readonly summary: RunSummary;
  /** Undefined where nothing can be said: see `rhythmOfRun`. */
  readonly rhythm: Rhythm | undefined;
}

/** What each kind of request is answered with. */
export interface MeasureResults {
  readonly spectrum: Rhythm;
  readonly phase: {
    readonly rhythm: Rhythm;
    /** By population; empty where the field has no peak. */
    readonly populations: readonly { readonly name: string; readonly phases: PhaseStatistics }[];
    /** The band whose phase it is, around the fundamental, Hz; undefined where there is no peak. */
    readonly band:
      | {
          readonly lowest: number;
          readonly highest: number;
          readonly hz: number;
          /** Whether the strongest peak of this rhythm does. */
          readonly standsOut: boolean;
        }
      | undefined;
  };
  readonly rates: { readonly rates: readonly { readonly range: PopulationRange; readonly hz: Float64Array }[] };
  readonly intervals: {
    readonly statistics: IntervalStatistics;
    readonly histogram: Histogram;
    readonly spikes: number;
  };
  readonly synchrony: { readonly populations: readonly PopulationSynchrony[] };
  readonly triggeredAverage: SpikeTriggeredAverage;
  readonly correlogram: CrossCorrelogram & { readonly references: number; readonly targets: number };
  readonly trajectory: PopulationTrajectory;
  readonly plane: PhasePlane;
  /** The signals come back, in the order of time. */
  readonly synapse: SynapseStatistics & {
    /** ms */
    readonly time: Float64Array;
    readonly open: Signal['samples'];
    readonly transmitter: Signal['samples'];
  };
  readonly runs: readonly MeasuredRun[];
}

/** Page to worker. */
export interface MeasureQuestion {
  readonly id: number;
  readonly request: MeasureRequest;
}

/** Worker to page; `ms` is how long it took. */
export type MeasureAnswer =
  | {
      readonly kind: 'measured';
      readonly id: number;
      readonly result: MeasureResults[MeasureKind];
      readonly ms: number;
    }
  | { readonly kind: 'refused'; readonly id: number; readonly message: string; readonly ms: number };
