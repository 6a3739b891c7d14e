/** Where a figure is to stand. */
export const FIGURE_SIZES = ['single', 'double', 'slide'] as const;
export type FigureSizeName = (typeof FIGURE_SIZES)[number];

export interface FigureSize {
  readonly title: string;
  readonly widthMm: number;
  /** The panels share it; as high as the panels need where it is left out. */
  readonly heightMm?: number;
  /** Type that is read well there. */
  readonly fontPt: number;
  /** Dots to the inch of a PNG: what journals ask of line drawings, and 3840 dots across a slide. */
  readonly dotsPerInch: number;
}

export const FIGURE_SIZE: Readonly<Record<FigureSizeName, FigureSize>> = {
  single: { title: 'One column, 85 mm', widthMm: 85, fontPt: 7, dotsPerInch: 600 },
  double: { title: 'Two columns, 174 mm', widthMm: 174, fontPt: 8, dotsPerInch: 600 },
  slide: {
    title: 'Slide, 16:9',
    widthMm: 1280 * (25.4 / 96),
    heightMm: 720 * (25.4 / 96),
    fontPt: 12,
    dotsPerInch: 288,
  },
};

/** Smaller type cannot be read in print, larger leaves no room for lines. */
export const FONT_LIMITS = [5, 24] as const;

export function pxOfMm(mm: number): number {
  return (mm * 96) / 25.4;
}

export function pxOfPt(pt: number): number {
  return (pt * 96) / 72;
}
