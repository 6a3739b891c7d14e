/** What is used here of fft.js 4.0, which brings no types. Complex arrays are interleaved: re₀, im₀, re₁, im₁, … */
declare module 'fft.js' {
  export default class FFT {
    /** @throws Error unless size is a power of two from 2 on. */
    constructor(size: number);
    /** Of `size` real values; writes the bins 0 … size/2 of [2 · size] and leaves the rest undefined. */
    realTransform(out: Float64Array, data: Float64Array): void;
    transform(out: Float64Array, data: Float64Array): void;
    /** Divides by size. */
    inverseTransform(out: Float64Array, data: Float64Array): void;
  }
}
