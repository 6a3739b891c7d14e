import { NERVEFLOW } from './currents.ts';
import type { SynapseParameter, SynapseParameterOwner, SynapseType } from './model.ts';

function parameter(
  of: SynapseParameterOwner,
  value: number,
  unit: string,
  range: readonly [number, number],
  meaning: string,
): SynapseParameter {
  return { of, value, unit, range, meaning, source: NERVEFLOW };
}

export const acetylcholine: SynapseType = {
  name: 'ACh',
  title: 'cholinergic (nicotinic)',
  sign: 'excitatory',
  from: ['PN'],
  to: ['LN'],
  probability: 0.5,
  matrixFile: 'ach_mat.npy',
  openFraction: 'alpha_ACh * (1 - O) * T - beta_ACh * O',
  transmitter: 'A_ACh * pulse',
  pulse: { delay: 't_delay_ACh', duration: 't_max_ACh' },
  current: 'g_ACh * sum_O * (V - E_ACh)',
  parameters: {
    g_ACh: parameter('postsynaptic', 0.3, 'mS/cm²', [0, 5], 'maximal conductance of one ACh synapse'),
    E_ACh: parameter('postsynaptic', 0, 'mV', [-120, 200], 'reversal potential of ACh synapses'),
    alpha_ACh: parameter('synapse', 10, '1/(mM·ms)', [0, 100], 'rate of opening'),
    beta_ACh: parameter('synapse', 0.2, '1/ms', [0.001, 50], 'rate of closing'),
    A_ACh: parameter('presynaptic', 0.5, 'mM', [0, 10], 'transmitter during the pulse'),
    t_max_ACh: parameter('presynaptic', 0.3, 'ms', [0, 100], 'duration of the pulse'),
    t_delay_ACh: parameter('presynaptic', 0, 'ms', [0, 100], 'delay from the spike to the pulse'),
  },
  source: NERVEFLOW,
};

export const fastGaba: SynapseType = {
  name: 'GABA',
  title: 'fast GABA_A',
  sign: 'inhibitory',
  from: ['LN'],
  to: ['PN', 'LN'],
  probability: 0.5,
  matrixFile: 'fgaba_mat.npy',
  openFraction: 'alpha_GABA * (1 - O) * T - beta_GABA * O',
  transmitter: '1 / (1 + exp(-(V - V_0_GABA) / sigma_GABA))',
  current: 'g_GABA * sum_O * (V - E_GABA)',
  parameters: {
    g_GABA: parameter('postsynaptic', 0.8, 'mS/cm²', [0, 5], 'maximal conductance of one GABA synapse'),
    E_GABA: parameter('postsynaptic', -70, 'mV', [-120, 200], 'reversal potential of GABA synapses'),
    alpha_GABA: parameter('synapse', 10, '1/(mM·ms)', [0, 100], 'rate of opening'),
    beta_GABA: parameter('synapse', 0.16, '1/ms', [0.001, 50], 'rate of closing'),
    V_0_GABA: parameter('presynaptic', -20, 'mV', [-100, 100], 'V at which half of the transmitter is released'),
    sigma_GABA: parameter('presynaptic', 1.5, 'mV', [0.1, 50], 'steepness of the release'),
  },
  source: NERVEFLOW,
};
