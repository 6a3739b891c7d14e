import type { Concentration, Current, Parameter } from './model.ts';

/** The paper whose code this model repeats. */
export const NERVEFLOW = 'Mohanta & Assisi, arXiv:1906.03958';

function conductance(value: number, meaning: string, most: number): Parameter {
  return { value, unit: 'mS/cm²', range: [0, most], meaning, source: NERVEFLOW };
}

function reversalPotential(value: number, ion: string): Parameter {
  return { value, unit: 'mV', range: [-120, 200], meaning: `reversal potential of ${ion}`, source: NERVEFLOW };
}

/** A factor that scales all rates of a current from the temperature of the recording to that of the model. */
function temperatureFactor(base: number, celsius: number, reference: number): Parameter {
  return {
    value: base ** ((celsius - reference) / 10),
    unit: '1',
    range: [0.01, 20],
    meaning: `temperature factor of the gates: ${base}^((${celsius} − ${reference})/10), in °C`,
    source: NERVEFLOW,
  };
}

export const leak: Current = {
  name: 'L',
  title: 'leak',
  current: 'g_L * (V - E_L)',
  parameters: {
    g_L: conductance(0.15, 'leak conductance', 2),
    E_L: reversalPotential(-55, 'the leak'),
  },
  source: NERVEFLOW,
};

export const potassiumLeak: Current = {
  name: 'KL',
  title: 'potassium leak',
  current: 'g_KL * (V - E_KL)',
  parameters: {
    g_KL: conductance(0.05, 'potassium leak conductance', 2),
    E_KL: reversalPotential(-95, 'the potassium leak'),
  },
  source: NERVEFLOW,
};

export const delayedRectifier: Current = {
  name: 'K',
  title: 'delayed rectifier potassium',
  current: 'g_K * n^4 * (V - E_K)',
  parameters: {
    g_K: conductance(10, 'maximal conductance of the delayed rectifier', 100),
    E_K: reversalPotential(-95, 'potassium'),
    phi_K: temperatureFactor(3, 22, 36),
  },
  definitions: {
    u: 'V + 50',
    alpha_n: '0.02 * (15 - u) / (exp((15 - u) / 5) - 1)',
    beta_n: '0.5 * exp((10 - u) / 40)',
  },
  gates: {
    n: {
      inf: 'alpha_n / (alpha_n + beta_n)',
      tau: '1 / ((alpha_n + beta_n) * phi_K)',
      meaning: 'activation of the delayed rectifier',
    },
  },
  source: NERVEFLOW,
};

export const sodium: Current = {
  name: 'Na',
  title: 'sodium',
  current: 'g_Na * m^3 * h * (V - E_Na)',
  parameters: {
    g_Na: conductance(100, 'maximal sodium conductance', 500),
    E_Na: reversalPotential(50, 'sodium'),
    phi_Na: temperatureFactor(3, 22, 36),
  },
  definitions: {
    u: 'V + 50',
    alpha_m: '0.32 * (13 - u) / (exp((13 - u) / 4) - 1)',
    beta_m: '0.28 * (u - 40) / (exp((u - 40) / 5) - 1)',
    alpha_h: '0.128 * exp((17 - u) / 18)',
    beta_h: '4 / (exp((40 - u) / 5) + 1)',
  },
  gates: {
    m: {
      inf: 'alpha_m / (alpha_m + beta_m)',
      tau: '1 / ((alpha_m + beta_m) * phi_Na)',
      meaning: 'activation of sodium',
    },
    h: {
      inf: 'alpha_h / (alpha_h + beta_h)',
      tau: '1 / ((alpha_h + beta_h) * phi_Na)',
      meaning: 'inactivation of sodium',
    },
  },
  source: NERVEFLOW,
};

export const transientPotassium: Current = {
  name: 'A',
  title: 'transient potassium (A)',
  current: 'g_A * m^4 * h * (V - E_A)',
  parameters: {
    g_A: conductance(10, 'maximal conductance of the A current', 100),
    E_A: reversalPotential(-95, 'the A current'),
    phi_A: temperatureFactor(3, 36, 23.5),
  },
  gates: {
    m: {
      inf: '1 / (1 + exp(-(V + 60) / 8.5))',
      tau: '1 / (exp((V + 35.82) / 19.69) + exp(-(V + 79.69) / 12.7) + 0.37) / phi_A',
      meaning: 'activation of the A current',
    },
    h: {
      inf: '1 / (1 + exp((V + 78) / 6))',
      tau: 'V < -63 ? 1 / (exp((V + 46.05) / 5) + exp(-(V + 238.4) / 37.45)) / phi_A : 19 / phi_A',
      meaning: 'inactivation of the A current',
    },
  },
  source: NERVEFLOW,
};

export const calciumCurrent: Current = {
  name: 'Ca',
  title: 'calcium',
  current: 'g_Ca * m^2 * h * (V - E_Ca)',
  parameters: {
    g_Ca: conductance(3, 'maximal calcium conductance', 50),
    E_Ca: reversalPotential(140, 'calcium'),
  },
  gates: {
    m: { inf: '1 / (1 + exp(-(V + 20) / 6.5))', tau: '1.5', meaning: 'activation of calcium' },
    h: {
      inf: '1 / (1 + exp((V + 25) / 12))',
      tau: '0.3 * exp((V - 40) / 13) + 0.002 * exp((60 - V) / 29)',
      meaning: 'inactivation of calcium',
    },
  },
  source: NERVEFLOW,
};

const calciumDependentGate = {
  definitions: { alpha_m: '0.01 * Ca', beta_m: '0.02' },
  gates: {
    m: {
      inf: 'alpha_m / (alpha_m + beta_m)',
      tau: '1 / ((alpha_m + beta_m) * phi_KCa)',
      meaning: 'activation of the calcium-dependent potassium current by [Ca]',
    },
  },
};

export const calciumDependentPotassium: Current = {
  name: 'KCa',
  title: 'calcium-dependent potassium',
  current: 'g_KCa * m * phi_KCa * (V - E_KCa)',
  parameters: {
    g_KCa: conductance(0.3, 'maximal conductance of the calcium-dependent potassium current', 20),
    E_KCa: reversalPotential(-90, 'the calcium-dependent potassium current'),
    phi_KCa: temperatureFactor(2.3, 26, 23),
  },
  ...calciumDependentGate,
  source: NERVEFLOW,
};

/** PSST, the tutorial's later edition: without the temperature factor in the current; in the time constant it stays. */
export const calciumDependentPotassiumOfPsst: Current = {
  ...calciumDependentPotassium,
  current: 'g_KCa * m * (V - E_KCa)',
  source: 'PSST, the later edition of the NerveFlow tutorial',
};

export const calcium: Concentration = {
  name: 'Ca',
  title: 'intracellular calcium',
  unit: 'mM',
  derivative: '-A_Ca * I_Ca - (Ca - Ca_inf) / tau_Ca',
  parameters: {
    A_Ca: {
      value: 2e-4,
      unit: 'mM·cm²/(ms·µA)',
      range: [0, 0.01],
      meaning: 'calcium that enters per calcium current',
      source: NERVEFLOW,
    },
    Ca_inf: {
      value: 2.4e-4,
      unit: 'mM',
      range: [0, 0.01],
      meaning: 'calcium at rest',
      source: NERVEFLOW,
    },
    tau_Ca: {
      value: 150,
      unit: 'ms',
      range: [1, 2000],
      meaning: 'time constant of calcium removal',
      source: NERVEFLOW,
    },
  },
  initial: 2.4e-4,
  bounds: [-1, 10],
  source: NERVEFLOW,
};
