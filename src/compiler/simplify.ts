import { binary, call, children, evaluate, keyOf, mapChildren, number, type Expr } from './expression.ts';

/** Computes what is constant (in float64, as written) and drops + 0, * 1 and / 1. */
export function foldConstants(e: Expr): Expr {
  const folded = mapChildren(e, foldConstants);
  const parts = children(folded);
  if (parts.length > 0 && parts.every((part) => part.op === 'number')) {
    return number(evaluate(folded, () => undefined));
  }
  if (folded.op === '*') {
    if (isNumber(folded.a, 1)) return folded.b;
    if (isNumber(folded.b, 1)) return folded.a;
  }
  if (folded.op === '/' && isNumber(folded.b, 1)) return folded.a;
  if (folded.op === '+') {
    if (isNumber(folded.a, 0)) return folded.b;
    if (isNumber(folded.b, 0)) return folded.a;
  }
  if (folded.op === '-' && isNumber(folded.b, 0)) return folded.a;
  if (folded.op === 'negate' && folded.a.op === 'negate') return folded.a.a;
  return folded;
}

function isNumber(e: Expr, value: number): boolean {
  return e.op === 'number' && e.value === value;
}

/** What `removeSingularities` has to know about names. */
export interface Names {
  /** True for names that stand for a fixed value during a run (parameters): they are no source of a 0/0. */
  isParameter(name: string): boolean;
  /** The meaning of a named intermediate value, or undefined. */
  definitionOf(name: string): Expr | undefined;
}

/**
 * Rewrites every quotient N / (exp(E) - 1) or N / (1 - exp(E)) in which N vanishes together with E as
 * (N / E) · exprelr(E), the common factor cancelled: the rate functions of Hodgkin and Huxley have such a removable 0/0.
 * E.g. 0.02 (15 - u) / (exp((15 - u) / 5) - 1) becomes 0.1 exprelr((15 - u) / 5).
 */
export function removeSingularities(e: Expr, names: Names): Expr {
  const rewritten = mapChildren(e, (part) => removeSingularities(part, names));
  if (rewritten.op !== '/') return rewritten;
  const exponential = exponentialMinusOne(rewritten.b);
  if (exponential === undefined) return rewritten;
  const { exponent, sign } = exponential;
  const ratio = divide(factorize(expand(rewritten.a, names)), factorize(expand(exponent, names)));
  const cancelled = ratio.cancelled.some((factor) => dependsOnState(factor, names));
  const singular = ratio.factors.some(({ base, power }) => power < 0 && dependsOnState(base, names));
  if (!cancelled || singular) return rewritten;
  return foldConstants(
    binary('*', rebuild({ ...ratio, coefficient: sign * ratio.coefficient }), call('exprelr', exponent)),
  );
}

/** Recognizes exp(E) - 1 (sign 1) and 1 - exp(E) (sign -1), in either order of the terms. */
function exponentialMinusOne(e: Expr): { exponent: Expr; sign: 1 | -1 } | undefined {
  if (e.op !== '+' && e.op !== '-') return undefined;
  const second = e.op === '+' ? e.b : foldConstants({ op: 'negate', a: e.b });
  for (const [one, other] of [
    [e.a, second],
    [second, e.a],
  ] as const) {
    if (one.op === 'call' && one.name === 'exp' && isNumber(other, -1)) return { exponent: one.args[0]!, sign: 1 };
    const isMinus = one.op === 'negate' && one.a.op === 'call' && one.a.name === 'exp';
    if (isMinus && isNumber(other, 1)) return { exponent: children(one.a)[0]!, sign: -1 };
  }
  return undefined;
}

function expand(e: Expr, names: Names): Expr {
  if (e.op === 'symbol') {
    const definition = names.definitionOf(e.name);
    return definition === undefined ? e : expand(definition, names);
  }
  return mapChildren(e, (part) => expand(part, names));
}

function dependsOnState(e: Expr, names: Names): boolean {
  if (e.op === 'symbol') return !names.isParameter(e.name);
  return children(e).some((part) => dependsOnState(part, names));
}

/** coefficient · Π base^power, the bases distinct, sums normalized so that equal ones are recognized. */
interface Product {
  readonly coefficient: number;
  readonly factors: readonly Factor[];
}

interface Factor {
  readonly base: Expr;
  /** The same for equal bases. */
  readonly key: string;
  readonly power: number;
}

const CONSTANT_ONE: Product = { coefficient: 1, factors: [] };

function factorize(e: Expr): Product {
  switch (e.op) {
    case 'number':
      return { coefficient: e.value, factors: [] };
    case 'negate':
      return multiply({ coefficient: -1, factors: [] }, factorize(e.a), 1);
    case '*':
      return multiply(factorize(e.a), factorize(e.b), 1);
    case '/':
      return multiply(factorize(e.a), factorize(e.b), -1);
    case 'power':
      if (e.b.op === 'number' && Number.isInteger(e.b.value)) return multiply(CONSTANT_ONE, factorize(e.a), e.b.value);
      return atom(e);
    case '+':
    case '-':
      return factorizeSum(e);
    default:
      return atom(e);
  }
}

function atom(base: Expr): Product {
  return { coefficient: 1, factors: [{ base, key: keyOf(base), power: 1 }] };
}

function multiply(a: Product, b: Product, power: number): Product {
  const factors = new Map(a.factors.map((factor) => [factor.key, factor]));
  for (const { base, key, power: p } of b.factors) {
    const total = (factors.get(key)?.power ?? 0) + p * power;
    if (total === 0) factors.delete(key);
    else factors.set(key, { base, key, power: total });
  }
  return { coefficient: a.coefficient * b.coefficient ** power, factors: [...factors.values()] };
}

/** a·x + b·y + c as a · (x + (b/a)·y + c/a), the terms in a fixed order. */
function factorizeSum(e: Expr): Product {
  const terms = new Map<string, Product>();
  const collect = (part: Expr, sign: number): void => {
    if (part.op === '+' || part.op === '-') {
      collect(part.a, sign);
      collect(part.b, part.op === '+' ? sign : -sign);
    } else if (part.op === 'negate') {
      collect(part.a, -sign);
    } else {
      const product = factorize(part);
      const key = product.factors
        .map((factor) => `${factor.key}^${factor.power}`)
        .sort()
        .join('*');
      const before = terms.get(key)?.coefficient ?? 0;
      terms.set(key, { ...product, coefficient: before + sign * product.coefficient });
    }
  };
  collect(e, 1);
  const kept = [...terms].filter(([, term]) => term.coefficient !== 0).sort(([a], [b]) => (a < b ? 1 : -1));
  const leading = kept[0]?.[1];
  if (leading === undefined) return { coefficient: 0, factors: [] };
  if (kept.length === 1) return leading;
  const shares = kept.map(([key, term]) => ({ key, term, share: term.coefficient / leading.coefficient }));
  const base = shares
    .map(({ term, share }) => rebuild({ ...term, coefficient: share }))
    .reduce((x, y) => binary('+', x, y));
  // Twelve significant digits: -50 / 0.1 and -500 are the same constant when two sums are compared.
  const key = shares.map(({ key: term, share }) => `${share.toPrecision(12)}*${term}`).join('+');
  return { coefficient: leading.coefficient, factors: [{ base, key, power: 1 }] };
}

function divide(a: Product, b: Product): Product & { readonly cancelled: readonly Expr[] } {
  const common = new Set(a.factors.filter(({ power }) => power > 0).map(({ key }) => key));
  const cancelled = b.factors.filter(({ key, power }) => power > 0 && common.has(key)).map(({ base }) => base);
  return { ...multiply(a, b, -1), cancelled };
}

function rebuild({ coefficient, factors }: Product): Expr {
  return factors.reduce<Expr>((product, { base, power }) => {
    const factor: Expr = Math.abs(power) === 1 ? base : { op: 'power', a: base, b: number(Math.abs(power)) };
    return binary(power > 0 ? '*' : '/', product, factor);
  }, number(coefficient));
}

/** Every integer power of at most this exponent is written as products. */
const MOST_MULTIPLIED = 16;

/** x^n for a whole n by repeated squaring; `pow` of a negative base is NaN on a GPU. */
export function expandPower(base: Expr, exponent: number): Expr {
  if (exponent === 0) return number(1);
  if (exponent < 0) return binary('/', number(1), expandPower(base, -exponent));
  if (exponent === 1) return base;
  const half = expandPower(base, Math.floor(exponent / 2));
  const square = binary('*', half, half);
  return exponent % 2 === 0 ? square : binary('*', square, base);
}

/** True for a number that `expandPower` may take as the exponent. */
export function isSmallInteger(e: Expr): e is { op: 'number'; value: number } {
  return e.op === 'number' && Number.isInteger(e.value) && Math.abs(e.value) <= MOST_MULTIPLIED;
}
