import type { DockName } from '../../store/viewState.ts';

export const DOCK_TITLES: Readonly<Record<DockName, string>> = {
  parameters: 'Parameters',
  connections: 'Connections',
  stimulus: 'Stimulus',
  measures: 'Measures',
  compare: 'Compare',
  sweep: 'Sweep',
  longRun: 'Long run',
};
