/**
 * Discrete Fourier transform in place, X_k = Σ_j x_j exp(−2πi jk/N), by the radix-2 algorithm of Cooley and Tukey
 * (Mathematics of Computation 19, 1965).
 * @throws RangeError when the length is no power of two or re and im differ in length.
 */
export function fourierTransform(re: Float64Array, im: Float64Array): void {
  const N = re.length;
  if (im.length !== N || N < 1 || (N & (N - 1)) !== 0) {
    throw new RangeError(`a Fourier transform of ${N} and ${im.length} values: expected two equal powers of two`);
  }
  reverseBits(re, im);
  for (let size = 2; size <= N; size *= 2) {
    const half = size / 2;
    for (let k = 0; k < half; k++) {
      const angle = (-2 * Math.PI * k) / size;
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      for (let even = k; even < N; even += size) {
        const odd = even + half;
        const oddRe = re[odd]! * cos - im[odd]! * sin;
        const oddIm = re[odd]! * sin + im[odd]! * cos;
        re[odd] = re[even]! - oddRe;
        im[odd] = im[even]! - oddIm;
        re[even]! += oddRe;
        im[even]! += oddIm;
      }
    }
  }
}

/** Brings index b₀b₁…bₘ to bₘ…b₁b₀. */
function reverseBits(re: Float64Array, im: Float64Array): void {
  const N = re.length;
  for (let index = 1, reversed = 0; index < N; index++) {
    let bit = N >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed |= bit;
    if (index < reversed) {
      [re[index], re[reversed]] = [re[reversed]!, re[index]!];
      [im[index], im[reversed]] = [im[reversed]!, im[index]!];
    }
  }
}
