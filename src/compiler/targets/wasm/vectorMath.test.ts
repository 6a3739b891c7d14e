import { expect, test } from 'vitest';
import { assemble } from '../../../engine/cpu/assemble.ts';
import { exprelr } from '../../expression.ts';
import { Dag, type Value } from './dag.ts';
import { BYTES, type Precision } from './precision.ts';
import { MOST_EXP_ERROR, VectorMath } from './vectorMath.ts';

/** A function of vectors over whole arrays. */
async function vectorFunction(
  precision: Precision,
  write: (math: VectorMath, x: Value) => Value,
): Promise<(x: readonly number[]) => number[]> {
  const dag = new Dag();
  const math = new VectorMath(dag, precision);
  const x = dag.value('v128.load', dag.value('local.get $i'));
  const lines = dag.print([(text) => `(v128.store offset=32768 (local.get $i) ${text(write(math, x))})`]);
  const module = await assemble(`(module (import "lab" "memory" (memory 1))
    (func (export "run") (param $i i32) (param $end i32)
      ${dag.locals.map(({ name, type }) => `(local ${name} ${type})`).join(' ')}
      (loop $next ${lines.join('\n')}
        (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end))))))`);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = await WebAssembly.instantiate(module, { lab: { memory } });
  const numbers = precision === 'float64' ? new Float64Array(memory.buffer) : new Float32Array(memory.buffer);
  const bytes = BYTES[precision];
  return (values) => {
    const results: number[] = [];
    const most = 32768 / bytes;
    for (let at = 0; at < values.length; at += most) {
      const part = values.slice(at, at + most);
      numbers.set(part);
      (exports['run'] as (from: number, to: number) => void)(0, part.length * bytes);
      results.push(...numbers.subarray(most, most + part.length));
    }
    return results;
  };
}

/** Evenly over a range, off any round number. */
function over(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => from + ((to - from) * (k + 0.37)) / count);
}

test.each([
  ['float64', 2 ** -52, 708],
  ['float32', 2 ** -23, 87],
] as const)('exp over vectors of %s is right to the stated error', async (precision, ulp, most) => {
  const round = precision === 'float64' ? (x: number) => x : Math.fround;
  const exp = await vectorFunction(precision, (math, x) => math.exp(x));
  const x = [...over(-most, most, 40_000), ...over(-1, 1, 20_000), 0, -0, 1e-300].map(round);
  const worst = exp(x).reduce((max, value, k) => Math.max(max, Math.abs(value / Math.exp(x[k]!) - 1)), 0);
  expect(worst / ulp).toBeLessThan(MOST_EXP_ERROR);
  expect(worst / ulp).toBeGreaterThan(0.3);
  expect(exp([0, -0])).toEqual([1, 1]);
});

test.each(['float64', 'float32'] as const)('exp of %s ends in finite numbers and passes NaN on', async (precision) => {
  const exp = await vectorFunction(precision, (math, x) => math.exp(x));
  const [low, high, infinite, nothing] = exp([-1e4, 1e4, Infinity, NaN]);
  expect(low).toBeGreaterThan(0);
  expect(low).toBeLessThan(1e-37);
  expect(high).toBeGreaterThan(1e38);
  expect(high).toBeLessThan(Infinity);
  expect(infinite).toBe(high);
  expect(nothing).toBeNaN();
});

test.each([
  ['float64', 2 ** -52],
  ['float32', 2 ** -23],
] as const)('exprelr over vectors of %s loses nothing where its quotient would cancel', async (precision, ulp) => {
  const round = precision === 'float64' ? (x: number) => x : Math.fround;
  const evaluate = await vectorFunction(precision, (math, x) => math.exprelr(x, math.exp(x)));
  const x = [...over(-2, 2, 20_000), ...over(-1e-3, 1e-3, 2000), 0, 1e-30, ...over(-30, 60, 2000)].map(round);
  const worst = evaluate(x).reduce((max, value, k) => Math.max(max, Math.abs(value / exprelr(x[k]!) - 1)), 0);
  // Just above the series' end, e - 1 has lost a factor of 1 / 0.125 (float64) or 1 / 0.5 of its digits.
  expect(worst / ulp).toBeLessThan(precision === 'float64' ? 16 : 6);
});
