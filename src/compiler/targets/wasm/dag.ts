/** One value of a function: an instruction and the values it takes. Equal ones are one. */
export interface Value {
  /** Mnemonic with its immediates: 'f64x2.add', 'v128.load offset=64'. */
  readonly instruction: string;
  readonly operands: readonly Value[];
  readonly key: number;
}

/**
 * Values of one straight stretch of WebAssembly text. Values that are used once are nested where they are used, others become
 * locals, each written before its first use: so every value is computed once, whatever the equations repeat.
 */
export class Dag {
  private readonly values = new Map<string, Value>();
  private readonly names = new Map<number, string>();
  /** Locals that the stretches printed so far declare. */
  readonly locals: { readonly name: string; readonly type: string }[] = [];

  value(instruction: string, ...operands: readonly Value[]): Value {
    const key = `${instruction}(${operands.map((operand) => operand.key).join()})`;
    let value = this.values.get(key);
    if (value === undefined) {
      value = { instruction, operands, key: this.values.size };
      this.values.set(key, value);
    }
    return value;
  }

  /** Gives a value the name that the equations have for it, unless it has one. */
  name(value: Value, name: string): Value {
    if (!this.names.has(value.key)) this.names.set(value.key, name);
    return value;
  }

  /** The text of instructions that use values: `write` answers with a value's text. Call it once, for a whole stretch. */
  print(effects: readonly ((write: (value: Value) => string) => string)[]): string[] {
    const uses = new Map<number, number>();
    const count = (value: Value): void => {
      const before = uses.get(value.key) ?? 0;
      uses.set(value.key, before + 1);
      if (before === 0) value.operands.forEach(count);
    };
    for (const effect of effects) {
      effect((value) => {
        count(value);
        return '';
      });
    }
    const lines: string[] = [];
    const written = new Map<number, string>();
    const write = (value: Value): string => {
      const known = written.get(value.key);
      if (known !== undefined) return known;
      const isLeaf = value.operands.length === 0 && !value.instruction.includes('load');
      const text = `(${[value.instruction, ...value.operands.map(write)].join(' ')})`;
      const name = this.names.get(value.key);
      if (isLeaf || (uses.get(value.key)! < 2 && name === undefined)) return text;
      // A point cannot stand in the equations' names, and no name begins with a digit: nothing is taken twice.
      const local = name === undefined ? `$${this.locals.length}` : `$.${name}`;
      this.locals.push({ name: local, type: typeOf(value.instruction) });
      lines.push(`(local.set ${local} ${text})`);
      written.set(value.key, `(local.get ${local})`);
      return written.get(value.key)!;
    };
    for (const effect of effects) {
      const text = effect(write);
      lines.push(text);
    }
    return lines;
  }
}

/** The type of what an instruction answers with. */
function typeOf(instruction: string): string {
  if (/^f64x2\.extract_lane|^f64\.|^call /.test(instruction)) return 'f64';
  if (/^f32x4\.extract_lane|^f32\./.test(instruction)) return 'f32';
  return instruction.startsWith('i32.') ? 'i32' : 'v128';
}
