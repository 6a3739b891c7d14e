import type { Annotation, Axis, LayoutImage, Shape, Trace } from 'plotly.js-basic-dist-min';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import type { Line } from './decimate.ts';

/** px of type at which the lengths below are meant; they grow with it. */
export const FONT_SIZE = 11;
/** Where the titles, the turned names of the value axes and the names beside the lines stand. */
const MARGIN = { l: 58, r: 50, t: 28, b: 46 };
const TITLE_SHIFT = -48;
const VALUES_SHIFT = -44;

/** px of 1/96 inch: 0.75 pt for what is measured, 0.5 pt for axes; thinner lines vanish in print. */
const LINE_WIDTH = 1;
const AXIS_WIDTH = 0.7;

/** Mean width of a letter, of the type. */
const LETTER_WIDTH = 0.5;

/** Least distance of numbers above each other, of the type. */
const TICK_DISTANCE = 1.15;

/** From bottom to top, as shares of the figure's height without margins. */
export type Domain = readonly [bottom: number, top: number];

/** How a line goes from point to point. */
export type LineStyle = Pick<NonNullable<Trace['line']>, 'shape' | 'dash'>;

/** Panels from top to bottom, in plotly's terms. */
export class PanelStack {
  readonly theme: ChartTheme;
  readonly data: Trace[] = [];
  readonly annotations: Annotation[] = [];
  readonly images: LayoutImage[] = [];
  readonly shapes: Shape[] = [];
  readonly axes: Record<`${'x' | 'y'}axis${string}`, Axis> = {};
  /** px. */
  readonly margin: Readonly<Record<keyof typeof MARGIN | 'pad', number>>;
  readonly fontSize: number;
  /** Of all panels and gaps, px. */
  readonly height: number;
  /** Of the panels without margins, px. */
  readonly width: number;
  private readonly scale: number;
  private yAxes = 0;
  private used = 0;

  /** @param width of the figure, @param height of all panels and gaps, @param fontSize all in px. */
  constructor(theme: ChartTheme, width: number, height: number, fontSize: number) {
    this.theme = theme;
    this.height = height;
    this.fontSize = fontSize;
    this.scale = fontSize / FONT_SIZE;
    const scaled = (length: number): number => length * this.scale;
    this.margin = {
      l: scaled(MARGIN.l),
      r: scaled(MARGIN.r),
      t: scaled(MARGIN.t),
      b: scaled(MARGIN.b),
      pad: 0,
    };
    this.width = width - this.margin.l - this.margin.r;
  }

  /** Takes the next `height` px, and `gap` px below them. */
  place(height: number, gap: number): Domain {
    const top = this.used;
    this.used += height + gap;
    return [1 - (top + height) / this.height, 1 - top / this.height];
  }

  /** Adds a value axis and returns the name by which lines refer to it. */
  addValueAxis(axis: Axis): string {
    this.yAxes++;
    const number = this.yAxes === 1 ? '' : this.yAxes;
    const most = this.ticksWithin(axis.domain);
    const nticks = Math.max(2, Math.min(6, most));
    this.axes[`yaxis${number}`] = { ...this.axisStyle(), nticks, ...axis };
    return `y${number}`;
  }

  /** How many numbers have room above each other beside a panel. */
  ticksWithin([bottom, top]: Domain): number {
    return Math.round(((top - bottom) * this.height) / (TICK_DISTANCE * this.fontSize));
  }

  addXAxis(
    name: 'xaxis' | 'xaxis2',
    title: string,
    axis: Pick<Axis, 'anchor' | 'range' | 'visible' | 'type' | 'exponentformat'>,
  ): void {
    const text = { text: title, standoff: 6 * this.scale, font: { size: this.fontSize } };
    const nticks = Math.max(3, Math.round(this.width / (5.5 * this.fontSize)));
    this.axes[name] = { ...this.axisStyle(), domain: [0, 1], nticks: Math.min(9, nticks), title: text, ...axis };
  }

  addLine(name: string, { x, y }: Line, colour: string, yaxis: string, xaxis = 'x', style: LineStyle = {}): void {
    // plotly's own simplification makes polygons of smooth traces.
    const line = { color: colour, width: LINE_WIDTH, simplify: false, ...style } as const;
    this.data.push({ type: 'scatter', mode: 'lines', name, x, y, xaxis, yaxis, line });
  }

  addPoints(name: string, { x, y }: Line, colour: string, yaxis: string): void {
    const marker = { color: colour, size: 0.45 * this.fontSize };
    this.data.push({ type: 'scatter', mode: 'markers', name, x, y, xaxis: 'x', yaxis, marker });
  }

  /** Closed outlines, with gaps between them, and what lies within. */
  addFilled(name: string, { x, y }: Line, colour: string, yaxis: string): void {
    const line = { color: colour, width: LINE_WIDTH, simplify: false } as const;
    const fill = { fill: 'toself', fillcolor: `${colour}33` } as const;
    this.data.push({ type: 'scatter', mode: 'lines', name, x, y, xaxis: 'x', yaxis, line, ...fill });
  }

  addShape(shape: Shape): void {
    this.shapes.push(shape);
  }

  /** What lies between two lines over the same x. */
  addBand(
    name: string,
    x: readonly number[],
    low: readonly number[],
    high: readonly number[],
    colour: string,
    yaxis: string,
    xaxis = 'x',
  ): void {
    const outline = { x: [...x, ...x.toReversed()], y: [...high, ...low.toReversed()] };
    const line = { color: colour, width: 0, simplify: false } as const;
    this.data.push({
      type: 'scatter',
      mode: 'lines',
      name,
      ...outline,
      xaxis,
      yaxis,
      line,
      fill: 'toself',
      fillcolor: `${colour}33`,
    });
  }

  /** A picture over a part of the time axis and all of a value axis, from (x, y) in its upper left corner. */
  addPicture(
    name: string,
    source: string,
    yaxis: string,
    place: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  ): void {
    const { x, y, width, height } = place;
    const anchor = {
      xref: 'x',
      yref: yaxis,
      xanchor: 'left',
      yanchor: 'top',
      layer: 'below',
      sizing: 'stretch',
    } as const;
    this.images.push({ source, ...anchor, x, y, sizex: width, sizey: height });
    // plotly draws no axes without a line that belongs to them.
    this.addLine(name, { x: [x], y: [y] }, this.theme.text, yaxis);
  }

  /** Colours with the values at their ends, in the right margin beside a panel. */
  addColourBar([bottom, top]: Domain, source: string, low: string, high: string, unit: string): void {
    const gap = 8 * this.scale;
    const bar = {
      xref: 'paper',
      yref: 'paper',
      xanchor: 'left',
      yanchor: 'top',
      layer: 'above',
      sizing: 'stretch',
    } as const;
    const place = { x: 1 + gap / this.width, y: top, sizex: gap / this.width, sizey: top - bottom };
    this.images.push({ source, ...bar, ...place });
    const beside = { x: 1, xanchor: 'left', xshift: 2.2 * gap, font: { size: 0.85 * this.fontSize } };
    this.write(high, { ...beside, y: top, yanchor: 'top', yshift: 4 });
    this.write(unit, { ...beside, y: (bottom + top) / 2 });
    this.write(low, { ...beside, y: bottom, yanchor: 'bottom', yshift: -4 });
  }

  /** A panel's letter and title above it, and what its value axis shows, turned beside it, or after the title where the panel is too low. */
  addTitle([bottom, top]: Domain, letter: string, title: string, values: string): void {
    const letters = values.replaceAll(/<[^>]*>|&\w+;/g, '').length;
    const isLow = letters * LETTER_WIDTH * this.fontSize > (top - bottom) * this.height + this.fontSize;
    const words = isLow && title ? `${title}: ${values}` : title;
    if (letter !== '' || words !== '') {
      const above = { y: top, yanchor: 'bottom', yshift: 4 * this.scale };
      const start = letter ? `<b>${letter}</b>  ` : '';
      this.write(`${start}${words}`, { x: 0, xanchor: 'left', xshift: TITLE_SHIFT * this.scale, ...above });
    }
    if (!values || (isLow && title)) return;
    this.write(values, { x: 0, xshift: VALUES_SHIFT * this.scale, y: (bottom + top) / 2, textangle: -90 });
  }

  /** Names, in the right margin, what stands at this height of a value axis. */
  addName(name: string, yaxis: string, y: number, colour: string): void {
    const font = { color: colour };
    this.write(`<b>${name}</b>`, { x: 1, xanchor: 'left', xshift: 4, yref: yaxis, y, font });
  }

  /** Names a line in the right margin of a panel in which lines cross, the first on top. */
  addNameAtPlace(name: string, [, top]: Domain, place: number, colour: string): void {
    const below = { y: top, yanchor: 'top', yshift: -1.4 * place * this.fontSize };
    this.write(`<b>${name}</b>`, { x: 1, xanchor: 'left', xshift: 4, ...below, font: { color: colour } });
  }

  /** A sentence in place of a panel. */
  addSentence([bottom, top]: Domain, text: string): void {
    this.write(text, { x: 0.5, y: (bottom + top) / 2 });
  }

  /** Places are shares of the figure's width and height where no axis is named. */
  write(text: string, attributes: object): void {
    const usual = { xref: 'paper', xanchor: 'center', yref: 'paper', yanchor: 'middle', showarrow: false };
    this.annotations.push({ ...usual, ...attributes, text });
  }

  private axisStyle(): object {
    const { text } = this.theme;
    const ticks = { ticks: 'outside', ticklen: 4, tickcolor: text, tickwidth: AXIS_WIDTH };
    return { showgrid: false, zeroline: false, showline: true, linecolor: text, linewidth: AXIS_WIDTH, ...ticks };
  }
}
