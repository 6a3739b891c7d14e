import { describe, expect, test } from 'vitest';
import { EquationError, evaluate, exprelr, keyOf, parseExpression } from './expression.ts';

const value = (text: string, names: Record<string, number> = {}): number =>
  evaluate(parseExpression(text), (name) => names[name]);

describe('equations are parsed as mathematics writes them', () => {
  test.each([
    ['2 + 3 * 4', 14],
    ['-2^2', -4],
    ['2^3^2', 512],
    ['8 / 4 / 2', 1],
    ['1 - 2 - 3', -4],
    ['3^((22 - 36) / 10)', 3 ** -1.4],
    ['exp(-(1 + 1) / 2)', Math.exp(-1)],
    ['1 < 2 ? 5 : 7', 5],
    ['1 >= 2 ? 5 : 7', 7],
    ['min(3, max(1, 2))', 2],
    ['1.5e-3 * 2', 0.003],
    ['+(2)', 2],
    ['2 (3 + 1)', 8],
  ])('%s = %d', (text, expected) => expect(value(text)).toBe(expected));

  test('names stand for their values', () => expect(value('g * (V - E)', { g: 2, V: -60, E: -95 })).toBe(70));
});

describe('nothing but equations is accepted', () => {
  test.each([
    ['2 +', 'is not an equation'],
    ['x = 3', 'AssignmentNode'],
    ['[1, 2]', 'ArrayNode'],
    ['"text"', 'ConstantNode|constant'],
    ['a.b', 'AccessorNode'],
    ['a.exp(1)', 'AccessorNode'],
    ['a[1]', 'AccessorNode'],
    ['{ a: 1 }', 'ObjectNode'],
    ['1:3', 'RangeNode'],
    ['1; 2', 'BlockNode'],
    ['a = b = 1', 'AssignmentNode'],
    ['true', 'the constant true'],
    ['', 'constant undefined'],
    ['f(x) = x', 'FunctionAssignmentNode'],
    ['import("x")', "function 'import'"],
    ['exp(1, 2)', 'exp with 2 arguments instead of 1'],
    ['x!', 'operator'],
    ['a and b', 'operator'],
    ['1 < 2 < 3', 'RelationalNode'],
    ['constructor(1)', "function 'constructor'"],
    ['`x`', 'not an equation'],
    ['$x', "the name '\\$x'"],
  ])('%s is refused', (text, reason) => {
    expect(() => parseExpression(text)).toThrow(EquationError);
    expect(() => parseExpression(text)).toThrow(new RegExp(reason));
  });
});

test('equal trees have equal keys, different trees different ones', () => {
  expect(keyOf(parseExpression('a + b * 2'))).toBe(keyOf(parseExpression('a+(b*2)')));
  expect(keyOf(parseExpression('(a + b) * 2'))).not.toBe(keyOf(parseExpression('a + b * 2')));
});

test('exprelr is x / (exp(x) - 1) with the limit 1 at 0', () => {
  expect(exprelr(0)).toBe(1);
  expect(exprelr(1)).toBeCloseTo(1 / (Math.E - 1), 15);
  expect(exprelr(1e-12)).toBeCloseTo(1 - 0.5e-12, 15);
  expect(exprelr(800)).toBe(0);
  expect(exprelr(-800)).toBe(800);
});
