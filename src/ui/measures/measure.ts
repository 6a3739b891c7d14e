import type { AboutMeasure } from '../../analysis/aboutMeasure.ts';
import type { Span } from '../../analysis/span.ts';
import type { MeasureKind, MeasureResults, RequestOf } from '../../analysis/worker/measureRequest.ts';
import type { MeasureFigure } from '../../charts/measures/measureFigure.ts';
import type { PopulationRange } from '../../model/population.ts';
import type { Recording } from '../../recording/recording.ts';
import type { MeasureName, MeasureView, NeuronPlace } from '../../store/measureView.ts';

export const GROUPS = ['Rhythm', 'Firing', 'Pairs', 'State space', 'Single cell', 'Synapse'] as const;
export type Group = (typeof GROUPS)[number];

/** A stretch of time in which a current flows, ms. */
export interface StimulusEpoch {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What a measure is made of, at one moment. */
export interface MeasureContext {
  readonly recording: Recording;
  readonly populations: readonly PopulationRange[];
  /** What has been recorded of the time in view. */
  readonly span: Span;
  readonly options: MeasureView;
  /** The neuron that was picked at a place, or stands in there. */
  neuronAt(place: NeuronPlace): number;
  readonly epochs: readonly StimulusEpoch[];
  /** While a run goes on or the view moves, long stretches are measured in part and in float32. */
  readonly isLive: boolean;
  /** Lets the page draw. */
  pause(): Promise<void>;
}

/** What a card shows. */
export interface ShownMeasure {
  /** Its key numbers, in one line. */
  readonly line: string;
  readonly figure: MeasureFigure;
}

/** One card. */
export interface Measure<K extends MeasureKind = MeasureKind> {
  readonly name: MeasureName;
  readonly title: string;
  readonly group: Group;
  readonly about: readonly AboutMeasure[];
  /** What is to be computed, copied from the recording; or a sentence that says what is missing. */
  prepare(context: MeasureContext): RequestOf<K> | string | Promise<RequestOf<K> | string>;
  show(result: MeasureResults[K], context: MeasureContext): ShownMeasure;
}

/** What each of its kinds has in common with all others. */
export function asMeasure<K extends MeasureKind>(measure: Measure<K>): Measure {
  // A measure is only ever handed the results of its own requests.
  return measure as unknown as Measure;
}
