import { children, type Expr } from '../compiler/expression.ts';
import type { Integrator } from '../compiler/integrator.ts';
import type { Statement, System } from '../compiler/system.ts';
import type { Precision } from '../engine/engineInfo.ts';
import type { NetworkSummary } from '../simulation/protocol.ts';

/**
 * One exponential, in floating-point operations: reduction to |r| ≤ ½ ln 2 in two parts, a polynomial of degree 12, scaling by a
 * power of two, as in the C++ that the lab is compared with. Other transcendental functions count the same.
 */
export const FLOPS_PER_EXPONENTIAL = 31;

const BYTES: Readonly<Record<Precision, number>> = { float64: 8, float32: 4 };
/** A synapse's presynaptic neuron in compressed rows; the age of a neuron's last spike. */
const BYTES_PER_INDEX = 4;

/** What one step of a network takes. */
export interface OperationCount {
  /** Floating-point operations, an exponential as FLOPS_PER_EXPONENTIAL. */
  readonly flops: number;
  /** How many exponentials are among them. */
  readonly exponentials: number;
  /** How many of them sum open fractions: one addition per synapse and stage. */
  readonly sums: number;
  /** Bytes that have to cross once per step, whatever is kept in registers and caches within it. */
  readonly bytes: Readonly<Record<Precision, number>>;
}

/**
 * Counts what a step takes from the statements of the compiled model, as they stand: +, -, *, /, min, max and sqrt are one operation each;
 * signs, comparisons and choices none, but both sides of a choice are computed, as in any program whose lanes go together.
 * Synaptic sums are one addition per synapse and stage, the least that any engine does: one that multiplies dense matrices executes
 * more, one that shares exponentials less; both are compared by this count, the work of the model.
 *
 * Bytes are the compulsory ones: state and spike ages read and written, parameters, stimulus and the synapses' indices read.
 */
export function countOperations(system: System, network: NetworkSummary, integrator: Integrator): OperationCount {
  const stages = integrator.stages.length;
  let [flops, exponentials, numbersRead, stateLength] = [0, 0, network.n, 0];
  const add = (statements: readonly Statement[], times: number): void => {
    for (const { value } of statements) {
      const cost = costOf(value);
      flops += stages * times * cost.flops;
      exponentials += stages * times * cost.exponentials;
    }
  };
  system.neurons.forEach(({ statements, states, parameters }, p) => {
    const { count } = network.populations[p]!;
    add(statements, count);
    stateLength += count * states.length;
    numbersRead += count * parameters.length;
  });
  let synapses = 0;
  for (const { type, statements, presynapticParameters, synapseParameters } of system.openFractions) {
    const { count, openFractions } = network.synapses.find((one) => one.type === type)!;
    add(statements, openFractions);
    stateLength += openFractions;
    numbersRead += openFractions * (presynapticParameters.length + synapseParameters.length);
    synapses += count;
  }
  const sums = stages * synapses;
  flops += FLOPS_PER_EXPONENTIAL * exponentials + sums + stateLength * combinationFlops(integrator);
  const numbers = numbersRead + 2 * stateLength;
  const integers = BYTES_PER_INDEX * (synapses + 2 * network.n);
  return {
    flops,
    exponentials,
    sums,
    bytes: {
      float64: numbers * BYTES.float64 + integers,
      float32: numbers * BYTES.float32 + integers,
    },
  };
}

/** Per entry of the state: the states of the stages, their weighted sum, and the step; products with dt are known beforehand. */
function combinationFlops({ stages }: Integrator): number {
  return stages.reduce((flops, { weight }, s) => {
    const stageState = s === 0 ? 0 : 2;
    const weighting = weight === 1 ? 0 : 1;
    const summing = s === 0 ? 0 : 1;
    return flops + stageState + weighting + summing;
  }, 2);
}

interface Cost {
  readonly flops: number;
  readonly exponentials: number;
}

/** What an expression itself takes; exponentials stand apart. */
function costOf(e: Expr): Cost {
  const own = ownCost(e);
  return children(e)
    .map(costOf)
    .reduce(
      (sum, part) => ({ flops: sum.flops + part.flops, exponentials: sum.exponentials + part.exponentials }),
      own,
    );
}

function ownCost(e: Expr): Cost {
  switch (e.op) {
    case '+':
    case '-':
    case '*':
    case '/':
      return { flops: 1, exponentials: 0 };
    case 'power':
      // exp(b log a)
      return { flops: 1, exponentials: 2 };
    case 'call':
      switch (e.name) {
        case 'abs':
          return { flops: 0, exponentials: 0 };
        case 'sqrt':
        case 'min':
        case 'max':
          return { flops: 1, exponentials: 0 };
        case 'exprelr':
          // x / (exp(x) - 1)
          return { flops: 2, exponentials: 1 };
        default:
          return { flops: 0, exponentials: 1 };
      }
    default:
      return { flops: 0, exponentials: 0 };
  }
}
