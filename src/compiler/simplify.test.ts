import { describe, expect, test } from 'vitest';
import { evaluate, keyOf, parseExpression, type Expr } from './expression.ts';
import { expandPower, foldConstants, removeSingularities } from './simplify.ts';

const names = {
  isParameter: (name: string) => ['k', 'V_T', 'a'].includes(name),
  definitionOf: (name: string) => (name === 'u' ? parseExpression('V + 50') : undefined),
};
const regular = (text: string): Expr => removeSingularities(foldConstants(parseExpression(text)), names);
const at = (e: Expr, values: Record<string, number>): number => evaluate(e, (name) => values[name]);

describe('a removable 0/0 gets its limit', () => {
  // The limit of c x / (exp(x / s) - 1) at x = 0 is c s; with 1 - exp, -c s.
  test.each([
    ['0.02 * (15 - u) / (exp((15 - u) / 5) - 1)', { u: 15 }, 0.1],
    ['0.32 * (13 - u) / (exp((13 - u) / 4) - 1)', { u: 13 }, 1.28],
    ['0.28 * (u - 40) / (exp((u - 40) / 5) - 1)', { u: 40 }, 1.4],
    ['0.1 * (V + 40) / (1 - exp(-(V + 40) / 10))', { V: -40 }, 1],
    ['(V - V_T) / (exp((V - V_T) / k) - 1)', { V: -55, V_T: -55, k: 7 }, 7],
    ['2 * (V - V_T) / (1 - exp((V_T - V) / k))', { V: -55, V_T: -55, k: 7 }, 14],
    ['(V + 35) * 3 / (exp((15 - u) / 5) - 1)', { V: -35, u: 15 }, -15],
    ['V * (2 - 3 * exp(-V)) / (1 - exp(-V))', { V: 0 }, -1],
    ['(-25 - V) / (-1 + exp((-25 - V) / 10)) ', { V: -25 }, 10],
  ])('%s', (text, where, limit) => {
    expect(at(parseExpression(text), where)).toBeNaN();
    expect(at(regular(text), where)).toBeCloseTo(limit, 13);
  });

  test('and the same value everywhere else', () => {
    for (const text of [
      '0.02 * (15 - u) / (exp((15 - u) / 5) - 1)',
      '(V - V_T) / (exp((V - V_T) / k) - 1)',
      'V * (2 - 3 * exp(-V)) / (1 - exp(-V))',
    ]) {
      for (const x of [-90, -37.3, -3, 0.5, 14, 61]) {
        const values = { u: x, V: x, V_T: -54.321, k: 6 };
        const expected = at(parseExpression(text), values);
        expect(Math.abs(at(regular(text), values) - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
      }
    }
  });

  test.each(['1 / (exp(V) - 1)', '(V + 1) / (exp(V) - 1)', '4 / (exp((40 - u) / 5) + 1)', 'V / (exp(V * V) - 1)'])(
    '%s has none and is left alone',
    (text) => expect(keyOf(regular(text))).toBe(keyOf(foldConstants(parseExpression(text)))),
  );
});

test('constants are computed once, in float64', () => {
  expect(foldConstants(parseExpression('3^((22 - 36) / 10)'))).toEqual({ op: 'number', value: 3 ** -1.4 });
  expect(keyOf(foldConstants(parseExpression('1 * x + 0 - 0')))).toBe('x');
});

test.each([-3, -1, 0, 1, 2, 3, 4, 7, 16])('x^%d is written as products', (n) => {
  const x = -1.37;
  const product = expandPower(parseExpression('x'), n);
  expect(keyOf(product)).not.toContain('power');
  expect(at(product, { x })).toBeCloseTo(x ** n, 12);
});
