import { children, type Expr } from './expression.ts';

/** A physical dimension as powers of the lab's own units mV, ms, µA, cm and mM, which are coherent: mS = µA/mV, µF = µA·ms/mV. */
export type Dimension = Readonly<Record<'mV' | 'ms' | 'µA' | 'cm' | 'mM', number>>;

const NONE: Dimension = { mV: 0, ms: 0, µA: 0, cm: 0, mM: 0 };
const BASE = Object.keys(NONE) as (keyof Dimension)[];

const UNITS: Readonly<Record<string, Dimension>> = {
  '1': NONE,
  mV: { ...NONE, mV: 1 },
  ms: { ...NONE, ms: 1 },
  µA: { ...NONE, µA: 1 },
  cm: { ...NONE, cm: 1 },
  mM: { ...NONE, mM: 1 },
  mS: { ...NONE, µA: 1, mV: -1 },
  µF: { ...NONE, µA: 1, ms: 1, mV: -1 },
};

const POWERS: Readonly<Record<string, number>> = { '²': 2, '³': 3 };

/** @throws RangeError for a unit that no equation of the lab has: 'mM·cm²/(ms·µA)' is one that they have. */
export function dimensionOf(unit: string): Dimension {
  const [above = '', below = '', more] = unit.split('/');
  if (more !== undefined) throw new RangeError(`the unit ${unit} has two slashes: expected a/(b·c)`);
  return times(product(above, unit), product(below.replace(/^\((.*)\)$/, '$1'), unit), -1);
}

function product(text: string, unit: string): Dimension {
  return text
    .split('·')
    .filter(Boolean)
    .reduce((all, factor) => {
      const power = POWERS[factor.at(-1)!] ?? 1;
      const name = power === 1 ? factor : factor.slice(0, -1);
      if (!Object.hasOwn(UNITS, name))
        throw new RangeError(`the unit ${unit} has a ${name}: expected ${Object.keys(UNITS).join(', ')}`);
      return times(all, UNITS[name]!, power);
    }, NONE);
}

/** a · b^power. */
function times(a: Dimension, b: Dimension, power = 1): Dimension {
  return Object.fromEntries(BASE.map((base) => [base, a[base] + power * b[base]])) as Dimension;
}

export function isSameDimension(a: Dimension, b: Dimension): boolean {
  return BASE.every((base) => a[base] === b[base]);
}

export function isPlainNumber(dimension: Dimension): boolean {
  return isSameDimension(dimension, NONE);
}

/**
 * The dimension of an expression; undefined where it has none, because it adds, compares or exponentiates what does not go together: the
 * rates of gates take V for the number of mV that it is.
 */
export function inferDimension(e: Expr, ofName: (name: string) => Dimension): Dimension | undefined {
  const parts = children(e).map((part) => inferDimension(part, ofName));
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  const [a, b, c] = known;
  const same = (one: Dimension, other: Dimension): Dimension | undefined =>
    isSameDimension(one, other) ? one : undefined;
  switch (e.op) {
    case 'number':
      return NONE;
    case 'symbol':
      return ofName(e.name);
    case 'negate':
      return a;
    case '+':
    case '-':
      return same(a!, b!);
    case '*':
      return times(a!, b!);
    case '/':
      return times(a!, b!, -1);
    case 'power':
      if (e.b.op === 'number') return times(NONE, a!, e.b.value);
      return isPlainNumber(a!) && isPlainNumber(b!) ? NONE : undefined;
    case 'call':
      if (e.name === 'min' || e.name === 'max') return same(a!, b!);
      if (e.name === 'abs') return a;
      return isPlainNumber(a!) ? NONE : undefined;
    case 'compare':
      return same(a!, b!) && NONE;
    case 'select':
      return same(b!, c!);
  }
}
