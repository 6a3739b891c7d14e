/** Coefficients of Lanczos' approximation with g = 7, n = 9: about 15 digits for x > 0. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x), x > 0 (Lanczos 1964, SIAM Journal on Numerical Analysis 1). */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const base = x + 6.5;
  const sum = LANCZOS.reduce((total, coefficient, k) => (k === 0 ? coefficient : total + coefficient / (x - 1 + k)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(sum);
}

/** Regularised incomplete gamma functions [P(a, x), Q(a, x)], P + Q = 1, for a > 0, x ≥ 0 (DLMF 8.11.4 and 8.9.2). */
function incompleteGamma(a: number, x: number): readonly [number, number] {
  if (x === 0) return [0, 1];
  const factor = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; term > sum * Number.EPSILON; k++) {
      term *= x / (a + k);
      sum += term;
    }
    return [factor * sum, 1 - factor * sum];
  }
  // Lentz's evaluation of the continued fraction, from its front.
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1, ratio = 0; Math.abs(ratio - 1) > Number.EPSILON; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    ratio = c * d;
    fraction *= ratio;
  }
  return [1 - factor * fraction, factor * fraction];
}

/** What a χ² variable with `degrees` (> 0, not only whole) of freedom stays below with probability p, 0 < p < 1. */
export function chiSquaredQuantile(p: number, degrees: number): number {
  const a = degrees / 2;
  // Newton's steps for ln x, which stay positive; where one leaves the bracket, it is halved.
  let low = -Infinity;
  let high = Infinity;
  let logX = Math.log(a);
  for (let round = 0; round < 200; round++) {
    const x = Math.exp(logX);
    const [lower, upper] = incompleteGamma(a, x);
    // The smaller of the tails keeps its digits.
    const excess = p < 0.5 ? lower - p : 1 - p - upper;
    if (excess > 0) high = logX;
    else low = logX;
    const slope = Math.exp(a * logX - x - logGamma(a));
    let next = logX - excess / slope;
    if (!(next > low && next < high)) {
      next = low === -Infinity ? high - 2 : high === Infinity ? low + 2 : (low + high) / 2;
    }
    if (Math.abs(next - logX) < 1e-14) return 2 * Math.exp(next);
    logX = next;
  }
  return 2 * Math.exp(logX);
}

/** The smallest k for which a Poisson variable of this mean is at most k with probability p or more, 0 < p < 1. */
export function poissonQuantile(p: number, mean: number): number {
  if (mean === 0) return 0;
  // P(X ≤ k) = Q(k + 1, mean)
  const isEnough = (k: number) => incompleteGamma(k + 1, mean)[1] >= p;
  let k = Math.floor(mean);
  while (k > 0 && isEnough(k - 1)) k--;
  while (!isEnough(k)) k++;
  return k;
}
