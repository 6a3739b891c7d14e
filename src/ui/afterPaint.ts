/** Lets the page show what has just changed before the thread is busy, ms; animation frames do not come to a page that is hidden. */
const FRAME = 20;

export function afterPaint(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, FRAME));
}
