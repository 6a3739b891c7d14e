import { createParse } from 'mathjs/number';

/** A node of mathjs's syntax tree. Of the kinds that an equation may not use, no more than the name is kept. */
export type EquationNode =
  | { readonly type: 'ConstantNode'; readonly value: unknown }
  | { readonly type: 'SymbolNode'; readonly name: string }
  | { readonly type: 'ParenthesisNode'; readonly content: EquationNode }
  | {
      readonly type: 'ConditionalNode';
      readonly condition: EquationNode;
      readonly trueExpr: EquationNode;
      readonly falseExpr: EquationNode;
    }
  | { readonly type: 'FunctionNode'; readonly fn: EquationNode; readonly args: readonly EquationNode[] }
  | {
      readonly type: 'OperatorNode';
      readonly op: string;
      readonly fn: string;
      readonly args: readonly EquationNode[];
    }
  | { readonly type: (typeof REFUSED)[number] };

/** Syntax of mathjs that no equation uses. */
const REFUSED = [
  'AccessorNode',
  'ArrayNode',
  'AssignmentNode',
  'BlockNode',
  'FunctionAssignmentNode',
  'IndexNode',
  'ObjectNode',
  'RangeNode',
  'RelationalNode',
] as const;

/**
 * mathjs's parser with nodes that only hold what was read. Its own can also evaluate, differentiate and print themselves: a hundred
 * kilobytes, in the page's first load, of what an equation must never do.
 * @throws SyntaxError with the place where the text is no expression.
 */
export const parseEquation = createParse({
  ConstantNode: nodes('ConstantNode', ['value']),
  SymbolNode: nodes('SymbolNode', ['name']),
  ParenthesisNode: nodes('ParenthesisNode', ['content']),
  ConditionalNode: nodes('ConditionalNode', ['condition', 'trueExpr', 'falseExpr']),
  FunctionNode: nodes('FunctionNode', ['fn', 'args']),
  OperatorNode: nodes('OperatorNode', ['op', 'fn', 'args']),
  ...Object.fromEntries(REFUSED.map((type) => [type, nodes(type, [])])),
  config: { number: 'number' },
  numeric: Number,
  // What dispatches on the types of arguments: here all is text.
  typed: Object.assign((_: string, { string: ofText }: { readonly string: unknown }) => ofText, {
    addConversion: () => undefined,
  }),
});

/** A class of nodes whose constructor takes these fields in this order; the parser tells nodes by their flags. */
function nodes(type: EquationNode['type'], fields: readonly string[]): new (...values: unknown[]) => object {
  class Node {
    readonly type = type;

    constructor(...values: unknown[]) {
      fields.forEach((field, k) => Object.assign(this, { [field]: values[k] }));
    }
  }
  Object.assign(Node.prototype, { isNode: true, [`is${type}`]: true });
  return Node;
}
