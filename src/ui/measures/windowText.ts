import type { Span } from '../../analysis/span.ts';
import { formatTime } from '../format.ts';

/** '0–1000 ms', '12.5–80 ms'. */
export function windowText({ from, to }: Span): string {
  const text = (time: number): string => String(Number(formatTime(time, to - from)));
  return `${text(from)}–${text(to)} ms`;
}
