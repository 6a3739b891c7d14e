import { useMemo } from 'react';
import { populationRanges } from '../../model/buildNetwork.ts';
import type { PopulationRange } from '../../model/population.ts';
import { PRESETS } from '../../model/presets.ts';
import { useLab, useStore } from '../labContext.ts';

/** The populations of the network on screen: those of the run, or those that are described while there is none. */
export function useShownPopulations(): readonly PopulationRange[] {
  const { lab } = useLab();
  const ofRun = useStore(lab.run, ({ run }) => run?.network);
  const described = useStore(lab.document, ({ network }) => network);
  const { n, preset, counts } = ofRun ?? described;
  return useMemo(() => populationRanges(PRESETS[preset], n, counts), [preset, n, counts]);
}
