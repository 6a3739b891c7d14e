import { FLOAT64, children, exprelr, symbolsOf, type Expr, type FunctionName, type Relation } from './expression.ts';
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

/** Statements of a system, made ready to be evaluated in float64 for `count` cases at once, such as neurons. */
export interface Evaluation {
  /** Where the values of an input or a statement start in `values`; those of the next one start `count` later. */
  readonly place: (name: string) => number;
  /** Inputs are written here, results are read after `run`. */
  readonly values: Float64Array;
  run(): void;
}

/**
 * Makes statements ready to be evaluated one after the other, without turning them into program text: a page whose
 * Content-Security-Policy forbids `eval` can. Each operation is a loop over all cases, which the browser compiles as well
 * as any other; the results are to the bit those of the same operations in JavaScript.
 * @param inputs the names that are given, which lie first, in this order
 */
export function compileStatements(statements: readonly Statement[], inputs: readonly string[], count = 1): Evaluation {
  const places = new Map([...inputs, ...statements.map(({ name }) => name)].map((name, k) => [name, k * count]));
  const values = new Float64Array(places.size * count);
  const rows = new Map([...places].map(([name, place]) => [name, values.subarray(place, place + count)]));
  const operations = listOperations(statements, rows, count);
  return {
    place: (name) => places.get(name)!,
    values,
    run: () => {
      for (const { loop, out, a, b, c } of operations) loop(out, a, b, c);
    },
  };
}

/** One entry for each case. */
type Row = Float64Array;
/** Writes `out` entry by entry. It may be one of the others. */
type Loop = (out: Row, a: Row, b: Row, c: Row) => void;

interface Operation {
  readonly loop: Loop;
  readonly out: Row;
  readonly a: Row;
  readonly b: Row;
  readonly c: Row;
}

function listOperations(statements: readonly Statement[], rows: ReadonlyMap<string, Row>, count: number): Operation[] {
  const operations: Operation[] = [];
  const constants = new Map<number, Row>();
  /** Intermediate values: at each depth one, which is free again when the operation above it is done. */
  const scratch: Row[] = [];

  const constant = (value: number): Row => {
    const row = constants.get(value) ?? new Float64Array(count).fill(value);
    // 0 and -0 are one key
    if (value !== 0) constants.set(value, row);
    return row;
  };
  const operate = (loop: Loop, parts: readonly Expr[], depth: number, into: Row | undefined): Row => {
    const [a, b, c] = parts.map((part, k) => valueOf(part, depth + k));
    const out = into ?? (scratch[depth] ??= new Float64Array(count));
    operations.push({ loop, out, a: a!, b: b ?? a!, c: c ?? a! });
    return out;
  };
  /** Where the value of a tree lies, once the operations pushed here are done. */
  const valueOf = (e: Expr, depth: number, into?: Row): Row => {
    switch (e.op) {
      case 'number':
        return constant(e.value);
      case 'symbol':
        return rows.get(e.name)!;
      case 'call':
        return operate(CALLS[e.name], e.args, depth, into);
      case 'compare':
        return operate(COMPARISONS[e.relation], [e.a, e.b], depth, into);
      default:
        return operate(OPERATIONS[e.op], children(e), depth, into);
    }
  };

  for (const { name, value } of statements) {
    const row = rows.get(name)!;
    const at = valueOf(value, 0, row);
    if (at !== row) operations.push({ loop: copy, out: row, a: at, b: at, c: at });
  }
  return operations;
}

/** One literal of a loop for each operation: loops made by a function would share their compiled code, and so its slowest form. */
const OPERATIONS: Readonly<Record<Exclude<Expr['op'], 'number' | 'symbol' | 'call' | 'compare'>, Loop>> = {
  '+': (out, a, b) => {
    for (let i = 0, n = out.length; i < n; i++) out[i] = a[i]! + b[i]!;
  },
  '-': (out, a, b) => {
    for (let i = 0, n = out.length; i < n; i++) out[i] = a[i]! - b[i]!;
  },
  '*': (out, a, b) => {
    for (let i = 0, n = out.length; i < n; i++) out[i] = a[i]! * b[i]!;
  },
  '/': (out, a, b) => {
    for (let i = 0, n = out.length; i < n; i++) out[i] = a[i]! / b[i]!;
  },
  power: (out, a, b) => {
    for (let i = 0, n = out.length; i < n; i++) out[i] = a[i]! ** b[i]!;
  },
  negate: (out, a) => {
    for (let i = 0, n = out.length; i < n; i++) out[i] = -a[i]!;
  },
  select: (out, condition, a, b) => {
    for (let i = 0, n = out.length; i < n; i++) out[i] = condition[i] !== 0 ? a[i]! : b[i]!;
  },
};

const COMPARISONS: Readonly<Record<Relation, Loop>> = {
  '<': (out, a, b) => {
    for (let i = 0, n = out.length; i < n; i++) out[i] = Number(a[i]! < b[i]!);
  },
  '<=': (out, a, b) => {
    for (let i = 0, n = out.length; i < n; i++) out[i] = Number(a[i]! <= b[i]!);
  },
  '>': (out, a, b) => {
    for (let i = 0, n = out.length; i < n; i++) out[i] = Number(a[i]! > b[i]!);
  },
  '>=': (out, a, b) => {
    for (let i = 0, n = out.length; i < n; i++) out[i] = Number(a[i]! >= b[i]!);
  },
};

const CALLS: Readonly<Record<FunctionName, Loop>> = {
  ...(Object.fromEntries(
    Object.entries(FLOAT64).map(([name, call]): [string, Loop] => [
      name,
      (out, a, b) => {
        for (let i = 0, n = out.length; i < n; i++) out[i] = call(a[i]!, b[i]!);
      },
    ]),
  ) as Record<FunctionName, Loop>),
  // half of the time of a step goes into these two
  exp: (out, a) => {
    for (let i = 0, n = out.length; i < n; i++) out[i] = Math.exp(a[i]!);
  },
  exprelr: (out, a) => {
    for (let i = 0, n = out.length; i < n; i++) out[i] = exprelr(a[i]!);
  },
};

const copy: Loop = (out, a) => out.set(a);
