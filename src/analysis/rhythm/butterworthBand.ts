/** Hz. */
export interface Band {
  readonly lowest: number;
  readonly highest: number;
}

/** Denominator 1 + a1 z⁻¹ + a2 z⁻² of a section; its numerator is 1 − z⁻². */
interface Section {
  readonly a1: number;
  readonly a2: number;
}

/**
 * The signal through a Butterworth band-pass filter of second order, forward and then backward: no delay, −6 dB at the
 * band's edges, fourth order in all. Each pass starts as if its first sample had stood there for ever.
 * @throws RangeError when the band does not lie within 0 … half the sample rate.
 */
export function bandPassForwardBackward(signal: Float64Array, sampleRate: number, band: Band): Float64Array {
  const { sections, gain } = designBandPass(sampleRate, band);
  const output = signal.slice();
  for (let pass = 0; pass < 2; pass++) {
    filterInPlace(output, sections, gain);
    output.reverse();
  }
  return output;
}

/**
 * Low-pass prototype with poles −e^(±iπ/4), moved to the band and to the z-plane by the bilinear transform with
 * prewarped edges (Oppenheim & Schafer, Discrete-Time Signal Processing). Its zeros, two at z = 1 and two at
 * −1, are shared so that each section has one of both: the first then settles to 0 at once, whatever constant comes in.
 */
function designBandPass(
  sampleRate: number,
  { lowest, highest }: Band,
): { readonly sections: readonly Section[]; readonly gain: number } {
  if (!(lowest > 0 && lowest < highest && highest < sampleRate / 2)) {
    throw new RangeError(
      `a band of ${lowest} … ${highest} Hz at ${sampleRate} samples per second: expected 0 < lowest < highest < ${sampleRate / 2}`,
    );
  }
  const warp = (hz: number): number => Math.tan((Math.PI * hz) / sampleRate);
  const width = warp(highest) - warp(lowest);
  const centre = warp(highest) * warp(lowest);
  // Pole q of the prototype, times half the width, becomes q ± √(q² − centre).
  const half = (width / 2) * Math.SQRT1_2;
  const q = { re: -half, im: half };
  const root = squareRoot({ re: q.re ** 2 - q.im ** 2 - centre, im: 2 * q.re * q.im });
  let gain = width ** 2;
  const sections = [1, -1].map((sign): Section => {
    const pole = { re: q.re + sign * root.re, im: q.im + sign * root.im };
    // z = (1 + s)/(1 − s), together with its conjugate.
    const norm = (1 - pole.re) ** 2 + pole.im ** 2;
    gain /= norm;
    return {
      a1: (-2 * (1 - pole.re ** 2 - pole.im ** 2)) / norm,
      a2: ((1 + pole.re) ** 2 + pole.im ** 2) / norm,
    };
  });
  return { sections, gain };
}

function filterInPlace(signal: Float64Array, sections: readonly Section[], gain: number): void {
  sections.forEach(({ a1, a2 }, index) => {
    const scale = index === 0 ? gain : 1;
    // Transposed direct form II; after a constant c the first section holds −c · gain, the others 0.
    let first = index === 0 ? -scale * signal[0]! : 0;
    let second = first;
    for (let k = 0; k < signal.length; k++) {
      const x = scale * signal[k]!;
      const y = x + first;
      first = second - a1 * y;
      second = -x - a2 * y;
      signal[k] = y;
    }
  });
}

interface Complex {
  readonly re: number;
  readonly im: number;
}

/** The root with a positive real part. */
function squareRoot({ re, im }: Complex): Complex {
  const modulus = Math.hypot(re, im);
  // Without cancellation: the larger part first, the other from 2 re im.
  if (re >= 0) {
    const part = Math.sqrt((modulus + re) / 2);
    return { re: part, im: part === 0 ? 0 : im / (2 * part) };
  }
  const part = Math.sqrt((modulus - re) / 2);
  return { re: Math.abs(im) / (2 * part), im: im < 0 ? -part : part };
}
