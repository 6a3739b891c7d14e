import { describe, expect, test } from 'vitest';
import { buildNetwork } from '../model/buildNetwork.ts';
import type { ParameterChange } from '../model/description.ts';
import { nerveflow } from '../model/presets.ts';
import { gateCurvesOf, openFractionCurvesOf } from './gateCurves.ts';
import { layOut, parameterVector } from './layout.ts';
import { compileModel } from './system.ts';
import { compileFloat64 } from './targets/float64.ts';

/** Not the model's values, so that a curve that takes those would be found. */
const CHANGES: ParameterChange[] = ['phi_K', 'phi_Na', 'phi_A', 'phi_KCa', 'sigma_GABA'].map((parameter) => ({
  kind: 'scale',
  parameter,
  factor: 1.25,
}));
const network = buildNetwork({ preset: 'nerveflow', n: 8, seed: 1, changes: CHANGES }, 10); // 6 PN, 2 LN
const system = compileModel(nerveflow);
const layout = layOut(system, network);
const { n, slots } = layout;
const parameters = parameterVector(network, layout);
const derivative = compileFloat64(system, layout);

/** dX/dt of the state in which everything is 0 but what `fill` puts there. */
function derivativeOf(fill: (x: Float64Array) => void): Float64Array {
  const x = new Float64Array(layout.stateLength);
  fill(x);
  const dx = new Float64Array(layout.stateLength);
  derivative(x, dx, parameters, new Float64Array(2 * n), new Float64Array(n), new Uint8Array(layout.openFractionCount));
  return dx;
}

/** Of a relaxation (x_inf - x) / tau at x = 0 and x = 1. */
const relaxationOf = (atZero: number, atOne: number) => ({
  inf: atZero / (atZero - atOne),
  tau: 1 / (atZero - atOne),
});

const valueOf = (neuron: number) => (symbol: string) => network.parameters[symbol]![neuron]!;
/** Also the 0/0 points of the rates: u = 15, 13, 40. */
const VOLTAGES = Float64Array.of(-100, -72.5, -63, -50, -37, -35, -10, 0, 25, 60);

describe.each(nerveflow.currents.map(({ name }) => name))('the gates of the current %s', (name) => {
  const curves = gateCurvesOf(nerveflow, name);
  const p = nerveflow.populations.findIndex(({ currents }) => currents.includes(name));
  const neuron = network.populations[p]!.first;

  test('are all there', () => {
    const gates = nerveflow.currents.find((one) => one.name === name)!.gates ?? {};
    expect(curves.map(({ symbol }) => symbol)).toEqual(Object.keys(gates));
  });

  test('go where the engines take them', () => {
    for (const { name: state, variable, evaluate } of curves) {
      const { states } = system.neurons[p]!;
      const slotOf = (wanted: string): number => states.findIndex((one) => one.name === wanted);
      const x = variable === 'V' ? VOLTAGES : Float64Array.of(1e-5, 2.4e-4, 0.01, 2, 10);
      const { inf, tau } = evaluate(x, valueOf(neuron));
      x.forEach((at, k) => {
        const [zero, one] = [0, 1].map(
          (gate) =>
            derivativeOf((all) => {
              all[slotOf(variable) * n + neuron] = at;
              all[slotOf(state) * n + neuron] = gate;
            })[slotOf(state) * n + neuron]!,
        );
        const expected = relaxationOf(zero!, one!);
        // What is lost where (1 - x_inf) is taken from x_inf.
        expect(Math.abs(inf[k]! - expected.inf), `${state}_inf at ${at}`).toBeLessThan(1e-12);
        expect(Math.abs(tau[k]! / expected.tau - 1), `tau of ${state} at ${at}`).toBeLessThan(1e-9);
      });
    }
  });
});

test('a gate of calcium is a function of calcium', () => {
  const [gate] = gateCurvesOf(nerveflow, 'KCa');
  expect(gate).toMatchObject({ name: 'm_KCa', variable: 'Ca', parameters: ['phi_KCa'] });
  // m_inf = 0.01 [Ca] / (0.01 [Ca] + 0.02): half open at 2 mM
  expect(gate!.evaluate(Float64Array.of(2), () => 1)).toEqual({ inf: Float64Array.of(0.5), tau: Float64Array.of(25) });
});

test("the open fraction of a synapse follows the presynaptic V as the engines' does", () => {
  const curves = openFractionCurvesOf(nerveflow, 'GABA')!;
  const { first, presynaptic } = layout.openFractions[1]!;
  const at = slots * n + first;
  const own = (symbol: string): number =>
    network.parameters[symbol]?.[presynaptic[0]!] ?? (network.synapses[1]!.parameters[symbol] as number);
  const { inf, tau } = curves.evaluate(VOLTAGES, own);
  VOLTAGES.forEach((V, k) => {
    const [closed, open] = [0, 1].map(
      (fraction) =>
        derivativeOf((x) => {
          x[presynaptic[0]!] = V;
          x[at] = fraction;
        })[at]!,
    );
    const expected = relaxationOf(closed!, open!);
    expect(Math.abs(inf[k]! - expected.inf), `at ${V} mV`).toBeLessThan(1e-12);
    expect(Math.abs(tau[k]! / expected.tau - 1), `at ${V} mV`).toBeLessThan(1e-12);
  });
});

test('a synapse whose transmitter is a pulse has no curve over V', () => {
  expect(openFractionCurvesOf(nerveflow, 'ACh')).toBeUndefined();
});

test('a current without gates, or that is not there, has no curves', () => {
  expect(gateCurvesOf(nerveflow, 'L')).toEqual([]);
  expect(gateCurvesOf(nerveflow, 'no such')).toEqual([]);
});
