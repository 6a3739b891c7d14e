import type { Annotation, Axis, Trace } from 'plotly.js-basic-dist-min';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import type { Line } from './decimate.ts';

/** px; where the titles, the turned names of the value axes and the names beside the lines stand. */
export const MARGIN = { l: 58, r: 50, t: 28, b: 46, pad: 0 };
const TITLE_SHIFT = -48;
const VALUES_SHIFT = -44;
const LINE_WIDTH = 1.2;
export const FONT_SIZE = 11;

/** From bottom to top, as shares of the figure's height without margins. */
export type Domain = readonly [bottom: number, top: number];

/** Panels from top to bottom, in plotly's terms. */
export class PanelStack {
  readonly theme: ChartTheme;
  readonly data: Trace[] = [];
  readonly annotations: Annotation[] = [];
  readonly axes: Record<`${'x' | 'y'}axis${string}`, Axis> = {};
  private readonly height: number;
  private yAxes = 0;
  private used = 0;

  /** @param height of all panels and gaps, px. */
  constructor(theme: ChartTheme, height: number) {
    this.theme = theme;
    this.height = height;
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
    this.axes[`yaxis${number}`] = { ...this.axisStyle(), ...axis };
    return `y${number}`;
  }

  addXAxis(name: 'xaxis' | 'xaxis2', title: string, axis: Pick<Axis, 'anchor' | 'range' | 'visible'>): void {
    const text = { text: title, standoff: 6, font: { size: FONT_SIZE } };
    this.axes[name] = { ...this.axisStyle(), domain: [0, 1], nticks: 8, title: text, ...axis };
  }

  addLine(name: string, { x, y }: Line, colour: string, yaxis: string, xaxis = 'x'): void {
    // plotly's own simplification makes polygons of smooth traces.
    const line = { color: colour, width: LINE_WIDTH, simplify: false } as const;
    this.data.push({ type: 'scatter', mode: 'lines', name, x, y, xaxis, yaxis, line });
  }

  /** A panel's letter and title above it, and what its value axis shows, turned beside it. */
  addTitle([bottom, top]: Domain, letter: string, title: string, values: string): void {
    const above = { y: top, yanchor: 'bottom', yshift: 4 };
    this.write(`<b>${letter}</b>  ${title}`, { x: 0, xanchor: 'left', xshift: TITLE_SHIFT, ...above });
    if (values) this.write(values, { x: 0, xshift: VALUES_SHIFT, y: (bottom + top) / 2, textangle: -90 });
  }

  /** Names, in the right margin, what stands at this height of a value axis. */
  addName(name: string, yaxis: string, y: number, colour: string): void {
    const font = { color: colour };
    this.write(`<b>${name}</b>`, { x: 1, xanchor: 'left', xshift: 4, yref: yaxis, y, font });
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
    const ticks = { ticks: 'outside', ticklen: 4, tickcolor: text };
    return { showgrid: false, zeroline: false, showline: true, linecolor: text, ...ticks };
  }
}
