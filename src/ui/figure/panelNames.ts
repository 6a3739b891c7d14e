import { TRACK_NAMES } from '../../store/viewState.ts';

/** What a figure may show, in the page's order: all over one time axis but the spectrum. */
export const PANEL_NAMES = [...TRACK_NAMES, 'spectrum'] as const;
export type PanelName = (typeof PANEL_NAMES)[number];

export const PANEL_TITLES: Readonly<Record<PanelName, string>> = {
  stimulus: 'Stimulus',
  traces: 'Membrane potential',
  variables: 'Variables',
  raster: 'Spikes',
  rates: 'Firing rates',
  mean: 'Mean PN voltage',
  spectrogram: 'Spectrogram',
  heatMap: 'Heat map',
  spectrum: 'Power spectrum',
};

/** What a figure shows where nothing else was chosen. */
export const USUAL_PANELS: readonly PanelName[] = ['traces', 'raster', 'mean', 'spectrum'];

/** The letter under which a panel stands in a figure of these panels. */
export function letterOf(panels: readonly PanelName[], name: PanelName): string {
  return String.fromCharCode(97 + panels.indexOf(name));
}
