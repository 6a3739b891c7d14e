import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileStatements } from './evaluateStatements.ts';
import { evaluate, FUNCTIONS, type Expr, type FunctionName, type Relation } from './expression.ts';

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

test('all cases at once get to the bit what walking the tree gives each of them', () => {
  const cases = fc.array(fc.tuple(fc.double(), fc.double(), fc.double()), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(tree, tree, cases, (first, second, inputs) => {
      const count = inputs.length;
      const sum: Expr = { op: '+', a: { op: 'symbol', name: 'first' }, b: second };
      const statements = [
        { name: 'first', value: first },
        { name: 'sum', value: sum },
      ];
      const { values, place, run } = compileStatements(statements, NAMES, count);
      inputs.forEach((input, k) => input.forEach((value, at) => (values[at * count + k] = value)));
      run();
      inputs.forEach((input, k) => {
        const known = new Map<string, number>(NAMES.map((name, at) => [name, input[at]!]));
        for (const { name, value } of statements) {
          known.set(
            name,
            evaluate(value, (wanted) => known.get(wanted)),
          );
          expect(values[place(name) + k], name).toBe(known.get(name));
        }
      });
    }),
  );
});
