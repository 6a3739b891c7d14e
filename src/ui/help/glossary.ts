/** A term of the page, explained for somebody who reads it for the first time. */
export interface GlossaryEntry {
  /** As it is listed: 'Membrane potential'. */
  readonly title: string;
  /** Symbols and other names under which it is looked for. */
  readonly alias?: string;
  /** One or two sentences. */
  readonly meaning: string;
  /** Where a formula or a method comes from. */
  readonly source?: string;
}

const HODGKIN_HUXLEY = 'Hodgkin & Huxley, J. Physiol. 117, 500 (1952)';
const NERVEFLOW = 'Mohanta & Assisi, arXiv:1906.03958 (2019)';
const DESTEXHE = 'Destexhe, Mainen & Sejnowski, Neural Comput. 6, 14 (1994)';

export const GLOSSARY = {
  membranePotential: {
    title: 'Membrane potential',
    alias: 'V, voltage',
    meaning:
      'Voltage across the membrane of a neuron, inside against outside, in mV. At rest PNs are at −67 mV and LNs at −55 mV; a rise is a depolarisation, a fall a hyperpolarisation.',
  },
  capacitance: {
    title: 'Membrane capacitance',
    alias: 'C_m',
    meaning:
      'How much charge the membrane holds per volt, in µF/cm². The currents charge it: C_m dV/dt = I_stim − I_ion − I_syn.',
    source: HODGKIN_HUXLEY,
  },
  conductance: {
    title: 'Conductance',
    alias: 'g, g_Na, g_K, mS/cm²',
    meaning:
      'How easily ions pass, in mS/cm²: a current is conductance × (V − reversal potential). The parameter g is its greatest value, with all channels open.',
    source: HODGKIN_HUXLEY,
  },
  reversalPotential: {
    title: 'Reversal potential',
    alias: 'E, E_K, E_Na, Nernst',
    meaning:
      'Membrane potential at which a current through channels or synapses changes its sign, in mV. A current drives V towards it: +50 mV for sodium, −95 mV for potassium.',
    source: HODGKIN_HUXLEY,
  },
  current: {
    title: 'Ionic current',
    alias: 'I_Na, I_K, µA/cm²',
    meaning:
      'Charge per second through channels of one kind and per area of membrane, in µA/cm², outward positive: a positive ionic current hyperpolarises.',
  },
  leak: {
    title: 'Leak',
    alias: 'g_L, E_L, g_KL',
    meaning:
      'Current through channels that are always open. It sets the resting potential and how fast V returns to it.',
  },
  gate: {
    title: 'Gate',
    alias: 'm, h, n',
    meaning:
      'A share from 0 to 1 of a channel’s gates that are open. It follows V by dx/dt = (x_inf − x) / tau_x; of sodium g · m³ · h conducts.',
    source: HODGKIN_HUXLEY,
  },
  activation: {
    title: 'Activation',
    alias: 'm, n',
    meaning: 'Opening of a gate by depolarisation: sodium’s m rises within half a millisecond and starts the spike.',
    source: HODGKIN_HUXLEY,
  },
  inactivation: {
    title: 'Inactivation',
    alias: 'h',
    meaning:
      'Closing of a gate while the membrane stays depolarised: h falls as m rises, which ends the current and keeps the neuron from firing again at once.',
    source: HODGKIN_HUXLEY,
  },
  steadyState: {
    title: 'Steady state',
    alias: 'x_inf, m_inf, h_inf, x∞',
    meaning: 'Value x_inf that a gate would reach if V stayed where it is; a sigmoid curve over V, from 0 to 1.',
    source: HODGKIN_HUXLEY,
  },
  timeConstant: {
    title: 'Time constant',
    alias: 'tau, tau_x, τ',
    meaning: 'Time tau in ms in which a gate, a concentration or a current covers 63 % of the way to its steady state.',
  },
  delayedRectifier: {
    title: 'Delayed rectifier',
    alias: 'I_K, n',
    meaning: 'Potassium current with the gate n⁴ that opens after the sodium current and brings V down after a spike.',
    source: HODGKIN_HUXLEY,
  },
  aCurrent: {
    title: 'A current',
    alias: 'I_A, transient potassium',
    meaning:
      'Potassium current that opens fast below threshold and inactivates. It delays the first spike and spreads spikes out.',
    source: 'Connor & Stevens, J. Physiol. 213, 31 (1971)',
  },
  calciumDependent: {
    title: 'Calcium-dependent potassium current',
    alias: 'I_KCa, adaptation',
    meaning:
      'Potassium current that opens with the calcium inside the cell. Calcium that enters while an LN is active slows it down: adaptation.',
    source: NERVEFLOW,
  },
  calcium: {
    title: 'Calcium concentration',
    alias: '[Ca], A_Ca, tau_Ca',
    meaning:
      'Calcium inside an LN, in mM. It rises with the calcium current and decays to its rest with tau_Ca: d[Ca]/dt = −A_Ca I_Ca − ([Ca] − Ca_inf) / tau_Ca.',
    source: NERVEFLOW,
  },
  temperatureFactor: {
    title: 'Temperature factor',
    alias: 'phi, Q10',
    meaning:
      'Factor phi on the rates of gates that were measured at another temperature: Q10 to the power of the difference over 10 °C.',
    source: HODGKIN_HUXLEY,
  },
  spike: {
    title: 'Spike',
    alias: 'action potential',
    meaning:
      'Short, stereotyped rise of V. It counts at the step in which V crosses 0 mV upward. LNs, whose potentials are lower, are counted by LN events.',
  },
  lnEvent: {
    title: 'LN event',
    alias: 'calcium potential of an LN',
    meaning:
      'Upward crossing of −20 mV by V of an LN. The broad calcium potentials of LNs often stay below 0 mV, so that LNs are counted by their events; an event that reaches 0 mV is a spike as well, and its tick in the raster a strong one.',
  },
  synapse: {
    title: 'Synapse',
    meaning:
      'Connection through which one neuron, the presynaptic, drives a current in another, the postsynaptic. Its weight is a factor of its open fraction.',
  },
  presynaptic: {
    title: 'Presynaptic',
    alias: 'column, source',
    meaning: 'The neuron that sends: its spike releases transmitter. In a matrix of the lab it is the column.',
  },
  postsynaptic: {
    title: 'Postsynaptic',
    alias: 'row, target',
    meaning:
      'The neuron that receives: the synaptic current flows through its membrane. In a matrix of the lab it is the row.',
  },
  openFraction: {
    title: 'Open fraction',
    alias: 'O, alpha, beta',
    meaning:
      'Share O from 0 to 1 of a synapse’s channels that are open: dO/dt = α (1 − O) T − β O, where T is the transmitter.',
    source: DESTEXHE,
  },
  transmitterPulse: {
    title: 'Transmitter pulse',
    alias: 'T, t_max, A_ACh',
    meaning:
      'Transmitter in the cleft after a spike, taken as a square pulse: A mM for t_max ms. GABA is graded here instead: T is a sigmoid of the presynaptic V.',
    source: DESTEXHE,
  },
  acetylcholine: {
    title: 'ACh',
    alias: 'acetylcholine, nicotinic',
    meaning: 'Acetylcholine, the excitatory transmitter of PNs onto LNs; its reversal potential is 0 mV.',
    source: NERVEFLOW,
  },
  gaba: {
    title: 'GABA',
    alias: 'GABA_A',
    meaning:
      'γ-aminobutyric acid, the inhibitory transmitter of LNs onto PNs and LNs; its reversal potential is −70 mV.',
    source: NERVEFLOW,
  },
  excitatory: {
    title: 'Excitatory, inhibitory',
    meaning:
      'A synapse excites where its reversal potential lies above the threshold for spikes, and inhibits where it lies below.',
  },
  antennalLobe: {
    title: 'Antennal lobe',
    meaning:
      'First station of smell in an insect’s brain, where receptor neurons meet PNs and LNs; the insect’s olfactory bulb.',
  },
  pn: {
    title: 'PN',
    alias: 'projection neuron',
    meaning:
      'Projection neuron: excitatory, fires full sodium spikes, carries the odour out of the antennal lobe. The first three quarters of the neurons.',
  },
  ln: {
    title: 'LN',
    alias: 'local interneuron',
    meaning:
      'Local interneuron: inhibits PNs and other LNs and stays within the antennal lobe. It has no sodium current; its spikes are calcium’s.',
  },
  population: {
    title: 'Population',
    meaning: 'Neurons with the same currents and, unless they are edited one by one, the same parameters.',
  },
  connectivityMatrix: {
    title: 'Connectivity matrix',
    alias: 'weights, adjacency',
    meaning:
      'All synapses of one type as a table: row = postsynaptic, column = presynaptic neuron, an entry is the weight, 0 for none. Other tools (PyNN, Brian2) put the presynaptic neuron in the row.',
  },
  inDegree: {
    title: 'In-degree',
    meaning: 'How many synapses a neuron receives: the entries other than 0 in its row of the matrix.',
  },
  outDegree: {
    title: 'Out-degree',
    meaning: 'How many neurons a neuron sends to: the entries other than 0 in its column of the matrix.',
  },
  smallWorld: {
    title: 'Small world',
    meaning:
      'A ring of neighbours of whose connections a share is rewired at random: still clustered, but every neuron is few steps from every other.',
    source: 'Watts & Strogatz, Nature 393, 440 (1998)',
  },
  seed: {
    title: 'Seed',
    meaning: 'Number from which everything random is drawn. The same seed gives the same network on every machine.',
  },
  stimulus: {
    title: 'Stimulus',
    alias: 'I_stim, injected current',
    meaning: 'Current injected into neurons, in µA/cm²; positive depolarises. Several are added up.',
  },
  odour: {
    title: 'Odour pulse',
    meaning:
      'A current into a random share of the neurons that rises with one time constant from the onset on and decays with another from the offset on. Another seed is another odour.',
    source: NERVEFLOW,
  },
  noise: {
    title: 'OU noise',
    alias: 'Ornstein-Uhlenbeck, coloured noise',
    meaning:
      'Ornstein-Uhlenbeck noise: a random current that is drawn back to its mean. Its values are normal with a given deviation, and correlated over the time tau.',
    source: 'Uhlenbeck & Ornstein, Phys. Rev. 36, 823 (1930)',
  },
  raster: {
    title: 'Raster',
    alias: 'spikes',
    meaning: 'Picture of all spikes: time to the right, one row for each neuron, a tick for each spike.',
  },
  trace: { title: 'Trace', meaning: 'Membrane potential of one neuron over time.' },
  heatMap: {
    title: 'Heat map',
    meaning: 'Membrane potential of all neurons at once: one row for each, colour for mV.',
  },
  lfp: {
    title: 'LFP proxy',
    alias: 'local field potential, mean PN voltage',
    meaning:
      'The mean V of all PNs stands in for the local field potential that an electrode would record: it shows common rhythms, not their amplitude in the tissue.',
    source: 'compared with other proxies by Mazzoni et al., PLoS Comput. Biol. 11, e1004584 (2015)',
  },
  timeStep: {
    title: 'Time step',
    alias: 'dt',
    meaning:
      'Simulated time dt between two evaluations of the equations, in ms. At 0.01 ms RK4 is close to its stability limit here; twice that diverges.',
  },
  rk4: {
    title: 'RK4',
    alias: 'Runge-Kutta',
    meaning:
      'The classical Runge-Kutta method: four evaluations per step, an error that falls with the fourth power of dt, and stability only for time constants above about dt / 2.8.',
    source: 'Kutta, Z. Math. Phys. 46, 435 (1901)',
  },
  precision: {
    title: 'float32 compensated',
    alias: 'float64, precision, high and low part',
    meaning:
      'GPUs compute with 24 bits, too few for steps of 0.01 ms: what a sum rounds away is kept as a low part and added again at the next step.',
    source: 'Møller, BIT 5, 37 (1965); Kahan, Commun. ACM 8, 40 (1965)',
  },
  engine: {
    title: 'Engine',
    alias: 'WebGPU, WebGL, CPU, reference',
    meaning:
      'What computes: the GPU through WebGPU or WebGL, the processor through WebAssembly, or plain JavaScript as the reference that judges the others.',
  },
  realTime: {
    title: '× real time',
    alias: 'speed',
    meaning: 'Simulated seconds per second of the clock: at 0.5 a run of 1000 ms takes two seconds.',
  },
  rate: {
    title: 'Mean rate',
    alias: 'Hz',
    meaning: 'Spikes per neuron and simulated second, in Hz, averaged over a population and the whole run.',
  },
  populationRate: {
    title: 'Population rate',
    alias: 'PSTH, bins, Gaussian kernel',
    meaning:
      'Spikes of a population (of the LNs: LN events) per neuron and second over time: counted in bins from t = 0 on, or each spread out as a Gaussian, which is scaled up where it reaches beyond what was recorded.',
  },
  spectrogram: {
    title: 'Spectrogram',
    alias: 'short-time Fourier transform, time-frequency',
    meaning:
      'Power by time and frequency: each column is the spectrum of a window around its time, less its line of best fit and under a Hann window. A longer window tells frequencies apart better, a shorter one times.',
    source: 'Gabor, J. IEE 93, 429 (1946)',
  },
  powerSpectrum: {
    title: 'Power spectrum',
    alias: 'spectrum, PSD, mV²/Hz',
    meaning:
      'How the variance of a signal is spread over frequencies, in mV²/Hz for a voltage. A rhythm is a peak at its frequency that rises above the slope of all the rest.',
  },
  welch: {
    title: 'Welch’s method',
    alias: 'Hann window, segments',
    meaning:
      'Way to a steady power spectrum: the signal is cut into half-overlapping segments, each is faded in and out, and their spectra are averaged. Shorter segments are steadier and coarser.',
    source: 'Welch, IEEE Trans. Audio Electroacoust. 15, 70 (1967)',
  },
  coherence: {
    title: 'Coherence',
    alias: 'spike–field coherence',
    meaning:
      'How regularly two signals keep step at a frequency, from 0 to 1: here spikes and the mean PN voltage. Independent ones stay below a bound that depends on how many segments were averaged.',
    source: 'Jarvis & Mitra, Neural Comput. 13, 717 (2001)',
  },
  variation: {
    title: 'CV',
    alias: 'coefficient of variation, ISI, CV2',
    meaning:
      'Standard deviation over mean of the intervals between spikes: 0 for a clock, 1 for a Poisson process. CV2 compares only neighbouring intervals, so that a slow change of rate does not count.',
    source: 'Holt et al., J. Neurophysiol. 75, 1806 (1996)',
  },
  sta: {
    title: 'Spike-triggered average',
    alias: 'STA',
    meaning:
      'Mean of a signal around the spikes of a neuron: what usually comes before a spike (left of 0) and what follows it (right).',
    source: 'Dayan & Abbott, Theoretical Neuroscience, section 1.3 (2001)',
  },
  correlogram: {
    title: 'Cross-correlogram',
    alias: 'lag, correlation of spikes',
    meaning:
      'Counts at which lags one neuron fires after another. A peak to the right of 0 means later, a trough inhibition; the band holds 95 % of what independent neurons would show.',
    source: 'Perkel, Gerstein & Moore, Biophys. J. 7, 419 (1967)',
  },
  phaseLocking: {
    title: 'Phase locking',
    alias: 'vector strength, R, Rayleigh',
    meaning:
      'Spikes prefer a moment of the oscillation’s cycle. The vector strength R is 0 where they fall anywhere and 1 where all fall at one phase; the arrow points to that phase.',
    source: 'Goldberg & Brown, J. Neurophysiol. 32, 613 (1969)',
  },
  principalComponents: {
    title: 'Principal components',
    alias: 'PCA, trajectory, PC 1',
    meaning:
      'The directions in which the rates of all PNs together vary most. Drawn on the first three the population’s activity is a path, and odours are different loops of it.',
    source: 'Stopfer, Jayaraman & Laurent, Neuron 39, 991 (2003)',
  },
  fiCurve: {
    title: 'f–I curve',
    alias: 'rheobase, gain, frequency–current',
    meaning:
      'How fast a neuron fires under a constant current. Where it begins is the rheobase; how steeply it rises is the neuron’s gain.',
    source: 'Koch, Biophysics of Computation, chapter 7 (1999)',
  },
  initialState: {
    title: 'Initial state',
    meaning:
      'V, gates and concentrations at t = 0: closed gates at −70 mV, each value varied by 1 % at random, so that no two neurons start alike.',
    source: NERVEFLOW,
  },
} as const satisfies Record<string, GlossaryEntry>;

export type TermName = keyof typeof GLOSSARY;

/** In alphabetical order. */
export const ENTRIES: readonly (GlossaryEntry & { readonly name: TermName })[] = (
  Object.entries(GLOSSARY) as [TermName, GlossaryEntry][]
)
  .map(([name, entry]) => ({ ...entry, name }))
  .toSorted((a, b) => a.title.localeCompare(b.title, 'en', { sensitivity: 'base' }));

/** The entries that have all words of a search in their title, their other names or their meaning; those with them in the title first. */
export function searchGlossary(query: string): readonly (typeof ENTRIES)[number][] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ title, alias = '', meaning }: GlossaryEntry): number => {
    const places = [title, `${title} ${alias}`, `${title} ${alias} ${meaning}`].map((text) => text.toLowerCase());
    return places.findIndex((place) => words.every((word) => place.includes(word)));
  };
  return ENTRIES.map((entry) => ({ entry, place: rank(entry) }))
    .filter(({ place }) => place >= 0)
    .toSorted((a, b) => a.place - b.place)
    .map(({ entry }) => entry);
}
