import { MOST_NEURONS } from '../../model/buildNetwork.ts';
import { MOST_WEIGHT } from '../../model/connectivity/checkPatch.ts';
import type { OwnedParameter } from '../../model/parameters/parameterChanges.ts';
import { ownedParameters } from '../../model/parameters/parameterChanges.ts';
import { PRESETS } from '../../model/presets.ts';
import { MOST_ENTRIES, MOST_PATCHES } from '../experimentFormat.ts';
import { defined, kinds, list, number, numberAbove0, object, oneOf, seed, text, whole } from './jsonSchema.ts';
import type { Schema } from './jsonSchema.ts';

export const MODELS = Object.values(PRESETS);
const POPULATIONS = [...new Set(MODELS.flatMap(({ populations }) => populations.map(({ name }) => name)))];
const SYNAPSES = MODELS.flatMap(({ synapses }) => synapses.map(({ name }) => name));
const PARAMETERS = widestParameters();

/** The types that parts of the network share. */
export const NETWORK_DEFINITIONS: Readonly<Record<string, Schema>> = {
  array: object('A NumPy file of the same archive.', {
    array: text("Its path beside this file: 'arrays/ACh.npy'."),
  }),
  parameter: {
    description: 'A parameter, by its symbol.',
    oneOf: PARAMETERS.map(({ symbol, meaning, ...rest }) => ({
      const: symbol,
      description: `${meaning}, ${rangeOf(rest)}`,
    })),
  },
  population: oneOf('One population.', POPULATIONS),
  neurons: list(
    'Neurons by their index in the network, ascending.',
    { type: 'integer', minimum: 0, maximum: MOST_NEURONS - 1 },
    MOST_NEURONS,
  ),
  span: object('The neurons first, first + 1, … first + count - 1.', {
    first: whole('The first neuron.', 0, MOST_NEURONS),
    count: whole('How many there are.', 0, MOST_NEURONS),
  }),
  distribution: kinds('How values are spread over neurons or synapses.', {
    normal: object('Normally distributed.', {
      mean: number('Mean.'),
      deviation: number('Standard deviation.', 0),
    }),
    uniform: object('Between two values.', {
      least: number('The least value.'),
      most: number('The greatest value.'),
    }),
    gradient: object('Evenly from the first to the last.', {
      first: number('The first value.'),
      last: number('The last value.'),
    }),
  }),
  change: change(),
  matrix: matrix(),
};

/** What a model and its parameters are. */
export function modelSchema(): Schema {
  const counts = POPULATIONS.map((name) => [name, whole(`How many neurons are ${name}.`, 0, MOST_NEURONS)] as const);
  return object(
    'What is simulated.',
    {
      preset: oneOf('The model; its parameters apply but for the changes.', Object.keys(PRESETS)),
      neurons: whole('How many neurons there are.', 1, MOST_NEURONS),
      seed: seed('Draws the initial state, and the matrices that nothing else is said of.'),
    },
    {
      populations: object(
        'How many neurons each population has, where that is not as the model says: model.neurons together.',
        Object.fromEntries(counts),
      ),
      changes: list(
        'Parameters that differ from the model, one change after the other.',
        defined('change'),
        MOST_ENTRIES,
      ),
    },
  );
}

export function connectivitySchema(): Schema {
  return {
    description: 'Matrices by synapse type, where they are not the ones that the model and the seed draw.',
    type: 'object',
    properties: Object.fromEntries(SYNAPSES.map((type) => [type, defined('matrix')])),
    additionalProperties: false,
  };
}

export function initialStateSchema(): Schema {
  return object(
    'What runs start from, where it is not the state that the model and the seed draw.',
    {},
    {
      drawn: object(
        "How the drawn state differs from the model's.",
        {},
        {
          V: number('Membrane potential, mV, before the noise.'),
          noise: number('Relative standard deviation of every entry.', 0),
        },
      ),
      given: object(
        'A state instead of the drawn one.',
        { state: defined('array', { description: 'float64, in the layout of a saved state.' }) },
        { name: text('Where it came from.') },
      ),
    },
  );
}

function change(): Schema {
  const narrower = {
    population: defined('population', { description: 'The one that is meant; all where it is left out.' }),
    neurons: defined('neurons', { description: 'Those that are meant, ascending; all where it is left out.' }),
  };
  const withTarget = (description: string, entries: Readonly<Record<string, Schema>>): Schema =>
    object(description, { parameter: defined('parameter'), ...entries }, narrower);
  return kinds('A change of one parameter.', {
    set: {
      ...withTarget('One value for all that are meant.', { value: number('The value, in the unit of the parameter.') }),
      allOf: PARAMETERS.map((one) => within(one, (range) => ({ value: range }))),
    },
    scale: withTarget('What it was, times a factor.', { factor: number('The factor.') }),
    list: {
      ...withTarget('A value for each neuron that is meant, in their order.', {
        values: list('In the unit of the parameter.', { type: 'number' }, MOST_NEURONS),
      }),
      allOf: PARAMETERS.map((one) => within(one, (range) => ({ values: { type: 'array', items: range } }))),
    },
    draw: withTarget('Drawn; what leaves the range of the parameter is brought back to its border.', {
      distribution: defined('distribution'),
      seed: seed('Draws the values.'),
    }),
  });
}

/** Holds values to the range of their parameter. A change that means no neuron has none. */
function within({ symbol, range: [minimum, maximum] }: OwnedParameter, entries: (range: Schema) => Schema): Schema {
  return {
    if: { properties: { parameter: { const: symbol }, neurons: { type: 'array', minItems: 1 } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { properties: entries({ type: 'number', minimum, maximum }) },
  };
}

function matrix(): Schema {
  const share = (description: string): Schema => number(description, 0, 1);
  const neighbours = whole('How many nearest neurons on either side.', 0, MOST_NEURONS);
  const populations = (description: string): Schema => list(description, defined('population'), POPULATIONS.length);
  const rule = (description: string, entries: Readonly<Record<string, Schema>> = {}): Schema =>
    object(description, {
      from: populations('The populations of the presynaptic neurons.'),
      to: populations('The populations of the postsynaptic neurons.'),
      seed: seed('Draws the synapses.'),
      ...entries,
    });
  const start = kinds('How the matrix starts.', {
    drawn: object("Drawn as the model says, from the network's seed.", {}),
    none: object('No synapse.', {}),
    given: object('Given as an array.', {
      name: text('The name of the file that it came from.'),
      n: whole('How many neurons it is for.', 1, MOST_NEURONS),
      weights: defined('array', {
        description: `[n, n], row = postsynaptic: 0 and 1 as uint8 or bool, or weights from -${MOST_WEIGHT} to ${MOST_WEIGHT} as float32.`,
      }),
    }),
    random: rule('Each pair with a probability.', { probability: share('That of a synapse.') }),
    allToAll: rule('Each pair.'),
    oneToOne: rule('The k-th presynaptic onto the k-th postsynaptic neuron.'),
    ring: rule('Each from its nearest neurons on a ring.', { neighbours }),
    distance: rule('Each pair with probability · exp(-d / length), d: distance on a ring of circumference 1.', {
      probability: share('That at the distance 0.'),
      length: numberAbove0('Space constant, in circumferences of the ring.'),
    }),
    smallWorld: rule('The ring, some of whose synapses are moved to a random presynaptic neuron.', {
      neighbours,
      rewiring: share('The probability that a synapse is moved.'),
    }),
    inDegree: rule('Each postsynaptic neuron from so many presynaptic ones.', {
      inDegree: whole('How many.', 0, MOST_NEURONS),
    }),
  });
  const block = {
    rows: defined('span', { description: 'Postsynaptic neurons.' }),
    columns: defined('span', { description: 'Presynaptic neurons.' }),
  };
  const patch = kinds('An edit on top of the start.', {
    cells: object('Single synapses.', {
      n: whole('The neurons for which the cells are numbered.', 1, MOST_NEURONS),
      cells: defined('array', { description: 'Cells, row · n + column, as uint32.' }),
      weights: {
        description: 'One weight for all, or an array of one each as float32.',
        oneOf: [{ type: 'number', minimum: -MOST_WEIGHT, maximum: MOST_WEIGHT }, defined('array')],
      },
    }),
    block: object(
      'The same weight for every cell of a block.',
      { ...block, weight: number('The weight; 0 for no synapse.', -MOST_WEIGHT, MOST_WEIGHT) },
      {
        probability: share('That with which a cell gets it, and 0 otherwise; 1 where it is left out.'),
        seed: seed('Draws which cells get it.'),
      },
    ),
    scale: object('The weights of a block, times a factor.', {
      ...block,
      factor: number('The factor.', -MOST_WEIGHT, MOST_WEIGHT),
    }),
    draw: object('The weights of the synapses of a block, drawn.', {
      ...block,
      distribution: defined('distribution'),
      seed: seed('Draws the weights.'),
    }),
    transpose: object('Presynaptic and postsynaptic neurons change places.', {}),
  });
  return object(
    'The synapses of one type. A weight is a factor of what the synapse contributes: 0 for none, 1 for that of the model.',
    { start, patches: list('Edits on top of the start, one after the other.', patch, MOST_PATCHES) },
    {
      allowsSelf: {
        description: 'Whether neurons may have synapses onto themselves; false where it is left out.',
        type: 'boolean',
      },
    },
  );
}

/** All parameters of all models; of one that several have, what any of them allows. */
function widestParameters(): readonly OwnedParameter[] {
  const widest = new Map<string, OwnedParameter>();
  for (const one of MODELS.flatMap(ownedParameters)) {
    const [least, most] = widest.get(one.symbol)?.range ?? one.range;
    widest.set(one.symbol, { ...one, range: [Math.min(least, one.range[0]), Math.max(most, one.range[1])] });
  }
  return [...widest.values()];
}

/** 'from 0 to 500 mS/cm²' */
function rangeOf({ unit, range: [least, most] }: Pick<OwnedParameter, 'unit' | 'range'>): string {
  return `from ${least} to ${most}${unit === '1' ? '' : ` ${unit}`}`;
}
