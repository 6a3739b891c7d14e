/** Scrolls a part of the page to the top of what scrolls it, at once for those who want no motion. */
export function bringIntoView(part: Element | null, block: ScrollLogicalPosition = 'start'): void {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  part?.scrollIntoView({ block, behavior: isCalm ? 'instant' : 'smooth' });
}
