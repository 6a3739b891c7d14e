import { expect, test } from 'vitest';
import { nerveflow } from '../model/presets.ts';
import { children, evaluate, keyOf, parseExpression, type Expr } from './expression.ts';
import { divideLess } from './fewerDivisions.ts';
import { compileModel, type Statement } from './system.ts';

function statements(texts: Record<string, string>): Statement[] {
  return Object.entries(texts).map(([name, text]) => ({ name, value: parseExpression(text) }));
}

/** Values of all statements, from those of the names that they are given. */
function run(list: readonly Statement[], given: ReadonlyMap<string, number>): Map<string, number> {
  const values = new Map(given);
  for (const { name, value } of list)
    values.set(
      name,
      evaluate(value, (other) => values.get(other)),
    );
  return values;
}

/** Divisions that are left in what a name needs. */
function divisionsBehind(list: readonly Statement[], name: string): number {
  const value = list.find((one) => one.name === name)?.value;
  const keys = new Set<string>();
  const count = (e: Expr): void => {
    if (e.op === '/') keys.add(keyOf(e));
    if (e.op === 'symbol') {
      const definition = list.find((one) => one.name === e.name)?.value;
      if (definition !== undefined) count(definition);
    }
    children(e).forEach(count);
  };
  if (value !== undefined) count(value);
  return keys.size;
}

test('the derivatives of every population keep their values', () => {
  for (const { states, parameters, synapses, statements: list, derivatives } of compileModel(nerveflow).neurons) {
    const rewritten = divideLess(list);
    for (let trial = 0; trial < 200; trial++) {
      const given = new Map<string, number>([['I_stim', 3]]);
      const random = (k: number): number => ((trial * 37 + k * 101) % 97) / 97;
      parameters.forEach((name, k) => given.set(name, 0.5 + 10 * random(k)));
      synapses.forEach((type) => given.set(`sum_O_${type}`, random(7)));
      states.forEach(({ name }, k) => given.set(name, name === 'V' ? -95 + 145 * random(k) : random(k)));
      const [before, after] = [run(list, given), run(rewritten, given)];
      for (const name of derivatives) {
        const [a, b] = [before.get(name)!, after.get(name)!];
        // Relaxations are differences: what both of their terms are rounded by may remain.
        expect(Math.abs(a - b), `${name}: ${a} and ${b}`).toBeLessThan(1e-11 * Math.max(1, Math.abs(a)));
      }
    }
  }
});

test('a gate by α and β relaxes without a division', () => {
  const list = divideLess(
    statements({
      alpha: 'exp(V / 10)',
      beta: 'exp(-V / 18)',
      inf: 'alpha / (alpha + beta)',
      tau: '1 / ((alpha + beta) * phi)',
      d_n: '(inf - n) / tau',
    }),
  );
  expect(divisionsBehind(list, 'd_n')).toBe(0);
});

test('a division by a choice of quotients becomes a multiplication by their reciprocals', () => {
  const list = divideLess(statements({ tau: 'V < -63 ? 1 / a / phi : 19 / phi', d: '(inf - h) / tau' }));
  expect(divisionsBehind(list, 'd')).toBe(0);
  const given = new Map(Object.entries({ V: -70, a: 2, phi: 4, inf: 0.5, h: 0.25 }));
  expect(run(list, given).get('d')).toBeCloseTo(0.25 * 8, 12);
  expect(run(list, given.set('V', 0)).get('d')).toBeCloseTo((0.25 * 4) / 19, 12);
});

test('a sigmoid gate takes the difference first', () => {
  const list = divideLess(statements({ inf: '1 / (1 + exp(-V))', tau: '2', d: '(inf - m) / tau' }));
  expect(keyOf(list.at(-1)!.value)).toBe(keyOf(parseExpression('0.5 * (inf - m)')));
});
