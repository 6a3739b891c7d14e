import { ownedParameters } from '../../model/parameters/parameterChanges.ts';
import { PRESETS } from '../../model/presets.ts';
import {
  DOCK_NAMES,
  MOST_CHOSEN,
  RATE_KERNELS,
  SPECTROGRAM_WINDOWS,
  THEME_CHOICES,
  TRACK_NAMES,
  VARIABLE_LAYOUTS,
} from '../viewState.ts';
import type { ViewState } from '../viewState.ts';
import { readMeasures } from './readMeasures.ts';
import { asObject, flag, listOf, numberFrom, oneOf, wholeFrom } from '../../experiment/shape.ts';

/** What of the view survives a reload. */
export function lastingView(view: ViewState): Partial<ViewState> {
  const { traceLayout, openTracks, dock, dockShare, parameter, synapseType, measures, theme } = view;
  const { isNetworkOpen, areNeuronsOpen, chosen, isChosenByUser, isSettled } = view;
  const { variableLayout, rateKernel, spectrogramWindow } = view;
  const lasting = {
    traceLayout,
    variableLayout,
    rateKernel,
    spectrogramWindow,
    openTracks,
    dock,
    dockShare,
    parameter,
    synapseType,
    measures,
    theme,
    isNetworkOpen,
    areNeuronsOpen,
  };
  return isChosenByUser || isSettled ? { ...lasting, chosen, isChosenByUser } : lasting;
}

/** A view as a save holds it; what is missing or not legal stays as in `view`. */
export function readView(value: unknown, view: ViewState): ViewState {
  const saved = asObject(value);
  const tracks = asObject(saved['openTracks']);
  const openTracks = { ...view.openTracks };
  for (const name of TRACK_NAMES) openTracks[name] = flag(tracks[name]) ?? view.openTracks[name];
  const models = Object.values(PRESETS);
  const types = models.flatMap(({ synapses }) => synapses.map(({ name }) => name));
  const symbols = models.flatMap((model) => ownedParameters(model).map(({ symbol }) => symbol));
  const chosen = listOf(wholeFrom(0, Number.MAX_SAFE_INTEGER), MOST_CHOSEN)(saved['chosen']);
  return {
    ...view,
    ...(chosen && {
      chosen: [...new Set(chosen)],
      isChosenByUser: flag(saved['isChosenByUser']) ?? false,
      isSettled: true,
    }),
    openTracks,
    traceLayout: oneOf('lanes', 'overlaid')(saved['traceLayout']) ?? view.traceLayout,
    variableLayout: oneOf(...VARIABLE_LAYOUTS)(saved['variableLayout']) ?? view.variableLayout,
    rateKernel: oneOf(...RATE_KERNELS)(saved['rateKernel']) ?? view.rateKernel,
    spectrogramWindow: oneOf(...SPECTROGRAM_WINDOWS)(saved['spectrogramWindow']) ?? view.spectrogramWindow,
    dock: oneOf(...DOCK_NAMES)(saved['dock']) ?? view.dock,
    dockShare: numberFrom(0.2, 0.8)(saved['dockShare']) ?? view.dockShare,
    parameter: oneOf(...symbols)(saved['parameter']) ?? view.parameter,
    synapseType: oneOf(...types)(saved['synapseType']) ?? view.synapseType,
    measures: readMeasures(saved['measures'], view.measures),
    theme: oneOf(...THEME_CHOICES)(saved['theme']) ?? view.theme,
    isNetworkOpen: flag(saved['isNetworkOpen']) ?? view.isNetworkOpen,
    areNeuronsOpen: flag(saved['areNeuronsOpen']) ?? view.areNeuronsOpen,
  };
}
