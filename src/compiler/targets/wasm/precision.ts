export type Precision = 'float32' | 'float64';

export const BYTES = { float32: 4, float64: 8 } as const;
/** Numbers in a vector of 16 bytes. */
export const LANES = { float32: 4, float64: 2 } as const;
