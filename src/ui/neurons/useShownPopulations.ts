import type { PopulationRange } from '../../model/population.ts';
import { useShownNetwork } from './useShownNetwork.ts';

/** The populations of the network on screen: those of the run, or those that are described while there is none. */
export function useShownPopulations(): readonly PopulationRange[] {
  return useShownNetwork().populations;
}
