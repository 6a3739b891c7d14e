import { expect, test } from 'vitest';
import { buildNetwork } from '../../model/buildNetwork.ts';
import { nerveflow } from '../../model/presets.ts';
import { evaluate } from '../expression.ts';
import { initialStateVector, layOut, parameterVector } from '../layout.ts';
import { compileModel, I_STIM, O, PULSE, sumName, V, type Statement } from '../system.ts';
import { compileFloat64 } from './float64.ts';

const described = buildNetwork(
  {
    preset: 'nerveflow',
    n: 16,
    seed: 5,
    changes: [{ kind: 'scale', parameter: 'g_Na', population: 'PN', factor: 0.5 }],
  },
  10,
);
/** One type with open fractions per synapse, each with a β of its own; the other with one per presynaptic neuron. */
const network = {
  ...described,
  synapses: described.synapses.map((one) =>
    one.type.name === 'GABA'
      ? {
          ...one,
          parameters: { ...one.parameters, beta_GABA: Float64Array.from(one.presynaptic, (_, s) => 0.1 + s / 100) },
        }
      : one,
  ),
};
const system = compileModel(nerveflow);
const layout = layOut(system, network);
const { n, slots } = layout;

test('dX/dt is to the bit what the statements of each neuron and open fraction give one by one', () => {
  const parameters = parameterVector(network, layout);
  const x = initialStateVector(system, network, layout).map((value, k) => value + 0.1 * Math.sin(k));
  const sums = Float64Array.from({ length: layout.openFractions.length * n }, (_, k) => Math.abs(Math.sin(k)));
  const I_stim = Float64Array.from({ length: n }, (_, i) => i);
  const pulse = Uint8Array.from({ length: layout.openFractionCount }, (_, q) => q % 2);
  const dx = new Float64Array(layout.stateLength);
  compileFloat64(system, layout)(x, dx, parameters, sums, I_stim, pulse);

  let checked = 0;
  system.neurons.forEach((equations, p) => {
    const { first, count } = layout.populations[p]!;
    for (let i = first; i < first + count; i++) {
      const known = new Map<string, number>([[I_STIM, I_stim[i]!]]);
      equations.states.forEach(({ name }, slot) => known.set(name, x[slot * n + i]!));
      for (const name of equations.parameters) known.set(name, network.parameters[name]![i]!);
      system.openFractions.forEach(({ type }, t) => known.set(sumName(type), sums[t * n + i]!));
      follow(equations.statements, known);
      equations.derivatives.forEach((name, slot) => expect(dx[slot * n + i]).toBe(known.get(name)));
      checked += equations.derivatives.length;
    }
  });
  system.openFractions.forEach((equations, t) => {
    const { first, count, presynaptic, parameterAddress } = layout.openFractions[t]!;
    for (let q = 0; q < count; q++) {
      const j = presynaptic[q]!;
      const at = slots * n + first + q;
      const known = new Map<string, number>([
        [V, x[j]!],
        [O, x[at]!],
        [PULSE, pulse[first + q]!],
      ]);
      for (const name of equations.presynapticParameters) known.set(name, network.parameters[name]![j]!);
      for (const name of equations.synapseParameters) known.set(name, parameters[parameterAddress.get(name)! + q]!);
      follow(equations.statements, known);
      expect(dx[at]).toBe(known.get(equations.derivative));
      checked++;
    }
  });
  expect(layout.openFractions[1]!.count).toBeGreaterThan(4);
  expect(checked).toBeGreaterThan(100);
});

function follow(statements: readonly Statement[], known: Map<string, number>): void {
  for (const { name, value } of statements)
    known.set(
      name,
      evaluate(value, (wanted) => known.get(wanted)),
    );
}
