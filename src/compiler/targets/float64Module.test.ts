import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileStatements } from '../evaluateStatements.ts';
import { evaluate, FUNCTIONS, type Expr, type FunctionName, type Relation } from '../expression.ts';
import { compileLoop } from './float64Module.ts';

const NAMES = ['a', 'b', 'c'] as const;

/** Any tree that a model could contain, over the names of NAMES. */
const { tree } = fc.letrec<{ tree: Expr }>((tie) => {
  const part = tie('tree');
  const binary = fc.record({ op: fc.constantFrom('+', '-', '*', '/', 'power'), a: part, b: part });
  const call = fc.constantFrom(...(Object.keys(FUNCTIONS) as FunctionName[])).chain((name) =>
    fc.record({
      op: fc.constant('call'),
      name: fc.constant(name),
      args: fc.array(part, { minLength: FUNCTIONS[name], maxLength: FUNCTIONS[name] }),
    }),
  );
  return {
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ op: fc.constant('symbol'), name: fc.constantFrom(...NAMES) }),
      fc.record({ op: fc.constant('number'), value: fc.double() }),
      fc.record({ op: fc.constant('negate'), a: part }),
      binary,
      call,
      fc.record({
        op: fc.constant('compare'),
        relation: fc.constantFrom<Relation[]>('<', '<=', '>', '>='),
        a: part,
        b: part,
      }),
      fc.record({ op: fc.constant('select'), condition: part, a: part, b: part }),
    ) as fc.Arbitrary<Expr>,
  };
});

test('a compiled loop, and the evaluation one by one, get to the bit what walking the tree gives', () => {
  const cases = fc.array(fc.tuple(fc.double(), fc.double(), fc.double()), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(tree, tree, cases, (first, second, inputs) => {
      const count = inputs.length;
      const sum: Expr = { op: '+', a: { op: 'symbol', name: 'first' }, b: second };
      const statements = [
        { name: 'first', value: first },
        { name: 'sum', value: sum },
      ];
      const loop = compileLoop(statements, NAMES, ['first', 'sum'], count);
      const single = compileStatements(statements, NAMES);
      inputs.forEach((input, k) => input.forEach((value, at) => (loop.values[at * count + k] = value)));
      loop.run();
      inputs.forEach((input, k) => {
        const known = new Map<string, number>(NAMES.map((name, at) => [name, input[at]!]));
        single.values.set(input);
        single.run();
        for (const { name, value } of statements) {
          known.set(
            name,
            evaluate(value, (wanted) => known.get(wanted)),
          );
          expect(loop.values[loop.place(name) + k], name).toBe(known.get(name));
          expect(single.values[single.place(name)], name).toBe(known.get(name));
        }
      });
    }),
  );
});

test('a name that is not given is refused', () => {
  const statements = [{ name: 'x', value: { op: 'symbol', name: 'y' } as const }];
  expect(() => compileLoop(statements, NAMES, ['x'], 1)).toThrow("'y' is neither an input nor a statement");
});
