import type { Recording } from '../../recording/recording.ts';
import type { SignalRows } from '../signal.ts';
import type { Span } from '../span.ts';
import { recordedSpan } from '../firing/spikes.ts';

/** So many values are copied in about a millisecond; then the page may draw. */
const SLICE = 400_000;
/** Share of a row. */
const ROUNDING = 1e-6;

export interface CopyOptions {
  /** As many values at most: of longer stretches only every k-th row is taken. Infinity: all rows. */
  readonly most: number;
  /** Lets the page draw; the rest is copied afterwards. */
  readonly pause: () => Promise<void>;
}

/**
 * V of all neurons in the rows of the span that are held, copied a slice at a time.
 * @returns undefined where rows were dropped meanwhile.
 */
export async function copyVoltage(
  recording: Recording,
  span: Span,
  { most, pause }: CopyOptions,
): Promise<SignalRows | undefined> {
  const { n, rowInterval } = recording;
  const { from, to } = recordedSpan(recording, span);
  const firstRow = Math.max(recording.firstRow, Math.ceil(from / rowInterval - ROUNDING));
  const endRow = Math.max(firstRow, Math.min(recording.endRow, Math.ceil(to / rowInterval - ROUNDING)));
  const stride = Math.max(1, Math.ceil(((endRow - firstRow) * n) / most));
  const rows = Math.ceil((endRow - firstRow) / stride);
  const values = new Float32Array(rows * n);
  const perSlice = Math.max(1, Math.floor(SLICE / n));
  for (let row = 0; row < rows; row++) {
    if (row > 0 && row % perSlice === 0) await pause();
    const held = recording.voltageRow(firstRow + row * stride);
    if (held === undefined) return undefined;
    values.set(held, row * n);
  }
  return { values, channels: n, interval: stride * rowInterval, start: recording.timeOfRow(firstRow) };
}
