import { populationRanges } from '../../model/buildNetwork.ts';
import type { PopulationRange } from '../../model/population.ts';
import { PRESETS } from '../../model/presets.ts';
import type { Lab } from '../../store/lab.ts';
import { useLab, useStore } from '../labContext.ts';

/** The populations of the network on screen: those of the run, or those that are described while there is none. */
export function shownPopulations(lab: Lab): readonly PopulationRange[] {
  const { preset, n } = lab.shown.network;
  return populationRanges(PRESETS[preset], n);
}

export function useShownPopulations(): readonly PopulationRange[] {
  const { lab } = useLab();
  useStore(lab.run, ({ run }) => run?.network);
  useStore(lab.document, (document) => document.n);
  useStore(lab.document, (document) => document.preset);
  return shownPopulations(lab);
}
