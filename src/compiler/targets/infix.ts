import { children, type Expr, type FunctionName } from '../expression.ts';

/** How a language writes what languages write differently. */
export interface Dialect {
  /** A literal of the language's float type. */
  number(value: number): string;
  readonly functions: Readonly<Record<FunctionName | 'power', string>>;
  select(condition: string, a: string, b: string): string;
}

/** What WGSL and GLSL call the functions; `exprelr` and `finiteExp` are written into each program. */
export const SHADER_FUNCTIONS: Dialect['functions'] = {
  exp: 'finiteExp',
  exprelr: 'exprelr',
  log: 'log',
  sqrt: 'sqrt',
  abs: 'abs',
  sin: 'sin',
  cos: 'cos',
  tanh: 'tanh',
  min: 'min',
  max: 'max',
  power: 'pow',
};

/** An expression in C-like infix notation, with as many parentheses as its order of evaluation needs. */
export function writeInfix(e: Expr, dialect: Dialect): string {
  const write = (part: Expr): string => writeInfix(part, dialect);
  const nested = (part: Expr, weakest: number): string => (strength(part) < weakest ? `(${write(part)})` : write(part));
  switch (e.op) {
    case 'number':
      return dialect.number(e.value);
    case 'symbol':
      return e.name;
    case 'negate':
      return `-${nested(e.a, 4)}`;
    case '+':
    case '*':
      // Left to right, as written: floating-point sums and products are not associative.
      return `${nested(e.a, strength(e))} ${e.op} ${nested(e.b, strength(e) + 1)}`;
    case '-':
    case '/':
      return `${nested(e.a, strength(e))} ${e.op} ${nested(e.b, strength(e) + 1)}`;
    case 'power':
      return `${dialect.functions.power}(${write(e.a)}, ${write(e.b)})`;
    case 'call':
      return `${dialect.functions[e.name]}(${children(e).map(write).join(', ')})`;
    case 'compare':
      return `${nested(e.a, 1)} ${e.relation} ${nested(e.b, 1)}`;
    case 'select':
      return dialect.select(write(e.condition), write(e.a), write(e.b));
  }
}

/** How tightly an expression binds: what binds less than its place asks for stands in parentheses. */
export function strength(e: Expr): number {
  switch (e.op) {
    case '+':
    case '-':
      return 1;
    case '*':
    case '/':
      return 2;
    case 'negate':
      return 3;
    case 'number':
      return e.value < 0 ? 3 : 4;
    case 'compare':
    case 'select':
      return 0;
    default:
      return 4;
  }
}
