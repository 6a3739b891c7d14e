import type { GeneratedMatrix } from '../../model/description.ts';

export type GeneratorKind = GeneratedMatrix['kind'];

/** All numbers that a generator may need; each keeps its own while another is tried. */
export interface GeneratorNumbers {
  readonly seed: number;
  readonly probability: number;
  readonly neighbours: number;
  readonly rewiring: number;
  readonly length: number;
  readonly inDegree: number;
}

interface NumberSpec {
  readonly label: string;
  readonly meaning: string;
  readonly unit?: string;
  /** On the screen; a percentage is a hundred times the number. */
  readonly range: readonly [number, number];
  readonly step: number;
  readonly isWhole?: boolean;
  readonly isPercent?: boolean;
}

const PERCENT = { unit: '%', range: [0, 100], step: 5, isPercent: true } as const;

export const GENERATOR_NUMBERS: Readonly<Record<keyof GeneratorNumbers, NumberSpec>> = {
  probability: { ...PERCENT, label: 'Probability', meaning: 'With which each pair is connected.' },
  neighbours: {
    label: 'Neighbours',
    meaning: 'From how many of its nearest a neuron receives, on either side.',
    range: [0, 10_000],
    step: 1,
    isWhole: true,
  },
  rewiring: {
    ...PERCENT,
    label: 'Rewired',
    meaning: 'Share of the synapses that are moved to a random presynaptic neuron.',
  },
  length: {
    label: 'Length',
    meaning: 'The distance over which the probability falls to 37 %; the ring’s circumference is 1.',
    range: [0.001, 10],
    step: 0.01,
  },
  inDegree: {
    label: 'In-degree',
    meaning: 'How many synapses each postsynaptic neuron receives.',
    range: [0, 10_000],
    step: 1,
    isWhole: true,
  },
  seed: {
    label: 'Seed',
    meaning: 'Another seed draws another matrix by the same rule; the same one draws the same again.',
    range: [0, 4_294_967_295],
    step: 1,
    isWhole: true,
  },
};

interface GeneratorSpec {
  readonly name: string;
  readonly meaning: string;
  readonly numbers: readonly (keyof GeneratorNumbers)[];
}

export const GENERATORS: Readonly<Record<GeneratorKind, GeneratorSpec>> = {
  random: { name: 'Random', meaning: 'Each pair with the same probability.', numbers: ['probability', 'seed'] },
  allToAll: { name: 'All to all', meaning: 'Every pair.', numbers: [] },
  oneToOne: {
    name: 'One to one',
    meaning: 'The k-th presynaptic onto the k-th postsynaptic neuron, as far as both go.',
    numbers: [],
  },
  ring: {
    name: 'Ring',
    meaning: 'Populations are spread evenly over one ring; each neuron receives from its nearest.',
    numbers: ['neighbours'],
  },
  distance: {
    name: 'By distance',
    meaning: 'On the ring, with a probability that falls off with the distance: p · exp(−d / length).',
    numbers: ['probability', 'length', 'seed'],
  },
  smallWorld: {
    name: 'Small world',
    meaning: 'The ring, some of whose synapses come from anywhere instead (Watts and Strogatz, 1998).',
    numbers: ['neighbours', 'rewiring', 'seed'],
  },
  inDegree: {
    name: 'Fixed in-degree',
    meaning: 'Each postsynaptic neuron receives from equally many, drawn at random.',
    numbers: ['inDegree', 'seed'],
  },
};

export const GENERATOR_KINDS = Object.keys(GENERATORS) as GeneratorKind[];

/** The rule with the numbers it needs, and no others. */
export function ruleOf(
  kind: GeneratorKind,
  from: readonly string[],
  to: readonly string[],
  { seed, probability, neighbours, rewiring, length, inDegree }: GeneratorNumbers,
): GeneratedMatrix {
  const common = { from, to, seed };
  switch (kind) {
    case 'random':
      return { ...common, kind, probability };
    case 'allToAll':
    case 'oneToOne':
      return { ...common, kind };
    case 'ring':
      return { ...common, kind, neighbours };
    case 'distance':
      return { ...common, kind, probability, length };
    case 'smallWorld':
      return { ...common, kind, neighbours, rewiring };
    case 'inDegree':
      return { ...common, kind, inDegree };
  }
}
