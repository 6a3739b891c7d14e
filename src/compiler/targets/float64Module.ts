import { FLOAT64, FUNCTIONS, type Expr, type FunctionName, type Relation } from '../expression.ts';
import type { Statement } from '../system.ts';

/** Math.exp and its kin under the names by which a compiled program imports them. */
export const FLOAT64_LIBRARY: Readonly<Record<FunctionName | 'power', (x: number, y: number) => number>> = {
  ...FLOAT64,
  power: Math.pow,
};
const FUNCTION_NAMES = Object.keys(FLOAT64_LIBRARY) as (keyof typeof FLOAT64_LIBRARY)[];

/** Statements as a loop over many cases, such as neurons. */
export interface Loop {
  /** Where the values of an input or a result start in `values`. */
  readonly place: (name: string) => number;
  /** Inputs are written here, results are read after `run`. */
  readonly values: Float64Array;
  run(): void;
}

const PAGE_BYTES = 65536;

/**
 * Compiles statements to a loop over `count` cases: scalar WebAssembly, each operation one instruction or one call of what
 * JavaScript has of that name, in the order of the text. What comes out is to the bit what JavaScript would compute, as fast
 * as if it had been written in it, and no text is run as a program, which the page's Content-Security-Policy forbids.
 */
export function compileLoop(
  statements: readonly Statement[],
  inputs: readonly string[],
  results: readonly string[],
  count: number,
): Loop {
  const places = new Map([...inputs, ...new Set(results)].map((name, k) => [name, k * count]));
  const pages = Math.ceil((8 * places.size * count) / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages });
  const module = new WebAssembly.Module(writeModule(statements, new Set(inputs), new Set(results), places, pages));
  const { exports } = new WebAssembly.Instance(module, { lab: { memory }, math: FLOAT64_LIBRARY });
  const run = exports['run'] as (end: number) => void;
  return {
    place: (name) => places.get(name)!,
    values: new Float64Array(memory.buffer, 0, places.size * count),
    run: () => run(8 * count),
  };
}

/** https://webassembly.github.io/spec/core/binary/ */
const BINARY = { '+': 0xa0, '-': 0xa1, '*': 0xa2, '/': 0xa3 } as const;
const COMPARISON: Readonly<Record<Relation, number>> = { '<': 0x63, '>': 0x64, '<=': 0x65, '>=': 0x66 };
const [F64, I32] = [0x7c, 0x7f];
const [BLOCK, LOOP, END, BR, BR_IF, CALL, SELECT] = [0x02, 0x03, 0x0b, 0x0c, 0x0d, 0x10, 0x1b];
const [LOCAL_GET, LOCAL_SET, LOCAL_TEE, F64_LOAD, F64_STORE, I32_CONST, F64_CONST] = [
  0x20, 0x21, 0x22, 0x2b, 0x39, 0x41, 0x44,
];
const [I32_GE_U, F64_NE, I32_ADD, F64_NEG, F64_FROM_I32] = [0x4f, 0x62, 0x6a, 0x9a, 0xb7];
const NO_RESULT = 0x40;
/** Of the function's locals: how far the loop goes and where it is, bytes; then one for each statement. */
const [END_AT, AT, FIRST_STATEMENT] = [0, 1, 2];

function writeModule(
  statements: readonly Statement[],
  inputs: ReadonlySet<string>,
  results: ReadonlySet<string>,
  places: ReadonlyMap<string, number>,
  pages: number,
): Uint8Array<ArrayBuffer> {
  const locals = new Map(statements.map(({ name }, k) => [name, FIRST_STATEMENT + k]));
  const addressOf = (name: string): number[] => [3, ...unsigned(8 * places.get(name)!)];
  const read = (name: string): number[] => {
    const local = locals.get(name);
    if (local !== undefined) return [LOCAL_GET, ...unsigned(local)];
    if (!inputs.has(name)) throw new TypeError(`'${name}' is neither an input nor a statement`);
    return [LOCAL_GET, AT, F64_LOAD, ...addressOf(name)];
  };
  const body = statements.flatMap(({ name, value }) => [
    ...(results.has(name) ? [LOCAL_GET, AT] : []),
    ...write(value, read),
    ...(results.has(name)
      ? [LOCAL_TEE, ...unsigned(locals.get(name)!), F64_STORE, ...addressOf(name)]
      : [LOCAL_SET, ...unsigned(locals.get(name)!)]),
  ]);
  // prettier-ignore
  const code = [
    // locals: one i32, then the f64 of the statements
    ...vector([
      [1, I32],
      [...unsigned(statements.length), F64],
    ]),
    BLOCK, NO_RESULT, LOOP, NO_RESULT,
    LOCAL_GET, AT, LOCAL_GET, END_AT, I32_GE_U, BR_IF, 1,
    ...body,
    LOCAL_GET, AT, I32_CONST, 8, I32_ADD, LOCAL_SET, AT, BR, 0,
    END, END, END,
  ];
  // Engines know Math.exp by its one argument, and call it without the way through JavaScript.
  const functions = FUNCTION_NAMES.map((name) => [...text('math'), ...text(name), 0x00, arityOf(name)]);
  return Uint8Array.from([
    0x00,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    // types: run(end), and what is called of JavaScript with one and with two arguments
    ...section(
      1,
      vector([
        [0x60, 1, I32, 0],
        [0x60, 1, F64, 1, F64],
        [0x60, 2, F64, F64, 1, F64],
      ]),
    ),
    ...section(2, vector([...functions, [...text('lab'), ...text('memory'), 0x02, 0x00, ...unsigned(pages)]])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...text('run'), 0x00, ...unsigned(FUNCTION_NAMES.length)]])),
    ...section(10, vector([[...unsigned(code.length), ...code]])),
  ]);
}

function arityOf(name: keyof typeof FLOAT64_LIBRARY): number {
  return name === 'power' ? 2 : FUNCTIONS[name];
}

/** Instructions that leave the value of a tree on the stack. */
function write(e: Expr, read: (name: string) => number[]): number[] {
  const of = (part: Expr): number[] => write(part, read);
  const call = (name: keyof typeof FLOAT64_LIBRARY, args: readonly Expr[]): number[] => [
    ...args.flatMap(of),
    CALL,
    ...unsigned(FUNCTION_NAMES.indexOf(name)),
  ];
  switch (e.op) {
    case 'number':
      return constant(e.value);
    case 'symbol':
      return read(e.name);
    case 'negate':
      return [...of(e.a), F64_NEG];
    case 'call':
      return call(e.name, e.args);
    case 'power':
      return call('power', [e.a, e.b]);
    case 'compare':
      return [...of(e.a), ...of(e.b), COMPARISON[e.relation], F64_FROM_I32];
    case 'select':
      return [...of(e.a), ...of(e.b), ...of(e.condition), ...constant(0), F64_NE, SELECT];
    default:
      return [...of(e.a), ...of(e.b), BINARY[e.op]];
  }
}

function constant(value: number): number[] {
  return [F64_CONST, ...new Uint8Array(Float64Array.of(value).buffer)];
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function text(name: string): number[] {
  return [...unsigned(name.length), ...Array.from(name, (letter) => letter.charCodeAt(0))];
}

function vector(entries: readonly (readonly number[])[]): number[] {
  return [...unsigned(entries.length), ...entries.flat()];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}
