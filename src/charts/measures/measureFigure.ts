/**
 * What a measure shows, as plain data. The canvas on the page, a figure for keeping, the .csv and the report are all made of this, so that
 * they cannot disagree.
 */
export interface MeasureFigure {
  /** For file names: 'power-spectrum'. */
  readonly name: string;
  readonly title: string;
  /** 'polar': x is an angle in degrees, counterclockwise, 0 to the right. 'space': paths through x, y and z, seen from a side. */
  readonly kind: 'xy' | 'polar' | 'space';
  readonly x: FigureAxis;
  readonly y: FigureAxis;
  /** Of 'space' only. */
  readonly z?: FigureAxis;
  readonly series: readonly FigureSeries[];
  /** What it says, in a sentence with numbers: 'Peak at 28.3 Hz …'. */
  readonly text: string;
  /** Why there is nothing to draw, where there are no series. */
  readonly empty?: string;
  /** '0–1000 ms'. */
  readonly window: string;
}

export interface FigureAxis {
  /** 'frequency'. */
  readonly label: string;
  /** 'Hz'; '' where there is none. */
  readonly unit: string;
  readonly isLog?: boolean;
  /** Both ends; what the series need where it is left out. */
  readonly range?: readonly [number, number];
}

/** A colour of the theme, so that the same figure is drawn on light and on dark. */
export type FigureColour =
  /** Of a population, by its index: PN blue, LN orange. */
  | { readonly of: 'population'; readonly index: number }
  /** Of one neuron, as on the traces. */
  | { readonly of: 'neuron'; readonly index: number }
  /** Things beside the network, by their index. */
  | { readonly of: 'series'; readonly index: number }
  | { readonly of: 'stimulus' }
  /** What is there to compare with: a background, an expectation. */
  | { readonly of: 'reference' }
  /** Of the text: another thing to compare with. */
  | { readonly of: 'text' };

/** Numbers of one series have equal lengths; NaN where there is no value. Names are unique within a figure. */
export type FigureSeries = { readonly name: string; readonly colour: FigureColour } & (
  | {
      readonly kind: 'line';
      readonly x: ArrayLike<number>;
      readonly y: ArrayLike<number>;
      readonly isDashed?: boolean;
      /** Dashes and gaps, CSS pixels, where lines that are dashed have to be told apart. */
      readonly dash?: readonly number[];
    }
  | {
      readonly kind: 'band';
      readonly x: ArrayLike<number>;
      readonly lower: ArrayLike<number>;
      readonly upper: ArrayLike<number>;
    }
  | { readonly kind: 'points'; readonly x: ArrayLike<number>; readonly y: ArrayLike<number> }
  /** A bar from edges[b] to edges[b + 1] for each value; edges are one more than values. */
  | { readonly kind: 'bars'; readonly edges: ArrayLike<number>; readonly values: ArrayLike<number> }
  /** A curve whose colour tells how far it has come: `at` rises along it, of unit `atUnit`. */
  | {
      readonly kind: 'path';
      readonly x: ArrayLike<number>;
      readonly y: ArrayLike<number>;
      /** Of 'space' only. */
      readonly z?: ArrayLike<number>;
      readonly at: ArrayLike<number>;
      readonly atLabel: string;
      readonly atUnit: string;
      /** Of a path that is gone again: it has the colour of the first. */
      readonly isDashed?: boolean;
    }
  /** A place on the x axis, with its name: a line across the plot. Of 'polar' an arrow to y along the angle x. */
  | { readonly kind: 'mark'; readonly x: number; readonly y?: number; readonly text: string }
);
