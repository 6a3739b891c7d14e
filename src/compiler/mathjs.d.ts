import type { EquationNode } from './parseEquation.ts';

declare module 'mathjs/number' {
  /** The factory of the parser, which mathjs's own declarations leave out: https://mathjs.org/docs/core/extension.html */
  export function createParse(parts: Readonly<Record<string, unknown>>): (text: string) => EquationNode;
}
