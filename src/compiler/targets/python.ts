import { children, type Expr } from '../expression.ts';
import { strength, writeInfix, type Dialect } from './infix.ts';

/** PEP 8's limit. */
export const PYTHON_COLUMNS = 79;

/** Names that a Python program has to bring along: those of NumPy, and `exprelr` of its own. */
export const NUMPY_DIALECT: Dialect = {
  number: String,
  functions: {
    exp: 'exp',
    exprelr: 'exprelr',
    log: 'log',
    sqrt: 'sqrt',
    abs: 'abs',
    sin: 'sin',
    cos: 'cos',
    tanh: 'tanh',
    min: 'minimum',
    max: 'maximum',
    power: 'power',
  },
  select: (condition, a, b) => `where(${condition}, ${a}, ${b})`,
};

/**
 * `name = expression` in lines of at most 79 columns, broken before operators (PEP 8), the outermost first.
 * @param suffix behind the expression
 */
export function writeAssignment(name: string, value: Expr, dialect: Dialect, indent: string, suffix = ''): string[] {
  const flat = `${indent}${name} = ${writeInfix(value, dialect)}${suffix}`;
  if (flat.length <= PYTHON_COLUMNS) return [flat];
  // A call brings its own parentheses.
  if (value.op === 'call' || value.op === 'select') {
    const [first, ...more] = breakCall(value, dialect, indent);
    return withSuffix([`${indent}${name} = ${first!.trimStart()}`, ...more], suffix);
  }
  const lines = breakExpression(value, dialect, `${indent}    `);
  return withSuffix([`${indent}${name} = (`, ...lines, `${indent})`], suffix);
}

function withSuffix(lines: readonly string[], suffix: string): string[] {
  return [...lines.slice(0, -1), `${lines.at(-1)!}${suffix}`];
}

/** An expression over several lines, each with the indent. */
function breakExpression(e: Expr, dialect: Dialect, indent: string): string[] {
  const flat = `${indent}${writeInfix(e, dialect)}`;
  // Room for a comma or an operator.
  if (flat.length <= PYTHON_COLUMNS - 2) return [flat];
  switch (e.op) {
    case '+':
    case '-':
    case '*':
    case '/':
      return chainOf(e).flatMap(({ op, term, weakest }) => {
        const lines = breakTerm(term, weakest, dialect, indent);
        if (op === undefined) return lines;
        return [`${indent}${op} ${lines[0]!.trimStart()}`, ...lines.slice(1)];
      });
    case 'call':
    case 'select':
      return breakCall(e, dialect, indent);
    default:
      return [flat];
  }
}

function breakTerm(term: Expr, weakest: number, dialect: Dialect, indent: string): string[] {
  if (strength(term) >= weakest) return breakExpression(term, dialect, indent);
  const flat = `${indent}(${writeInfix(term, dialect)})`;
  if (flat.length <= PYTHON_COLUMNS - 2) return [flat];
  return [`${indent}(`, ...breakExpression(term, dialect, `${indent}    `), `${indent})`];
}

/** Each argument on a line of its own. */
function breakCall(e: Extract<Expr, { op: 'call' | 'select' }>, dialect: Dialect, indent: string): string[] {
  const name = e.op === 'call' ? dialect.functions[e.name] : dialect.select('', '', '').replace(/\(.*/, '');
  const inner = children(e).flatMap((arg) => withSuffix(breakExpression(arg, dialect, `${indent}    `), ','));
  return [`${indent}${name}(`, ...inner, `${indent})`];
}

interface Link {
  readonly op: '+' | '-' | '*' | '/' | undefined;
  readonly term: Expr;
  /** What the term has to bind like, so as to need no parentheses. */
  readonly weakest: number;
}

/** a - b + c as its terms; they are evaluated in the same order as before. */
function chainOf(e: Extract<Expr, { op: '+' | '-' | '*' | '/' }>): Link[] {
  const own = strength(e);
  const last: Link = { op: e.op, term: e.b, weakest: own + 1 };
  const { a } = e;
  const goesOn = (a.op === '+' || a.op === '-' || a.op === '*' || a.op === '/') && strength(a) === own;
  return [...(goesOn ? chainOf(a) : [{ op: undefined, term: a, weakest: own }]), last];
}

/** Words in lines of at most 79 columns, the first with one indent and the others with another. */
export function wrapWords(text: string, indent: string, hanging = indent): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const start = lines.length === 0 ? indent : hanging;
    const longer = line === '' ? start + word : `${line} ${word}`;
    if (line !== '' && longer.length > PYTHON_COLUMNS) {
      lines.push(line);
      line = hanging + word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** A call, a definition or a list of names in lines of at most 79 columns: `before(a, b, c)after`, filled. */
export function fillList(before: string, items: readonly string[], after: string): string[] {
  const flat = `${before}${items.join(', ')}${after}`;
  if (flat.length <= PYTHON_COLUMNS) return [flat];
  const indent = /^ */.exec(before)![0];
  // Deeper than the body of a definition.
  const inner = `${indent}${/^ *def /.test(before) ? '        ' : '    '}`;
  const filled = wrapWords(items.map((item) => `${item.replaceAll(' ', '\u0001')},`).join(' '), inner);
  const lines = filled.map((line) => line.replaceAll('\u0001', ' '));
  const isDefinition = inner.length > indent.length + 4;
  if (!isDefinition) return [before, ...lines, `${indent}${after}`];
  return [before, ...lines.slice(0, -1), `${lines.at(-1)!.replace(/,$/, '')}${after}`];
}
