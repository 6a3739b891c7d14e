import type { Matrix } from '../../model/connectivity/matrix.ts';
import { countSynapses } from '../../model/connectivity/matrixRow.ts';
import type { NetworkDescription } from '../../model/description.ts';
import { valueOfNeuron, valuesOf } from '../../model/parameters/parameterValues.ts';

/** A parameter in which a neuron differs from the model. */
export interface OwnParameter {
  readonly symbol: string;
  readonly unit: string;
  readonly value: number;
  readonly ofModel: number;
}

/** Synapses between one neuron and others. */
export interface Partners {
  /** The neurons at the other end, ascending. */
  readonly neurons: readonly number[];
  /** The weight of each synapse. */
  readonly weights: readonly number[];
}

/** A neuron's synapses of one type. */
export interface NeuronSynapses {
  readonly inputs: Partners;
  readonly outputs: Partners;
  /** How many synapses stand before those onto the neuron, row by row of the matrix, and how many there are in all. */
  readonly offset: number;
  readonly total: number;
}

/** In what the neuron differs from the model, in the order in which it was changed. */
export function ownParameters(network: NetworkDescription, neuron: number): readonly OwnParameter[] {
  // What nobody has changed is as the model has it.
  const symbols = [...new Set(network.changes?.map(({ parameter }) => parameter))];
  return symbols.flatMap((symbol) => {
    const values = valuesOf(network, symbol);
    const p = values.populations.findIndex(({ first, count }) => neuron >= first && neuron < first + count);
    const value = valueOfNeuron(values, neuron);
    const ofModel = values.ofModel[p];
    if (value === undefined || ofModel === undefined || value === ofModel) return [];
    return [{ symbol, unit: values.parameter.unit, value, ofModel }];
  });
}

/** Who drives the neuron through synapses of one type, and whom it drives. */
export function synapsesOf({ n, rows }: Matrix, neuron: number): NeuronSynapses {
  const inputs = { neurons: [] as number[], weights: [] as number[] };
  const outputs = { neurons: [] as number[], weights: [] as number[] };
  const row = rows[neuron]!;
  let offset = 0;
  let total = 0;
  for (let other = 0; other < n; other++) {
    const inwards = row[other]!;
    if (inwards !== 0) {
      inputs.neurons.push(other);
      inputs.weights.push(inwards);
    }
    const outwards = rows[other]![neuron]!;
    if (outwards !== 0) {
      outputs.neurons.push(other);
      outputs.weights.push(outwards);
    }
    const count = countSynapses(rows[other]!);
    if (other < neuron) offset += count;
    total += count;
  }
  return { inputs, outputs, offset, total };
}

/**
 * Σ[O] as the neuron feels it: the open fractions of its inputs of one type times their weights.
 * @param openFractions of all synapses, type after type
 * @param before the synapses of the types before this one
 */
export function sumOfOpenFractions(
  openFractions: Float64Array,
  before: number,
  { inputs, offset }: Pick<NeuronSynapses, 'inputs' | 'offset'>,
): number {
  return inputs.weights.reduce((sum, weight, k) => sum + weight * openFractions[before + offset + k]!, 0);
}
