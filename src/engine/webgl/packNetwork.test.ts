import { givenMatrix } from '../../model/connectivity/matrix.ts';
import { describe, expect, test } from 'vitest';
import { rk4 } from '../../compiler/integrator.ts';
import { initialStateVector, layOut } from '../../compiler/layout.ts';
import { compileModel } from '../../compiler/system.ts';
import { BITS, packTextures } from '../../compiler/targets/glsl.ts';
import { buildNetwork } from '../../model/buildNetwork.ts';
import { DEFAULT_ODOUR, stimulusColumns } from '../../model/stimulus/stimulus.ts';
import type { Problem } from '../engine.ts';
import { packState, packWiring, unpackState } from './packNetwork.ts';

/** A network of 40 neurons, 30 of them PN, with ones where `keep` says so. */
function problemWith(keep: (post: number, pre: number) => boolean): Problem {
  const n = 40;
  const matrix = (isLN: boolean): Uint8Array<ArrayBuffer> =>
    Uint8Array.from({ length: n * n }, (_, k) => {
      const [post, pre] = [Math.floor(k / n), k % n];
      return Number(pre >= 30 === isLN && keep(post, pre));
    });
  const matrices = { ACh: givenMatrix(matrix(false)), GABA: givenMatrix(matrix(true)) };
  const network = buildNetwork({ preset: 'nerveflow', n, seed: 1, matrices }, 10);
  const system = compileModel(network.model);
  const layout = layOut(system, network);
  const stimulus = stimulusColumns(DEFAULT_ODOUR, n, 10);
  return { network, system, layout, stimulus, integrator: rk4, dt: 0.01, recordEvery: 10, firstStep: 0 };
}

/** The presynaptic neurons of a neuron, as a shader finds them: first in the list, then in the bits. */
function presynapticOf(
  { layout }: Problem,
  t: number,
  neuron: number,
  packed: ReturnType<typeof packWiring>,
): number[] {
  const { first: firstOpenFraction, count, presynaptic } = layout.openFractions[t]!;
  const { first, end, bits } = packed.rows[t]!;
  const listed = [...packed.values.subarray(first[neuron], end[neuron])].map(
    (item) => item - layout.n - firstOpenFraction,
  );
  const words = packed.values.subarray(bits[neuron], bits[neuron]! + Math.ceil(count / BITS));
  const inBits = Array.from({ length: bits[neuron]! < 0 ? 0 : count }, (_, q) => q).filter(
    (q) => Math.floor(words[Math.floor(q / BITS)]! / 2 ** (q % BITS)) % 2 === 1,
  );
  return [...listed, ...inBits].map((q) => presynaptic[q]!);
}

describe('the wiring as a texture', () => {
  test.each([
    ['dense', (post: number, pre: number) => (7 * post + 3 * pre) % 5 < 3 && post !== pre],
    ['sparse', (post: number, pre: number) => (7 * post + 3 * pre) % 19 === 0],
    ['dense onto LN alone', (post: number, pre: number) => (post >= 30 ? pre % 3 > 0 : post === pre + 1)],
    ['empty', () => false],
  ])('%s: every neuron finds its own presynaptic neurons', (_, keep) => {
    const problem = problemWith(keep);
    const packed = packWiring(problem);
    problem.network.synapses.forEach(({ rowStart, presynaptic }, t) => {
      for (let i = 0; i < problem.layout.n; i++) {
        const right = [...presynaptic.subarray(rowStart[i], rowStart[i + 1])];
        expect(presynapticOf(problem, t, i, packed), `neuron ${i}`).toEqual(right);
      }
    });
  });

  test.each([
    ['dense', (post: number, pre: number) => (7 * post + 3 * pre) % 5 < 3 && post !== pre, 1],
    ['sparse', (post: number, pre: number) => (7 * post + 3 * pre) % 19 === 0, 0],
  ])('%s, with weights: every neuron finds its own presynaptic neurons and their weights', (_, keep, isDense) => {
    const unweighted = problemWith(keep);
    const weights = Float64Array.from(unweighted.network.synapses[0]!.presynaptic, (_pre, s) => (s % 9) - 4.5);
    const synapses = unweighted.network.synapses.map((one, t) => (t === 0 ? { ...one, weights } : one));
    const problem: Problem = { ...unweighted, network: { ...unweighted.network, synapses } };
    // Types that may have weights but have none: all are 1.
    const { values, rows } = packWiring(problem, [true, true]);
    const { n, openFractions } = problem.layout;
    problem.network.synapses.forEach(({ rowStart, presynaptic, weights: own }, t) => {
      const { first, count } = openFractions[t]!;
      const byNeuron = openFractions[t]!.presynaptic;
      for (let i = 0; i < n; i++) {
        const right = [...presynaptic.subarray(rowStart[i], rowStart[i + 1])].map((j, k) => [
          j,
          own?.[rowStart[i]! + k] ?? 1,
        ]);
        const { first: start, end, bits } = rows[t]!;
        const listed = [];
        for (let k = start[i]!; k < end[i]!; k += 2) listed.push([byNeuron[values[k]! - n - first], values[k + 1]]);
        const row = bits[i]! < 0 ? [] : [...values.subarray(bits[i], bits[i]! + count)];
        const inRow = row.flatMap((weight, q) => (weight === 0 ? [] : [[byNeuron[q], weight]]));
        expect([...listed, ...inRow], `neuron ${i}`).toEqual(right);
        expect(Number(bits[i]! >= 0), `neuron ${i}`).toBe(isDense);
      }
    });
  });

  test('dense populations are rows of bits, sparse ones are lists', () => {
    const { rows } = packWiring(problemWith((post, pre) => (post >= 30 ? pre % 3 > 0 : post === pre + 1)));
    const isBits = [...rows[0]!.bits].map((row) => row >= 0);
    expect(isBits).toEqual(Array.from({ length: 40 }, (_, i) => i >= 30));
  });

  test('24 bits to a number: all of them read back from float32', () => {
    const { values, rows } = packWiring(problemWith(() => true));
    const row = rows[0]!.bits[0]!;
    expect(values[row]).toBe(2 ** 24 - 1);
    expect(values[row + 1]).toBe(2 ** 6 - 1);
  });
});

test('a state that is packed into textures and unpacked is the same', () => {
  const { system, network, layout } = problemWith((post, pre) => post > pre);
  const x = Float32Array.from(initialStateVector(system, network, layout), (value, k) => value + k / 1000);
  expect(unpackState(layout, packState(layout, packTextures(system, layout), x))).toEqual(x);
});
