import { FLOAT64, symbolsOf, type Expr } from './expression.ts';
import type { Statement } from './system.ts';

/** Those that the wanted ones need, themselves included, in order. */
export function statementsFor(statements: readonly Statement[], wanted: readonly string[]): Statement[] {
  const needed = new Set(wanted);
  return statements
    .toReversed()
    .filter(({ name, value }) => {
      if (!needed.has(name)) return false;
      symbolsOf(value, needed);
      return true;
    })
    .toReversed();
}

/** Statements of a system as functions, in float64. */
export interface Evaluation {
  /** Where the value of an input or a statement lies in `values`. */
  readonly place: (name: string) => number;
  /** Inputs are written here, results are read after `run`. */
  readonly values: Float64Array;
  run(): void;
}

/** Functions that evaluate statements one after the other. @param inputs the names that are given, which lie first, in this order */
export function compileStatements(statements: readonly Statement[], inputs: readonly string[]): Evaluation {
  const places = new Map([...inputs, ...statements.map(({ name }) => name)].map((name, place) => [name, place]));
  const values = new Float64Array(places.size);
  const steps = statements.map(({ name, value }) => ({
    place: places.get(name)!,
    evaluate: toFunction(value, places),
  }));
  return {
    place: (name) => places.get(name)!,
    values,
    run: () => {
      for (const { place, evaluate } of steps) values[place] = evaluate(values);
    },
  };
}

type Evaluate = (values: Float64Array) => number;

/** A tree as nested functions: ten times as fast as walking it for every point of a curve. */
function toFunction(e: Expr, places: ReadonlyMap<string, number>): Evaluate {
  const of = (part: Expr): Evaluate => toFunction(part, places);
  switch (e.op) {
    case 'number': {
      const { value } = e;
      return () => value;
    }
    case 'symbol': {
      const place = places.get(e.name)!;
      return (values) => values[place]!;
    }
    case 'negate': {
      const a = of(e.a);
      return (values) => -a(values);
    }
    case 'select': {
      const [condition, a, b] = [of(e.condition), of(e.a), of(e.b)];
      return (values) => (condition(values) !== 0 ? a(values) : b(values));
    }
    case 'call': {
      const call = FLOAT64[e.name];
      const [a, b] = e.args.map(of);
      return b ? (values) => call(a!(values), b(values)) : (values) => call(a!(values), NaN);
    }
    case 'compare': {
      const { relation } = e;
      const [a, b] = [of(e.a), of(e.b)];
      const compare = { '<': lessThan, '<=': atMost, '>': moreThan, '>=': atLeast }[relation];
      return (values) => Number(compare(a(values), b(values)));
    }
    default: {
      const [a, b] = [of(e.a), of(e.b)];
      switch (e.op) {
        case '+':
          return (values) => a(values) + b(values);
        case '-':
          return (values) => a(values) - b(values);
        case '*':
          return (values) => a(values) * b(values);
        case '/':
          return (values) => a(values) / b(values);
        case 'power':
          return (values) => a(values) ** b(values);
      }
    }
  }
}

const lessThan = (a: number, b: number): boolean => a < b;
const atMost = (a: number, b: number): boolean => a <= b;
const moreThan = (a: number, b: number): boolean => a > b;
const atLeast = (a: number, b: number): boolean => a >= b;
