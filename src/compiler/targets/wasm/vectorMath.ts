import type { Precision } from './precision.ts';
import type { Dag, Value } from './dag.ts';

/**
 * exp over a vector: x = k ln 2 + r with |r| ≤ ln 2 / 2, k rounded by adding 1.5 · 2^mantissa and read from the low bits (lanes
 * have no conversion from float64 to int64), eˣ = 2ᵏ (1 + r + r² Q(r)). ln 2 is subtracted in two parts (Cody & Waite 1980). Q interpolates
 * (eʳ - 1 - r)/r² at the Chebyshev points of |r| ≤ 1.0001 · ln 2 / 2, computed with 60 digits: 1 + r + r² Q(r) differs from eʳ by at most
 * 1.7 · 10⁻¹⁷ (float64) and 1.1 · 10⁻⁸ (float32) relative; with the roundings of the evaluation the whole has an error below
 * MOST_EXP_ERROR. Outside of `range` the value of its end is taken; NaN stays NaN.
 */
const EXP = {
  float64: {
    range: [-708, 709],
    magic: 1.5 * 2 ** 52,
    bias: 1023,
    mantissaBits: 52,
    ln2: [0.6931467056274414, 4.7493250390316726e-7],
    Q: [
      0.5000000000000001, 0.16666666666666669, 0.04166666666662413, 0.008333333333330062, 0.0013888888917213717,
      0.00019841269863053618, 2.4801521295954376e-5, 2.7557268459997064e-6, 2.7620088445409746e-7, 2.510038549551032e-8,
    ],
  },
  float32: {
    range: [-87, 88],
    magic: 1.5 * 2 ** 23,
    bias: 127,
    mantissaBits: 23,
    ln2: [0.693359375, -0.00021219444170128554],
    Q: [0.5, 0.16666576266288757, 0.041666556149721146, 0.008363178931176662, 0.0013926184037700295],
  },
} as const;

/** The largest relative error of `exp` within its range, in units of the last place (2⁻⁵² and 2⁻²³). */
export const MOST_EXP_ERROR = 1.5;

/**
 * Where exprelr(x) = x / (exp(x) - 1) is taken from its series 1 - x/2 + x²/12 - x⁴/720 + x⁶/30240 - x⁸/1209600 (Abramowitz & Stegun
 * 23.1.1): below this |x| the quotient cancels more than the first term left out, 2.1 · 10⁻⁸ x¹⁰, amounts to.
 */
const SERIES_BELOW = { float64: 0.125, float32: 0.5 } as const;
const SERIES = [1 / 12, -1 / 720, 1 / 30240, -1 / 1209600] as const;

/** Arithmetic on vectors of 16 bytes: two float64 or four float32. */
export class VectorMath {
  private readonly dag: Dag;
  readonly precision: Precision;
  /** 'f64x2'. */
  readonly type: 'f64x2' | 'f32x4';
  /** Of one lane: 'f64'. */
  readonly scalar: 'f64' | 'f32';
  private readonly bits: string;

  constructor(dag: Dag, precision: Precision) {
    this.dag = dag;
    this.precision = precision;
    this.type = precision === 'float64' ? 'f64x2' : 'f32x4';
    this.scalar = precision === 'float64' ? 'f64' : 'f32';
    this.bits = precision === 'float64' ? 'i64x2' : 'i32x4';
  }

  /** An instruction of the vector's own type: 'add', 'lt', 'abs'. */
  op(name: string, ...operands: readonly Value[]): Value {
    return this.dag.value(`${this.type}.${name}`, ...operands);
  }

  /** The same number in all lanes. */
  constant(value: number): Value {
    return this.dag.value(constantText(this.precision, value));
  }

  /** a where the mask is set, else b. Both are computed. */
  select(mask: Value, a: Value, b: Value): Value {
    return this.dag.value('v128.bitselect', a, b, mask);
  }

  exp(x: Value): Value {
    const { range, magic, bias, mantissaBits, ln2, Q } = EXP[this.precision];
    const clamped = this.op('pmax', this.op('pmin', x, this.constant(range[1])), this.constant(range[0]));
    const shifted = this.op('add', this.op('mul', clamped, this.constant(Math.LOG2E)), this.constant(magic));
    const k = this.op('sub', shifted, this.constant(magic));
    const r = ln2.reduce((rest, part) => this.op('sub', rest, this.op('mul', k, this.constant(part))), clamped);
    const biased = this.dag.value(`${this.bits}.add`, shifted, this.integer(bias));
    const power = this.dag.value(`${this.bits}.shl`, biased, this.dag.value(`i32.const ${mantissaBits}`));
    const r2 = this.op('mul', r, r);
    const sum = this.op('add', r, this.op('mul', r2, this.polynomial(Q, [r, r2])));
    return this.op('mul', power, this.op('add', sum, this.constant(1)));
  }

  /** x / (exp(x) - 1), where e = exp(x). */
  exprelr(x: Value, e: Value): Value {
    const y = this.op('mul', x, x);
    const even = this.op('mul', y, this.polynomial(SERIES, [y, this.op('mul', y, y)]));
    const odd = this.op('add', this.op('mul', x, this.constant(-0.5)), this.constant(1));
    const quotient = this.op('div', x, this.op('sub', e, this.constant(1)));
    const isSmall = this.op('lt', this.op('abs', x), this.constant(SERIES_BELOW[this.precision]));
    return this.select(isSmall, this.op('add', odd, even), quotient);
  }

  /** A function that has no instruction: lane by lane through an imported one over float64. */
  perLane(name: string, ...operands: readonly Value[]): Value {
    const lanes = this.precision === 'float64' ? 2 : 4;
    const ofLane = (lane: number): Value => {
      const parts = operands.map((operand) => {
        const part = this.dag.value(`${this.type}.extract_lane ${lane}`, operand);
        return this.precision === 'float64' ? part : this.dag.value('f64.promote_f32', part);
      });
      const result = this.dag.value(`call $${name}`, ...parts);
      return this.precision === 'float64' ? result : this.dag.value('f32.demote_f64', result);
    };
    let vector = this.dag.value(`${this.type}.splat`, ofLane(0));
    for (let lane = 1; lane < lanes; lane++) {
      vector = this.dag.value(`${this.type}.replace_lane ${lane}`, vector, ofLane(lane));
    }
    return vector;
  }

  /** Σ c_k r^k by pairs (Estrin 1960): a chain of dependent operations half as long as Horner's. `powers` begins with r and r². */
  private polynomial(coefficients: readonly number[], powers: readonly [Value, Value]): Value {
    const [r, r2] = powers;
    const terms = coefficients.map((c) => this.constant(c));
    const fold = (parts: readonly Value[], x: Value): Value[] => {
      const folded: Value[] = [];
      for (let p = 0; p < parts.length; p += 2) {
        const [low, high] = [parts[p]!, parts[p + 1]];
        folded.push(high === undefined ? low : this.op('add', low, this.op('mul', high, x)));
      }
      return folded;
    };
    let parts = fold(terms, r);
    let power = r2;
    while (parts.length > 1) {
      parts = fold(parts, power);
      power = this.op('mul', power, power);
    }
    return parts[0]!;
  }

  private integer(value: number): Value {
    const lanes = this.precision === 'float64' ? 2 : 4;
    return this.dag.value(`v128.const ${this.bits}${` ${value}`.repeat(lanes)}`);
  }
}

/** The instruction that puts one number in all lanes, without its parentheses. */
export function constantText(precision: Precision, value: number): string {
  return precision === 'float64'
    ? `v128.const f64x2 ${value} ${value}`
    : `v128.const f32x4${` ${Math.fround(value)}`.repeat(4)}`;
}
