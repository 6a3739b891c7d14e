/** A part that was jumped to lies this much below the header at most, px. */
const SLACK = 8;

/**
 * Which part of a panel is looked at: the last whose top has passed the header, and the last of all at the panel's end.
 * @param tops of the parts, in their order, px; `header`: the lower edge of what covers the panel's top, px
 */
export function partInView(tops: readonly number[], header: number, isAtEnd: boolean): number {
  if (isAtEnd) return tops.length - 1;
  return Math.max(
    0,
    tops.findLastIndex((top) => top <= header + SLACK),
  );
}
