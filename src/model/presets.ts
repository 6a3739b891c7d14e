import {
  NERVEFLOW,
  calcium,
  calciumCurrent,
  calciumDependentPotassium,
  calciumDependentPotassiumOfPsst,
  delayedRectifier,
  leak,
  potassiumLeak,
  sodium,
  transientPotassium,
} from './currents.ts';
import type { PresetName } from './description.ts';
import type { NetworkModel } from './model.ts';
import { acetylcholine, fastGaba } from './synapseTypes.ts';

/** The network of the NerveFlow tutorial: an insect antennal lobe of projection neurons and local interneurons. */
export const nerveflow: NetworkModel = {
  name: 'nerveflow',
  title: 'NerveFlow: antennal lobe of PNs and LNs',
  source: NERVEFLOW,
  membrane: {
    derivative: '(I_stim - I_ion - I_syn) / C_m',
    parameters: {
      C_m: { value: 1, unit: 'µF/cm²', range: [0.1, 10], meaning: 'membrane capacitance', source: NERVEFLOW },
    },
    initial: -70,
    bounds: [-500, 500],
    firingThreshold: 0,
  },
  currents: [
    leak,
    potassiumLeak,
    delayedRectifier,
    sodium,
    transientPotassium,
    calciumCurrent,
    calciumDependentPotassium,
  ],
  concentrations: [calcium],
  synapses: [acetylcholine, fastGaba],
  populations: [
    {
      name: 'PN',
      title: 'projection neurons',
      share: 0.75,
      currents: ['L', 'KL', 'K', 'Na', 'A'],
      concentrations: [],
      parameters: { g_ACh: 0.35 },
    },
    {
      name: 'LN',
      title: 'local interneurons',
      share: 0.25,
      currents: ['L', 'KL', 'K', 'Ca', 'KCa'],
      concentrations: ['Ca'],
      parameters: { E_L: -50, g_KL: 0.02 },
    },
  ],
};

/** The tutorial's later edition: I_KCa without the temperature factor. */
export const psst: NetworkModel = {
  ...nerveflow,
  name: 'psst',
  title: 'PSST: the later edition of the tutorial',
  source: 'PSST, the later edition of the NerveFlow tutorial',
  currents: nerveflow.currents.map((current) => (current.name === 'KCa' ? calciumDependentPotassiumOfPsst : current)),
};

export const PRESETS: Readonly<Record<PresetName, NetworkModel>> = { nerveflow, psst };
