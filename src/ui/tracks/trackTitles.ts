import type { TrackName } from '../../store/viewState.ts';

/** The headings of the tracks, which also fold and unfold them. */
export const TRACK_TITLES: Readonly<Record<TrackName, string>> = {
  stimulus: 'Stimulus',
  traces: 'Membrane potential',
  variables: 'Variables',
  raster: 'Spikes',
  rates: 'Rates',
  mean: 'Mean voltage',
  spectrogram: 'Spectrogram',
  heatMap: 'Heat map',
};
