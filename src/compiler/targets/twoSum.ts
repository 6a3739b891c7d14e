/** How a shading language writes the two-sum's statements. */
export interface TwoSumDialect {
  /** The left side of an assignment that makes the name: 'let after', 'vec4 kept_0'. */
  declare(name: string): string;
  readonly zero: string;
}

/**
 * Statements that add a step's `change` to the state `x`: `after` is the rounded sum, `rest` what the rounding lost, exactly
 * (two-sum: Møller 1965; Knuth, The Art of Computer Programming 2, 4.2.2). The next step's change takes `rest` in: without that,
 * 0.01 ms · dV/dt is lost in a V of 70 mV.
 *
 * In real numbers `rest` is 0, and a compiler that calculates with floats as if they were real (Metal's fast math, some GL
 * drivers) leaves nothing of it: `engine/compensation.ts` finds out whether a device's compiler kept it.
 *
 * @param suffix Ends every name.
 * @param isCompensated false leaves the correction away: rest = 0.
 */
export function writeTwoSum({ declare, zero }: TwoSumDialect, isCompensated: boolean, suffix = ''): string[] {
  const [x, change, after, kept, rest] = ['x', 'change', 'after', 'kept', 'rest'].map((name) => name + suffix) as [
    string,
    string,
    string,
    string,
    string,
  ];
  return [
    `${declare(after)} = ${x} + ${change};`,
    ...(isCompensated
      ? [
          `${declare(kept)} = ${after} - ${x};`,
          `${declare(rest)} = (${x} - (${after} - ${kept})) + (${change} - ${kept});`,
        ]
      : [`${declare(rest)} = ${zero};`]),
  ];
}

export const WGSL_TWO_SUM: TwoSumDialect = { declare: (name) => `let ${name}`, zero: '0.0' };

/** The variables `after…` and `rest…` are outputs of the shader, declared before. */
export const GLSL_TWO_SUM: TwoSumDialect = {
  declare: (name) => (name.startsWith('kept') ? `vec4 ${name}` : name),
  zero: 'vec4(0.0)',
};
