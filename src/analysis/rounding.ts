/**
 * Share of a bin by which a time may miss its edge: without it 0.7000000000000001 / 0.1 would count as 7 bins and
 * 0.3 / 0.1 as 2.
 */
export const ROUNDING = 1e-9;

/** Share of a row by which the ends of a span may miss it: 0.3 ms / 0.1 ms is row 3. */
export const ROW_ROUNDING = 1e-6;
