import type { Figure } from 'plotly.js-basic-dist-min';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { FONT_SIZE, PanelStack } from './panelStack.ts';
import type { Domain } from './panelStack.ts';
import { wrapText } from './plotlyText.ts';

/** What is installed everywhere: an exported SVG carries no typeface. */
const FONT = 'Arial, Helvetica, sans-serif';

/** Panels are not made lower than this share of their usual height. */
const LEAST_SHARE = 0.45;

/** Of the type of the figure. */
const CAPTION_TYPE = 0.82;
const CAPTION_LINE = 1.33;
/** Mean width of a letter of the caption, of its type. */
const LETTER_WIDTH = 0.5;
/** px on either side of the caption. */
const CAPTION_AIR = 10;

export interface FigureLook {
  readonly theme: ChartTheme;
  /** px. */
  readonly width: number;
  /** px; what the panels need where it is left out. They share it as far as they are readable then. */
  readonly height?: number | undefined;
  /** px of type. */
  readonly fontSize: number;
  /** Printed under the figure, so that a file says where it comes from. */
  readonly caption?: string | undefined;
}

/** Where the panels stand, before they are drawn. */
export interface FigurePlan {
  readonly stack: PanelStack;
  /** Of each panel, from top to bottom. */
  readonly domains: readonly Domain[];
  readonly look: FigureLook;
  /** The caption's, as they are printed; and px that they take. */
  readonly lines: readonly string[];
  readonly captionHeight: number;
}

/**
 * Shares out the height of a figure to its panels.
 * @param heights of the panels and @param gaps between them, px at the usual type: they grow with it
 */
export function planFigure(look: FigureLook, heights: readonly number[], gaps: readonly number[]): FigurePlan {
  const { theme, width, height, fontSize, caption } = look;
  const scale = fontSize / FONT_SIZE;
  const captionType = CAPTION_TYPE * fontSize;
  const lines = caption ? wrapText(caption, (width - 2 * CAPTION_AIR) / (LETTER_WIDTH * captionType)) : [];
  const captionHeight = lines.length > 0 ? (lines.length + 1) * CAPTION_LINE * captionType : 0;
  const usual = scale * sumOf(heights);
  const between = scale * sumOf(gaps);
  // Margins do not depend on the height of what they surround.
  const { margin } = new PanelStack(theme, width, 1, fontSize);
  const beside = margin.t + margin.b + captionHeight + between;
  const share = height === undefined ? 1 : Math.max(LEAST_SHARE, (height - beside) / usual);
  const stack = new PanelStack(theme, width, usual * share + between, fontSize);
  const domains = heights.map((one, k) => stack.place(scale * share * one, scale * (gaps[k] ?? 0)));
  return { stack, domains, look, lines, captionHeight };
}

/** The drawn panels with their caption, as plotly takes them. */
export function finishFigure({ stack, look, lines, captionHeight }: FigurePlan): Figure {
  const { theme, width, fontSize } = look;
  const { margin } = stack;
  if (lines.length > 0) {
    const place = { x: 0, xanchor: 'left', xshift: CAPTION_AIR - margin.l, y: 0, yanchor: 'top', yshift: -margin.b };
    const font = { size: CAPTION_TYPE * fontSize, color: theme.mutedText };
    stack.write(lines.join('<br>'), { ...place, align: 'left', font });
  }
  const bottom = margin.b + captionHeight;
  const layout = {
    width,
    height: stack.height + margin.t + bottom,
    margin: { ...margin, b: bottom },
    paper_bgcolor: theme.background,
    plot_bgcolor: theme.background,
    font: { family: FONT, size: fontSize, color: theme.text },
    showlegend: false,
    annotations: stack.annotations,
    images: stack.images,
    shapes: stack.shapes,
    ...stack.axes,
  };
  return { data: stack.data, layout, config: { staticPlot: true } };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
