import { keyOf, mapChildren, symbol, type Expr, type Relation } from '../expression.ts';
import type { Statement } from '../system.ts';
import { writeInfix, type Dialect } from './infix.ts';

/** A derived variable of a LEMS ComponentType: one value, or the first case whose condition holds. */
export interface LemsVariable {
  readonly name: string;
  readonly cases: readonly { readonly condition?: string; readonly value: string }[];
}

const RELATIONS: Readonly<Record<Relation, string>> = { '<': '.lt.', '<=': '.leq.', '>': '.gt.', '>=': '.geq.' };

/** Within this of 0 x / (exp(x) - 1) is 1 - x/2 to 16 digits. */
const SMALL = 1e-7;

/**
 * Statements as derived variables of LEMS, all dimensionless. LEMS has no choice within an expression, and no x / (exp(x) - 1) with its
 * limit: both become variables of their own.
 * @throws RangeError for a function that LEMS does not have.
 */
export function writeLemsVariables(statements: readonly Statement[]): LemsVariable[] {
  return statements.flatMap(({ name, value }) => {
    const before: LemsVariable[] = [];
    const known = new Map<string, string>();
    const hoist = (e: Expr, suffix: string, make: (own: string) => LemsVariable[]): Expr => {
      const own = known.get(keyOf(e)) ?? `${name}_${suffix}${known.size + 1}`;
      if (!known.has(keyOf(e))) before.push(...make(own));
      known.set(keyOf(e), own);
      return symbol(own);
    };
    const lower = (e: Expr): Expr => {
      const parts = mapChildren(e, lower);
      if (parts.op === 'call' && parts.name === 'exprelr') {
        const [x] = parts.args;
        return hoist(e, 'exprelr', (own) => [
          { name: `${own}_x`, cases: [{ value: writeLems(x!) }] },
          {
            name: own,
            cases: [
              { condition: `${own}_x .gt. (0 - ${SMALL}) .and. ${own}_x .lt. ${SMALL}`, value: `1 - ${own}_x / 2` },
              { value: `${own}_x / (exp(${own}_x) - 1)` },
            ],
          },
        ]);
      }
      if (parts.op === 'select') {
        if (parts.condition.op !== 'compare') throw new RangeError('LEMS takes comparisons as conditions only');
        const { relation, a, b } = parts.condition;
        return hoist(e, 'case', (own) => [
          {
            name: own,
            cases: [
              { condition: `${bracketed(a)} ${RELATIONS[relation]} ${bracketed(b)}`, value: writeLems(parts.a) },
              { value: writeLems(parts.b) },
            ],
          },
        ]);
      }
      const called = parts.op === 'call' ? parts.name : parts.op === 'power' ? 'power' : undefined;
      if (called !== undefined && LEMS.functions[called] === '') throw new RangeError(`LEMS has no function ${called}`);
      return parts;
    };
    const lowered = writeLems(lower(value));
    return [...before, { name, cases: [{ value: lowered }] }];
  });
}

/** An expression in LEMS, whose own types avoid a sign in front: 0 - a. */
function writeLems(e: Expr): string {
  return writeInfix(withoutSigns(e), LEMS);
}

function bracketed(e: Expr): string {
  const text = writeLems(e);
  return /^\w+$/.test(text) ? text : `(${text})`;
}

/** What LEMS calls the functions; an empty name: it has none. */
const LEMS: Dialect = {
  number: String,
  functions: {
    exp: 'exp',
    exprelr: '',
    log: 'ln',
    sqrt: 'sqrt',
    abs: 'abs',
    sin: 'sin',
    cos: 'cos',
    tanh: 'tanh',
    min: '',
    max: '',
    power: '',
  },
  // Choices have become variables of their own before.
  select: (condition, a, b) => `${condition} ? ${a} : ${b}`,
};

function withoutSigns(e: Expr): Expr {
  const parts = mapChildren(e, withoutSigns);
  const zero: Expr = { op: 'number', value: 0 };
  if (parts.op === 'negate') return { op: '-', a: zero, b: parts.a };
  if (parts.op === 'number' && parts.value < 0) return { op: '-', a: zero, b: { op: 'number', value: -parts.value } };
  return parts;
}
