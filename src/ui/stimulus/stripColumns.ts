import type { StimulusPreview } from '../../charts/stimulusPreview.ts';

/** One pixel column of the strip, µA/cm². */
export interface StripColumn {
  /** Range of all bins that the column covers, widened to hold 0. */
  readonly least: number;
  readonly most: number;
  /** Of the column's first bin. */
  readonly mean: number;
}

/** The stimulus from 0 to `duration` ms in `width` columns. A short pulse stays in sight: a column has its bins' extremes. */
export function stripColumns(preview: StimulusPreview, duration: number, width: number): readonly StripColumn[] {
  const { interval, min, max, mean } = preview;
  const binAt = (column: number): number => Math.floor((column * duration) / width / interval);
  return Array.from({ length: width }, (_, column) => {
    const first = Math.min(mean.length - 1, binAt(column));
    const end = Math.max(first + 1, binAt(column + 1));
    return {
      least: Math.min(0, ...min.subarray(first, end)),
      most: Math.max(0, ...max.subarray(first, end)),
      mean: mean[first] ?? 0,
    };
  });
}
