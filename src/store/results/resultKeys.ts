/** Keys of results in the browser's database. A result has a head, a text, and arrays in pieces. */

export const HEADS = 'result/';

/** @param slot '' for how the heads of all results of the experiment begin */
export const headKey = (experiment: string, slot: string): string => `${HEADS}${experiment}/${slot}`;

export const textKey = (head: string): string => `text of ${head}`;

/** How the keys of all pieces of a result begin, and of one of its arrays. */
export const piecesKey = (head: string, array = ''): string => `array of ${head}#${array}`;

/** In the order of their numbers. */
export const pieceKey = (head: string, array: string, k: number): string =>
  `${piecesKey(head, array)}#${String(k).padStart(6, '0')}`;

/** Whether a key is that of the result with this head, or of a part of it. */
export function isPartOf(key: string, head: string): boolean {
  return key === head || key === textKey(head) || key.startsWith(piecesKey(head));
}

/** Whether a key is that of a result of this experiment, or of a part of one. */
export function isResultOf(key: string, experiment: string): boolean {
  const heads = headKey(experiment, '');
  return [heads, textKey(heads), `array of ${heads}`].some((start) => key.startsWith(start));
}
