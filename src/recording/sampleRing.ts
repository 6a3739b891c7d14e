/** First, smallest, largest and last value of a stretch of rows: what a pixel column needs to keep every spike. */
export interface Extent {
  first: number;
  min: number;
  max: number;
  last: number;
}
