import type { Precision } from '../../engine/engineInfo.ts';
import type { Guide } from '../../experiment/experiment.ts';
import type { LabDocument } from '../labDocument.ts';
import type { MeasureView } from '../measureView.ts';
import type { SweepDescription } from '../sweep/sweepPlan.ts';
import type { DockName, TrackName, ViewState } from '../viewState.ts';

/** A lab that is opened by a link, with what its teacher says to it. Plain data. */
export interface Demo {
  /** In its link: '#demo=lobe'. */
  readonly id: string;
  readonly title: string;
  /** What it shows, in a sentence of the gallery. */
  readonly lead: string;
  readonly lab: DemoLab;
  readonly guide: Guide;
  readonly view: DemoView;
  /** The precision that it is about; it runs on the processor then, which offers all. */
  readonly precision?: Precision;
  /** What begins by itself when its run has ended. */
  readonly sequel?: DemoSequel;
}

export type DemoSequel =
  /** The same run again in float32, as rounded as it comes, beside the first. */
  | { readonly kind: 'float32' }
  /** The f–I curve of the neuron that is shown. */
  | { readonly kind: 'fICurve' }
  /** A sweep, of which the measure is shown. */
  | { readonly kind: 'sweep'; readonly description: SweepDescription; readonly measure: string };

/** What a demo says of the document; the engine is the visitor's. */
export type DemoLab = Omit<LabDocument, 'title' | 'engine' | 'guide'>;

/** How a demo wants to be looked at; what it leaves out stays as the visitor has it. */
export interface DemoView extends Partial<
  Pick<ViewState, 'chosen' | 'traceLayout' | 'variableLayout' | 'dockShare' | 'parameter' | 'synapseType' | 'speed'>
> {
  /** The tracks that are unfolded; all others are folded. */
  readonly tracks?: readonly TrackName[];
  /** What stands below the charts; null: nothing. */
  readonly dock?: DockName | null;
  readonly measures?: Partial<MeasureView>;
}
