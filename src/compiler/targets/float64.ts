import { FLOAT64, type FunctionName } from '../expression.ts';
import type { Layout } from '../layout.ts';
import { I_STIM, O, PULSE, V, sumName, type System } from '../system.ts';
import { writeInfix, type Dialect } from './infix.ts';

/** Math.exp and its kin under the names that the emitted text uses. */
export const FLOAT64_LIBRARY: Readonly<Record<FunctionName | 'power', (x: number, y: number) => number>> = {
  ...FLOAT64,
  power: Math.pow,
};

const javascript: Dialect = {
  number: String,
  functions: Object.fromEntries(Object.keys(FLOAT64_LIBRARY).map((name) => [name, name])) as Dialect['functions'],
  select: (condition, a, b) => `(${condition} ? ${a} : ${b})`,
};

/** What the emitted function is called with; all arrays laid out as in `Layout`. */
export type Derivative = (
  /** State of the stage, [stateLength]. */
  x: Float64Array,
  /** Receives dX/dt, [stateLength]. */
  dx: Float64Array,
  /** [parameterLength]. */
  parameters: Float64Array,
  /** By type t: the sum of the open fractions of the synapses onto neuron i at t · n + i. */
  sums: Float64Array,
  /** µA/cm², [n]. */
  I_stim: Float64Array,
  /** By open fraction: 1 while the pulse of its presynaptic neuron is on, else 0. */
  pulse: Uint8Array,
) => void;

/**
 * The body of a JavaScript function with the parameters `x, dx, parameters, sums, I_stim, pulse` (see `Derivative`) and, before
 * them, `library` (FLOAT64_LIBRARY) and `presynaptic` (by open fraction). It computes dX/dt in float64: the reference that
 * judges every other target.
 */
export function writeFloat64(system: System, layout: Layout): string {
  const { n, slots, openFractionCount } = layout;
  const lines = [`'use strict';`, `const { ${Object.keys(FLOAT64_LIBRARY).join(', ')} } = library;`];
  lines.push('return function derivative(x, dx, parameters, sums, stimulus, pulses) {');
  system.neurons.forEach((equations, p) => {
    const { first, count } = layout.populations[p]!;
    lines.push(`  // ${equations.population}`);
    lines.push(`  for (let i = ${first}; i < ${first + count}; i++) {`);
    equations.states.forEach(({ name }, slot) => lines.push(`    const ${name} = x[${slot * n} + i];`));
    for (const name of equations.parameters) {
      lines.push(`    const ${name} = parameters[${layout.parameterRow.get(name)! * n} + i];`);
    }
    for (const type of equations.synapses) {
      const t = system.openFractions.findIndex((one) => one.type === type);
      lines.push(`    const ${sumName(type)} = sums[${t * n} + i];`);
    }
    if (equations.usesStimulus) lines.push(`    const ${I_STIM} = stimulus[i];`);
    for (const { name, value } of equations.statements)
      lines.push(`    const ${name} = ${writeInfix(value, javascript)};`);
    equations.derivatives.forEach((name, slot) => lines.push(`    dx[${slot * n} + i] = ${name};`));
    lines.push('  }');
  });
  system.openFractions.forEach((equations, t) => {
    const { first, count, parameterAddress } = layout.openFractions[t]!;
    lines.push(`  // open fractions of ${equations.type}`);
    lines.push(`  for (let q = 0; q < ${count}; q++) {`);
    const needsNeuron = equations.usesV || equations.presynapticParameters.length > 0;
    if (needsNeuron) lines.push(`    const j = presynaptic[${first} + q];`);
    if (equations.usesV) lines.push(`    const ${V} = x[j];`);
    lines.push(`    const ${O} = x[${slots * n + first} + q];`);
    if (equations.usesPulse) lines.push(`    const ${PULSE} = pulses[${first} + q];`);
    for (const name of equations.presynapticParameters) {
      lines.push(`    const ${name} = parameters[${layout.parameterRow.get(name)! * n} + j];`);
    }
    for (const name of equations.synapseParameters) {
      lines.push(`    const ${name} = parameters[${parameterAddress.get(name)!} + q];`);
    }
    for (const { name, value } of equations.statements)
      lines.push(`    const ${name} = ${writeInfix(value, javascript)};`);
    lines.push(`    dx[${slots * n + first} + q] = ${equations.derivative};`, '  }');
  });
  if (openFractionCount === 0) lines.push('  // no synapses');
  lines.push('};');
  return lines.join('\n');
}
