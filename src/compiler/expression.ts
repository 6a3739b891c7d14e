import { parseEquation, type EquationNode } from './parseEquation.ts';

/**
 * An equation as a tree. This small closed set is all that a target has to be able to write; whatever mathjs can parse
 * beyond it (assignments, ranges, strings, property access …) is refused, so no text from outside ever becomes program text.
 */
export type Expr =
  | { readonly op: 'number'; readonly value: number }
  | { readonly op: 'symbol'; readonly name: string }
  | { readonly op: 'negate'; readonly a: Expr }
  | { readonly op: '+' | '-' | '*' | '/'; readonly a: Expr; readonly b: Expr }
  | { readonly op: 'power'; readonly a: Expr; readonly b: Expr }
  | { readonly op: 'call'; readonly name: FunctionName; readonly args: readonly Expr[] }
  | { readonly op: 'compare'; readonly relation: Relation; readonly a: Expr; readonly b: Expr }
  | { readonly op: 'select'; readonly condition: Expr; readonly a: Expr; readonly b: Expr };

export type Relation = '<' | '<=' | '>' | '>=';

/** Functions an equation may call, with their number of arguments. `exprelr(x)` is x / (exp(x) - 1), with its limit 1 at 0. */
export const FUNCTIONS = {
  exp: 1,
  exprelr: 1,
  log: 1,
  sqrt: 1,
  abs: 1,
  sin: 1,
  cos: 1,
  tanh: 1,
  min: 2,
  max: 2,
} as const;
export type FunctionName = keyof typeof FUNCTIONS;

/** What is wrong with an equation, in a sentence that quotes it. */
export class EquationError extends Error {
  override readonly name = 'EquationError';
}

const ARITHMETIC: Readonly<Record<string, '+' | '-' | '*' | '/'>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
};
const RELATIONS: Readonly<Record<string, Relation>> = { smaller: '<', smallerEq: '<=', larger: '>', largerEq: '>=' };
const IDENTIFIER = /^[A-Za-z][A-Za-z0-9_]*$/;

export const number = (value: number): Expr => ({ op: 'number', value });
export const symbol = (name: string): Expr => ({ op: 'symbol', name });
export const binary = (op: '+' | '-' | '*' | '/', a: Expr, b: Expr): Expr => ({ op, a, b });
export const call = (name: FunctionName, ...args: Expr[]): Expr => ({ op: 'call', name, args });

/**
 * The tree of an equation.
 * @throws EquationError when the text is no equation, or uses anything but + - * / ^, comparisons, `c ? a : b` and FUNCTIONS.
 */
export function parseExpression(text: string): Expr {
  let node: EquationNode;
  try {
    node = parseEquation(text);
  } catch (error) {
    throw new EquationError(`'${text}' is not an equation: ${(error as Error).message}`);
  }
  return fromNode(node, text);
}

function fromNode(node: EquationNode, text: string): Expr {
  const refuse = (what: string): never => {
    throw new EquationError(
      `'${text}' uses ${what}; an equation may use + - * / ^, < <= > >=, c ? a : b and ${list()}`,
    );
  };
  switch (node.type) {
    case 'ConstantNode':
      return typeof node.value === 'number' && Number.isFinite(node.value)
        ? number(node.value)
        : refuse(`the constant ${node.value}`);
    case 'SymbolNode':
      return IDENTIFIER.test(node.name) ? symbol(node.name) : refuse(`the name '${node.name}'`);
    case 'ParenthesisNode':
      return fromNode(node.content, text);
    case 'ConditionalNode':
      return {
        op: 'select',
        condition: fromNode(node.condition, text),
        a: fromNode(node.trueExpr, text),
        b: fromNode(node.falseExpr, text),
      };
    case 'FunctionNode': {
      if (node.fn.type !== 'SymbolNode') return refuse(`a ${node.fn.type} as a function`);
      const { name } = node.fn;
      if (!Object.hasOwn(FUNCTIONS, name)) return refuse(`the function '${name}'`);
      const args = node.args.map((arg) => fromNode(arg, text));
      const expected = FUNCTIONS[name as FunctionName];
      if (args.length !== expected) return refuse(`${name} with ${args.length} arguments instead of ${expected}`);
      return call(name as FunctionName, ...args);
    }
    case 'OperatorNode': {
      const { fn } = node;
      const args = node.args.map((arg) => fromNode(arg, text));
      const [a, b] = args;
      if (a === undefined) return refuse(`the operator '${fn}'`);
      if (fn === 'unaryMinus') return { op: 'negate', a };
      if (fn === 'unaryPlus') return a;
      if (b === undefined || args.length !== 2) return refuse(`the operator '${fn}'`);
      if (Object.hasOwn(ARITHMETIC, fn)) return binary(ARITHMETIC[fn]!, a, b);
      if (fn === 'pow') return { op: 'power', a, b };
      if (Object.hasOwn(RELATIONS, fn)) return { op: 'compare', relation: RELATIONS[fn]!, a, b };
      return refuse(`the operator '${fn}'`);
    }
    default:
      return refuse(`a ${node.type}`);
  }
}

function list(): string {
  return Object.keys(FUNCTIONS).join(', ');
}

/** The direct parts of a tree. */
export function children(e: Expr): readonly Expr[] {
  switch (e.op) {
    case 'number':
    case 'symbol':
      return [];
    case 'negate':
      return [e.a];
    case 'call':
      return e.args;
    case 'select':
      return [e.condition, e.a, e.b];
    case '+':
    case '-':
    case '*':
    case '/':
    case 'power':
    case 'compare':
      return [e.a, e.b];
  }
}

/** The same tree with each direct part replaced. */
export function mapChildren(e: Expr, f: (part: Expr) => Expr): Expr {
  switch (e.op) {
    case 'number':
    case 'symbol':
      return e;
    case 'negate':
      return { op: 'negate', a: f(e.a) };
    case 'call':
      return { ...e, args: e.args.map(f) };
    case 'select':
      return { op: 'select', condition: f(e.condition), a: f(e.a), b: f(e.b) };
    case '+':
    case '-':
    case '*':
    case '/':
    case 'power':
    case 'compare':
      return { ...e, a: f(e.a), b: f(e.b) };
  }
}

/** Every name that occurs, in order of first occurrence. */
export function symbolsOf(e: Expr, into = new Set<string>()): Set<string> {
  if (e.op === 'symbol') into.add(e.name);
  for (const part of children(e)) symbolsOf(part, into);
  return into;
}

/** Replaces names. A name that `rename` answers with undefined stays. */
export function renameSymbols(e: Expr, rename: (name: string) => string | undefined): Expr {
  if (e.op === 'symbol') return symbol(rename(e.name) ?? e.name);
  return mapChildren(e, (part) => renameSymbols(part, rename));
}

/** A text that is the same exactly for the same trees: the key for value numbering. */
export function keyOf(e: Expr): string {
  switch (e.op) {
    case 'number':
      return String(e.value);
    case 'symbol':
      return e.name;
    case 'call':
      return `${e.name}(${e.args.map(keyOf).join(',')})`;
    case 'compare':
      return `(${keyOf(e.a)}${e.relation}${keyOf(e.b)})`;
    default:
      return `${e.op}(${children(e).map(keyOf).join(',')})`;
  }
}

/** Evaluates a tree in float64. @throws EquationError for a name that `lookup` does not know. */
export function evaluate(e: Expr, lookup: (name: string) => number | undefined): number {
  switch (e.op) {
    case 'number':
      return e.value;
    case 'symbol': {
      const value = lookup(e.name);
      if (value === undefined) throw new EquationError(`'${e.name}' has no value here`);
      return value;
    }
    case 'negate':
      return -evaluate(e.a, lookup);
    case 'select':
      return evaluate(e.condition, lookup) !== 0 ? evaluate(e.a, lookup) : evaluate(e.b, lookup);
    case 'call':
      return FLOAT64[e.name](...(e.args.map((arg) => evaluate(arg, lookup)) as [number, number]));
    default: {
      const a = evaluate(e.a, lookup);
      const b = evaluate(e.b, lookup);
      switch (e.op) {
        case '+':
          return a + b;
        case '-':
          return a - b;
        case '*':
          return a * b;
        case '/':
          return a / b;
        case 'power':
          return a ** b;
        case 'compare':
          return Number({ '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b }[e.relation]);
      }
    }
  }
}

/** x / (exp(x) - 1) with its limit 1 at x = 0; NMODL's and Arbor's name for it. */
export function exprelr(x: number): number {
  return x === 0 ? 1 : x / Math.expm1(x);
}

/** FUNCTIONS in float64. */
export const FLOAT64: Readonly<Record<FunctionName, (x: number, y: number) => number>> = {
  exp: Math.exp,
  exprelr,
  log: Math.log,
  sqrt: Math.sqrt,
  abs: Math.abs,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  min: Math.min,
  max: Math.max,
};
