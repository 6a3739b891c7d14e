import { formatValue } from '../measures/formatValue.ts';

/** One number that was swept. */
export interface SweptAxis {
  /** 'g_GABA', 'E_L of PN'. */
  readonly label: string;
  readonly unit: string;
  /** In the order of the cells, at equal distances or equal ratios. */
  readonly values: readonly number[];
  readonly isLog: boolean;
  /** What the network that is being edited has; undefined where its neurons differ. */
  readonly now: number | undefined;
}

/** The runs of one combination of values, one for each seed. */
export interface SweptCell {
  /** What those that have ended came to. */
  readonly values: readonly number[];
  /** Which of `values` are no more than chance gives. */
  readonly areByChance: readonly boolean[];
  /** NaN of no value. */
  readonly mean: number;
  /** Sample standard deviation; undefined of fewer than two. */
  readonly deviation: number | undefined;
  readonly ended: number;
  /** Why runs diverged, a sentence each. */
  readonly diverged: readonly string[];
  readonly isRunning: boolean;
}

/** A sweep over one or two numbers, as far as it has come. */
export interface SweepPicture {
  readonly x: SweptAxis;
  /** Undefined where only one number was swept. */
  readonly y: SweptAxis | undefined;
  readonly measure: {
    readonly label: string;
    readonly unit: string;
    /** Index of the population that it is of. */
    readonly population: number | undefined;
  };
  /** The cell at x and y is x · (number of y) + y. */
  readonly cells: readonly SweptCell[];
  readonly seeds: number;
}

/** What is pointed at in a picture; indices of cells. */
export interface SweepMarks {
  readonly cursor: number | undefined;
  readonly opened: number | undefined;
}

/** How many cells there are along y; 1 where there is no such axis. */
export function rowsOf({ y }: SweepPicture): number {
  return y?.values.length ?? 1;
}

/** Whether what the cell's runs came to is, in half of them or more, no more than chance gives. */
export function isByChance({ areByChance }: Pick<SweptCell, 'areByChance'>): boolean {
  return areByChance.length > 0 && 2 * areByChance.filter(Boolean).length >= areByChance.length;
}

/** 'no more than chance gives', 'no more than chance gives in 3 of 4 runs'; '' where all stand out. */
export function chanceText(areByChance: readonly boolean[]): string {
  const count = areByChance.filter(Boolean).length;
  if (count === 0) return '';
  return `no more than chance gives${areByChance.length > 1 ? ` in ${count} of ${areByChance.length} runs` : ''}`;
}

/** Least and greatest mean; undefined where nothing is known yet. */
export function rangeOfMeans({ cells }: Pick<SweepPicture, 'cells'>): readonly [number, number] | undefined {
  let [least, most] = [Infinity, -Infinity];
  for (const { mean } of cells) {
    if (mean < least) least = mean;
    if (mean > most) most = mean;
  }
  return least <= most ? [least, most] : undefined;
}

/** Where the network that is being edited lies on an axis, in cells from the first one's middle; undefined where it is not on it. */
export function placeOfNow({ values, isLog, now }: SweptAxis): number | undefined {
  const [first, last] = [values[0]!, values.at(-1)!];
  if (now === undefined || first === last) return undefined;
  if (isLog && now / first <= 0) return undefined;
  const share = isLog ? Math.log(now / first) / Math.log(last / first) : (now - first) / (last - first);
  // Rounding must not push the end of an axis off it.
  return share >= -1e-9 && share <= 1 + 1e-9 ? share * (values.length - 1) : undefined;
}

/** 'g_GABA 0.8 mS/cm²' */
function valueText({ label, unit, values }: SweptAxis, index: number): string {
  return `${label} ${withUnit(formatValue(values[index]!), unit)}`;
}

/** 'g_GABA 0.8 mS/cm², E_L of PN −60 mV' */
export function cellName(picture: SweepPicture, cell: number): string {
  const rows = rowsOf(picture);
  const across = valueText(picture.x, Math.floor(cell / rows));
  return picture.y ? `${across}, ${valueText(picture.y, cell % rows)}` : across;
}

/** What one cell says: 'peak frequency 31.2 ± 0.8 Hz, 3 of 4 seeds, at g_GABA 0.8 mS/cm²'. */
export function describeCell(picture: SweepPicture, cell: number): string {
  const { cells, measure, seeds } = picture;
  const { values, areByChance, mean, deviation, ended, diverged, isRunning } = cells[cell]!;
  const parts: string[] = [];
  if (values.length > 0) {
    const spread = deviation === undefined ? '' : ` ± ${formatValue(deviation)}`;
    parts.push(`${measure.label} ${withUnit(`${formatValue(mean)}${spread}`, measure.unit)}`);
    const chance = chanceText(areByChance);
    if (chance !== '') parts.push(chance);
  } else if (ended > 0 && diverged.length < ended) parts.push(`no ${measure.label}`);
  if (diverged.length > 0) {
    const many = seeds > 1 ? `${diverged.length} of ${seeds} runs diverged` : 'diverged';
    parts.push(`${many}: ${diverged[0]}`);
  }
  if (isRunning) parts.push('running');
  else if (ended === 0) parts.push('not run');
  if (seeds > 1 && ended > 0 && ended < seeds) parts.push(`${ended} of ${seeds} seeds`);
  return `${parts.join(', ')} at ${cellName(picture, cell)}`;
}

/**
 * What the sweep has shown, in one sentence: 'peak frequency from 12 to 31 Hz over g_GABA 0 … 2 mS/cm²; highest at g_GABA 0.8 mS/cm²'.
 * Of cells that are by chance only their number is told, as long as there are others.
 */
export function describeSweep(picture: SweepPicture): string {
  const { x, y, measure, cells } = picture;
  const over = [x, ...(y ? [y] : [])].map(({ label, unit, values }) =>
    withUnit(`${label} ${formatValue(values[0]!)} … ${formatValue(values.at(-1)!)}`, unit),
  );
  const known = cells.filter(({ values }) => values.length > 0);
  const standing = known.filter((cell) => !isByChance(cell));
  const range = rangeOfMeans({ cells: standing.length > 0 ? standing : known });
  if (!range) return `no ${measure.label} yet over ${over.join(' and ')}`;
  const [least, most] = range.map((value) => formatValue(value));
  const where = cellName(
    picture,
    cells.findIndex((cell) => cell.mean === range[1] && (standing.length === 0 || !isByChance(cell))),
  );
  const told = least === most ? withUnit(most!, measure.unit) : `from ${least} to ${withUnit(most!, measure.unit)}`;
  const highest = least === most || standing.length === 0 ? '' : `; highest at ${where}`;
  return `${measure.label} ${told} over ${over.join(' and ')}${highest}${chanceNote(picture, known.length, standing.length)}`;
}

/** '; no more than chance gives at 3 of 7 values (hollow dots)' */
function chanceNote({ y }: SweepPicture, known: number, standing: number): string {
  if (standing === known) return '';
  const [what, mark] = y ? ['cells', 'struck through'] : ['values', 'hollow dots'];
  const where = standing > 0 ? `${known - standing} of ${known} ${what}` : known > 1 ? `all ${known} ${what}` : 'it';
  return `; no more than chance gives at ${where} (${mark})`;
}

function withUnit(text: string, unit: string): string {
  return unit ? `${text} ${unit}` : text;
}
