import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { DEFAULT_MEASURES } from './measureView.ts';
import type { MeasureView } from './measureView.ts';

/** In the order in which they stand above each other. */
export const TRACK_NAMES = [
  'stimulus',
  'traces',
  'variables',
  'raster',
  'rates',
  'mean',
  'spectrogram',
  'heatMap',
] as const;
export type TrackName = (typeof TRACK_NAMES)[number];

/** How spikes are counted for population rates: in bins of so many ms, or by a Gaussian. */
export const RATE_KERNELS = ['5', '10', '20', '50', 'gaussian'] as const;
export type RateKernelName = (typeof RATE_KERNELS)[number];

/** ms: lengths of the spectrogram's window. */
export const SPECTROGRAM_WINDOWS = ['100', '200', '500'] as const;
export type SpectrogramWindow = (typeof SPECTROGRAM_WINDOWS)[number];

/** Whether variables of one unit share a scale, or each has a lane of its own. */
export const VARIABLE_LAYOUTS = ['lanes', 'units'] as const;
export type VariableLayout = (typeof VARIABLE_LAYOUTS)[number];

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

/** What stands below the charts: an editor, or what is made of recordings. */
export const DOCK_NAMES = ['parameters', 'connections', 'stimulus', 'measures', 'compare', 'sweep', 'longRun'] as const;
export type DockName = (typeof DOCK_NAMES)[number];

/** How the page looks at the run; nothing here changes a result. */
export interface ViewState {
  /** The stretch of time on all tracks, ms. */
  readonly time: { readonly start: number; readonly end: number };
  /** Whether a running view keeps up with the newest sample. */
  readonly isFollowing: boolean;
  /** ms; undefined while the pointer is elsewhere. */
  readonly cursor?: number;
  /** The neuron under the pointer. */
  readonly hovered?: number;
  /** Neurons with a trace, in the order of their lanes. */
  readonly chosen: readonly number[];
  /** False while `chosen` is the lab's own proposal, which a new network replaces. */
  readonly isChosenByUser: boolean;
  /** Whether the lab's proposal stays for this network; until then neurons that fire take places in it. */
  readonly isSettled: boolean;
  readonly traceLayout: 'lanes' | 'overlaid';
  /** How fast a run goes at most, simulated ms per second; undefined: as fast as it goes. */
  readonly speed?: number;
  readonly variableLayout: VariableLayout;
  readonly rateKernel: RateKernelName;
  readonly spectrogramWindow: SpectrogramWindow;
  readonly openTracks: Readonly<Record<TrackName, boolean>>;
  /** The editor that is open below the charts. */
  readonly dock: DockName | undefined;
  /** Share of the height that the editor takes, 0.2 … 0.8. */
  readonly dockShare: number;
  /** The neuron whose values, inputs and outputs are shown. */
  readonly inspected?: number;
  /** The parameter whose values neuron by neuron are shown: its symbol. */
  readonly parameter: string;
  /** The synapse type whose matrix is shown. */
  readonly synapseType: string;
  /** The entry of the stimulus that is shown: its id. */
  readonly stimulusEntry: string | undefined;
  /** The neuron that a current is injected into while it is held. */
  readonly injected?: number | undefined;
  /** µA/cm²: the current that holding a neuron injects. */
  readonly injectionAmplitude: number;
  readonly measures: MeasureView;
  readonly theme: ThemeChoice;
  readonly isNetworkOpen: boolean;
  readonly areNeuronsOpen: boolean;
  /** Whether a demo has put both side panels aside; it does not last. */
  readonly arePanelsAside?: boolean | undefined;
}

/** The side panels, by the settings that say whether they are open. */
export type SidePanel = 'isNetworkOpen' | 'areNeuronsOpen';

/** Whether a side panel stands beside the charts. */
export function isShown(view: ViewState, panel: SidePanel): boolean {
  return view[panel] && !view.arePanelsAside;
}

/** The view with a side panel shown that was not, or the other way round. */
export function togglePanel(view: ViewState, panel: SidePanel): Partial<ViewState> {
  const others = view.arePanelsAside && { isNetworkOpen: false, areNeuronsOpen: false };
  return { ...others, arePanelsAside: false, [panel]: !isShown(view, panel) };
}

export type ViewStore = StoreApi<ViewState>;

/** @param isTall Whether there is room for the heat map too. */
export function defaultView(isTall: boolean): ViewState {
  return {
    time: { start: 0, end: 1000 },
    isFollowing: true,
    chosen: [],
    isChosenByUser: false,
    isSettled: false,
    traceLayout: 'lanes',
    variableLayout: 'units',
    rateKernel: '20',
    spectrogramWindow: '200',
    openTracks: {
      stimulus: true,
      traces: true,
      variables: false,
      raster: true,
      rates: false,
      mean: true,
      spectrogram: false,
      heatMap: isTall,
    },
    dock: undefined,
    dockShare: 0.45,
    parameter: 'g_Na',
    synapseType: 'GABA',
    stimulusEntry: undefined,
    injectionAmplitude: 10,
    measures: DEFAULT_MEASURES,
    theme: 'system',
    isNetworkOpen: true,
    areNeuronsOpen: true,
  };
}

/** More traces than this cannot be told apart. */
export const MOST_CHOSEN = 12;

export function createViewStore(initial: ViewState): ViewStore {
  return createStore<ViewState>(() => initial);
}

/** The choice with `neuron` added, or removed where it was in; the oldest gives way when there are MOST_CHOSEN. */
export function toggleNeuron(chosen: readonly number[], neuron: number): readonly number[] {
  if (chosen.includes(neuron)) return chosen.filter((other) => other !== neuron);
  return [...chosen.slice(-(MOST_CHOSEN - 1)), neuron];
}
