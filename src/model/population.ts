/** A contiguous block of neurons: indices first … first + count − 1. Populations follow each other without gaps, PN first. */
export interface PopulationRange {
  /** Short name as in the model: 'PN', 'LN'. */
  readonly name: string;
  /** Index of the block's first neuron. */
  readonly first: number;
  /** How many neurons the block holds; 0 is possible. */
  readonly count: number;
}
