import type { Span } from '../../analysis/span.ts';
import { formatTime } from '../format.ts';

/** '0–1000 ms'. */
export function windowText({ from, to }: Span): string {
  const span = to - from;
  return `${formatTime(from, span)}–${formatTime(to, span)} ms`;
}
