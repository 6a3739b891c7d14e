import { useMemo } from 'react';
import { populationRanges } from '../../model/buildNetwork.ts';
import type { NetworkDescription } from '../../model/description.ts';
import type { PopulationRange } from '../../model/population.ts';
import { PRESETS } from '../../model/presets.ts';
import { useLab, useStore } from '../labContext.ts';

/** The network on screen: that of the run, or the one that is described while there is none. */
export function useShownNetwork(): {
  readonly network: NetworkDescription;
  readonly populations: readonly PopulationRange[];
} {
  const { lab } = useLab();
  const ofRun = useStore(lab.run, ({ run }) => run?.network);
  const described = useStore(lab.document, (document) => document.network);
  const network = ofRun ?? described;
  const { n, preset, counts } = network;
  const populations = useMemo(() => populationRanges(PRESETS[preset], n, counts), [preset, n, counts]);
  return { network, populations };
}
