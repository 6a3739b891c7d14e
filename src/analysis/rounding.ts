/**
 * Share of a bin by which a time may miss its edge: without it 0.7000000000000001 / 0.1 would count as 7 bins and
 * 0.3 / 0.1 as 2.
 */
export const ROUNDING = 1e-9;
