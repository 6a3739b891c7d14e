import type { EngineRequest } from '../engine/engineInfo.ts';
import type { LongRunDescription, NetworkDescription, Probe, StimulusPart } from '../model/description.ts';

/** All that a run is made of, and how it is to be recorded: what an experiment file holds. Immutable, plain data. */
export interface Experiment {
  readonly title: string;
  readonly engine: EngineRequest;
  readonly network: NetworkDescription;
  readonly stimulus: readonly ExperimentCurrent[];
  /** ms. */
  readonly duration: number;
  /** ms. */
  readonly dt: number;
  /** Steps from one recorded V to the next, on the charts. */
  readonly recordEvery: number;
  /** What is recorded besides V. */
  readonly probes?: readonly Probe[];
  /** What a demo asks of whoever opens it; it stands beside the charts. */
  readonly guide?: Guide;
  /** How the run goes to disk, where it does. */
  readonly longRun?: LongRunDescription;
}

/** One current among those that are added up. */
export interface ExperimentCurrent {
  /** Stays the same while the current is edited. */
  readonly id: string;
  /** What it stands for ('Odour A'); where there is none, the page names it by its kind. */
  readonly name?: string;
  /** Whether it takes part. */
  readonly isOn: boolean;
  readonly part: StimulusPart;
}

/** A few sentences of a teacher; plain text. The experiment's title is its heading. */
export interface Guide {
  readonly watch: string;
  readonly predict: string;
  /** What one finds; it is shown when it is asked for. */
  readonly answer?: string;
  readonly tryThis: string;
}
