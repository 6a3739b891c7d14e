import { binary, keyOf, mapChildren, number, type Expr } from './expression.ts';
import type { Statement } from './system.ts';

/**
 * Rewrites statements so that they divide less: the same real numbers by a shorter way, other roundings (some 10⁻¹⁶ relative).
 *
 * - A relaxation (N/D - x) / tau becomes (N - D·x) / (D·tau) where tau cancels all of D: for a gate with inf = α/(α + β) and
 *   tau = 1/((α + β) φ) that leaves φ (α - (α + β) x), the form of Hodgkin and Huxley (1952), with no division. Elsewhere the difference
 *   is taken first: with D = 1 + exp(…), a sigmoid's, float32 would lose digits in N - D·x that spikes are late or early by.
 * - Products and quotients are gathered into one quotient at most; a division by a constant is a multiplication.
 * - A division by `c ? a : b` becomes a multiplication by `c ? 1/a : 1/b` where that takes divisions away.
 */
export function divideLess(statements: readonly Statement[]): Statement[] {
  const definitions = new Map(statements.map(({ name, value }) => [name, value]));
  const rewriter = new Rewriter((name) => definitions.get(name));
  return statements.map(({ name, value }) => ({ name, value: rewriter.rewrite(value) }));
}

/** coefficient · Π over / Π under. */
interface Quotient {
  readonly coefficient: number;
  readonly over: readonly Expr[];
  readonly under: readonly Expr[];
}

const ONE: Quotient = { coefficient: 1, over: [], under: [] };

class Rewriter {
  private readonly definitionOf: (name: string) => Expr | undefined;

  constructor(definitionOf: (name: string) => Expr | undefined) {
    this.definitionOf = definitionOf;
  }

  rewrite(e: Expr): Expr {
    if (e.op === '/') return write(this.divide(e.a, e.b));
    if (e.op === '*' || e.op === 'negate') {
      const quotient = this.quotientOf(e, false);
      // A product without a division stays as it is written.
      if (quotient.under.length > 0) return write(quotient);
    }
    return mapChildren(e, (part) => this.rewrite(part));
  }

  private divide(a: Expr, b: Expr): Quotient {
    const denominator = this.quotientOf(b, true);
    if (a.op === '-') {
      const inf = this.quotientOf(a.a, true);
      if (inf.under.length > 0) {
        const D = write({ coefficient: 1, over: inf.under, under: [] });
        const N = write({ coefficient: inf.coefficient, over: inf.over, under: [] });
        const relaxation = binary('-', N, binary('*', D, this.rewrite(a.b)));
        const whole = cancel(times({ ...ONE, over: [relaxation], under: inf.under }, reciprocal(denominator)));
        const isLeft = inf.under.some((factor) => whole.under.some((other) => keyOf(other) === keyOf(factor)));
        if (!isLeft) return whole;
      }
    }
    return cancel(times(this.quotientOf(a, false), reciprocal(denominator)));
  }

  /** @param through whether to look into the definitions of names: what is divided by, and what may be cancelled. */
  private quotientOf(e: Expr, through: boolean): Quotient {
    switch (e.op) {
      case 'number':
        return { coefficient: e.value, over: [], under: [] };
      case 'negate':
        return times({ ...ONE, coefficient: -1 }, this.quotientOf(e.a, through));
      case '*':
        return times(this.quotientOf(e.a, through), this.quotientOf(e.b, through));
      case '/':
        return times(this.quotientOf(e.a, through), reciprocal(this.quotientOf(e.b, through)));
      case 'symbol': {
        const definition = through ? this.definitionOf(e.name) : undefined;
        if (definition === undefined) return { ...ONE, over: [e] };
        if (definition.op === 'select') return this.selection(definition);
        const isQuotient = definition.op === '/' || definition.op === '*' || definition.op === 'number';
        return isQuotient ? this.quotientOf(definition, through) : { ...ONE, over: [e] };
      }
      case 'select':
        return this.selection(e);
      default:
        return { ...ONE, over: [mapChildren(e, (part) => this.rewrite(part))] };
    }
  }

  /** A selection between quotients, as 1 over a selection between their reciprocals where those divide less. */
  private selection(e: Extract<Expr, { op: 'select' }>): Quotient {
    const branches = [e.a, e.b].map((branch) => this.quotientOf(branch, true));
    const divisions = (turned: readonly Quotient[]): number => turned.filter(({ under }) => under.length > 0).length;
    const turned = branches.map(reciprocal);
    const isTurned = divisions(turned) < divisions(branches);
    const [a, b] = (isTurned ? turned : branches).map((branch) => write(cancel(branch)));
    const choice: Expr = { ...e, condition: this.rewrite(e.condition), a: a!, b: b! };
    return isTurned ? { ...ONE, under: [choice] } : { ...ONE, over: [choice] };
  }
}

function times(a: Quotient, b: Quotient): Quotient {
  return {
    coefficient: a.coefficient * b.coefficient,
    over: [...a.over, ...b.over],
    under: [...a.under, ...b.under],
  };
}

function reciprocal({ coefficient, over, under }: Quotient): Quotient {
  return { coefficient: 1 / coefficient, over: under, under: over };
}

function cancel({ coefficient, over, under }: Quotient): Quotient {
  const left = [...under];
  const kept = over.filter((factor) => {
    const at = left.findIndex((other) => keyOf(other) === keyOf(factor));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return { coefficient, over: kept, under: left };
}

function write({ coefficient, over, under }: Quotient): Expr {
  const product = (factors: readonly Expr[]): Expr | undefined =>
    factors.length === 0 ? undefined : factors.reduce((a, b) => binary('*', a, b));
  const numerator = product(over);
  const scaled =
    numerator === undefined
      ? number(coefficient)
      : coefficient === 1
        ? numerator
        : coefficient === -1
          ? ({ op: 'negate', a: numerator } as const)
          : binary('*', number(coefficient), numerator);
  const denominator = product(under);
  return denominator === undefined ? scaled : binary('/', scaled, denominator);
}
