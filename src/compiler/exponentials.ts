import { children, number, binary, type Expr } from './expression.ts';
import type { Statement } from './system.ts';

/** An exponent as a · (variable + shift): what rates of ion channels are made of. */
interface Affine {
  readonly variable: string;
  readonly a: number;
  readonly shift: number;
}

/** How to compute one exponential. */
export type Exponential =
  /** exp of this exponent, shortened to a · (variable + shift) where it is affine in a state variable. */
  | { readonly kind: 'own'; readonly exponent: Expr }
  /** factor · base, or factor / base, where base = exp(baseExponent) serves several exponentials. */
  | {
      readonly kind: 'shared';
      readonly baseExponent: Expr;
      readonly isReciprocal: boolean;
      readonly factor: number;
    };

/**
 * Exponentials of one variable with the same slope but for its sign share one: exp(a·V + b) = eᵇ exp(aV), exp(-a·V + b) = eᵇ / exp(aV).
 * Where |V| is up to MOST_VARIABLE the shared one must stay within float32, and eᵇ must not lift its rounding error by many orders.
 */
const MOST_VARIABLE = 150;
const MOST_EXPONENT = 60;
const MOST_SHIFT = 12;

/** Plans the exponentials of a list of statements: call the result with the exponent of an `exp` or the argument of an `exprelr`. */
export function planExponentials(
  statements: readonly Statement[],
  isState: (name: string) => boolean,
): (exponent: Expr) => Exponential {
  const definitions = new Map(statements.map(({ name, value }) => [name, value]));
  const affine = (e: Expr): Affine | undefined => {
    const sum = affineSum(e, (name) => definitions.get(name), isState);
    if (sum === undefined || sum.variable === undefined || sum.a === 0) return undefined;
    return { variable: sum.variable, a: sum.a, shift: sum.b / sum.a };
  };
  const groups = new Map<string, Set<string>>();
  const count = (e: Expr): void => {
    if (e.op === 'call' && (e.name === 'exp' || e.name === 'exprelr')) {
      const form = affine(e.args[0]!);
      if (form !== undefined && isShareable(form)) {
        const users = groups.get(groupOf(form)) ?? new Set();
        groups.set(groupOf(form), users.add(`${form.a} ${form.shift}`));
      }
    }
    children(e).forEach(count);
  };
  for (const { value } of statements) count(value);

  return (exponent) => {
    const form = affine(exponent);
    if (form === undefined) return { kind: 'own', exponent };
    const variable: Expr = { op: 'symbol', name: form.variable };
    if (isShareable(form) && groups.get(groupOf(form))!.size > 1) {
      return {
        kind: 'shared',
        baseExponent: binary('*', variable, number(Math.abs(form.a))),
        isReciprocal: form.a < 0,
        factor: Math.exp(form.a * form.shift),
      };
    }
    const shifted = form.shift === 0 ? variable : binary('+', variable, number(form.shift));
    return { kind: 'own', exponent: binary('*', shifted, number(form.a)) };
  };
}

function groupOf({ variable, a }: Affine): string {
  return `${variable} ${Math.abs(a).toPrecision(12)}`;
}

function isShareable({ a, shift }: Affine): boolean {
  return Math.abs(a) * MOST_VARIABLE <= MOST_EXPONENT && Math.abs(a * shift) <= MOST_SHIFT;
}

/** e as a · variable + b, or undefined where it is nothing of the kind. */
function affineSum(
  e: Expr,
  definitionOf: (name: string) => Expr | undefined,
  isState: (name: string) => boolean,
): { readonly variable?: string; readonly a: number; readonly b: number } | undefined {
  const part = (inner: Expr): ReturnType<typeof affineSum> => affineSum(inner, definitionOf, isState);
  switch (e.op) {
    case 'number':
      return { a: 0, b: e.value };
    case 'symbol': {
      if (isState(e.name)) return { variable: e.name, a: 1, b: 0 };
      const definition = definitionOf(e.name);
      return definition && part(definition);
    }
    case 'negate': {
      const x = part(e.a);
      return x && { ...x, a: -x.a, b: -x.b };
    }
    case '+':
    case '-': {
      const [x, y] = [part(e.a), part(e.b)];
      if (x === undefined || y === undefined) return undefined;
      if (x.variable !== undefined && y.variable !== undefined && x.variable !== y.variable) return undefined;
      const sign = e.op === '+' ? 1 : -1;
      const variable = x.variable ?? y.variable;
      return { ...(variable !== undefined && { variable }), a: x.a + sign * y.a, b: x.b + sign * y.b };
    }
    case '*': {
      const [x, y] = [part(e.a), part(e.b)];
      if (x === undefined || y === undefined) return undefined;
      if (y.variable === undefined) return { ...x, a: x.a * y.b, b: x.b * y.b };
      return x.variable === undefined ? { ...y, a: y.a * x.b, b: y.b * x.b } : undefined;
    }
    case '/': {
      const [x, y] = [part(e.a), part(e.b)];
      return x && y && y.variable === undefined ? { ...x, a: x.a / y.b, b: x.b / y.b } : undefined;
    }
    default:
      return undefined;
  }
}
