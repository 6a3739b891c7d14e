/** A stretch of time, from ≤ t < to, ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
