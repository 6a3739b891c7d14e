import type { Figure } from 'plotly.js-basic-dist-min';
import { figureColour, pathColour } from '../../charts/measures/figureColours.ts';
import { extentOf } from '../../charts/measures/figureScale.ts';
import type { FigureAxis, FigureSeries, MeasureFigure } from '../../charts/measures/measureFigure.ts';
import type { PopulationRange } from '../../model/population.ts';
import { formatNumber } from '../format.ts';
import type { Line } from './decimate.ts';
import { finishFigure, planFigure } from './figurePage.ts';
import type { FigureLook } from './figurePage.ts';
import { escapeMarkup } from './plotlyText.ts';
import type { Domain, PanelStack } from './panelStack.ts';

/** px at the usual type. */
const PLOT = 210;
const ROSE = 300;
const GAP = 34;
/** So many colours tell how far a path has come. */
const PATH_STEPS = 32;
/** Degrees that a circle, or the arc of a wedge, is drawn in. */
const ARC_STEP = 3;
const ROSE_REACH = 1.2;
/** Mean width of a letter, of the type; and letters that stand for a name's sign and the gap beside it. */
const LETTER_WIDTH = 0.55;
const NAME_GAP = 6;
/** Of a logarithmic axis, in plotly's terms. */
const LOG = { type: 'log', exponentformat: 'power' } as const;

type PathSeries = FigureSeries & { readonly kind: 'path' };

/** A measure's figure as plotly takes it; a trajectory in space is seen from two sides, above each other. */
export function makeMeasureFigure(
  figure: MeasureFigure,
  populations: readonly PopulationRange[],
  look: FigureLook,
): Figure {
  const { kind, z } = figure;
  const heights = kind === 'space' && z ? [PLOT, PLOT] : [kind === 'polar' ? ROSE : PLOT];
  const plan = planFigure(
    look,
    heights,
    heights.slice(1).map(() => GAP),
  );
  const { stack, domains } = plan;
  const colourOf = (series: FigureSeries): string => figureColour(stack.theme, populations, series.colour);
  const [first] = domains;
  stack.addTitle(first!, '', escapeMarkup(figure.title), '');
  if (kind === 'polar') addRose(stack, figure, first!, colourOf);
  else {
    const pairs: readonly (readonly [FigureAxis, 'y' | 'z'])[] = z
      ? [
          [figure.y, 'y'],
          [z, 'z'],
        ]
      : [[figure.y, 'y']];
    const anchors = pairs.map(([axis, which], k) => addPlane(stack, figure, domains[k]!, axis, which, colourOf));
    stack.addXAxis('xaxis', escapeMarkup(axisName(figure.x)), {
      anchor: anchors.at(-1)!,
      range: rangeOf(
        figure.x,
        figure.series.flatMap((series) => valuesOf(series, 'x')),
      ),
      ...(figure.x.isLog && LOG),
    });
  }
  addNames(stack, figure, first!, colourOf);
  return finishFigure(plan);
}

/** One pair of axes; `which` of a path's values stand upwards. */
function addPlane(
  stack: PanelStack,
  figure: MeasureFigure,
  domain: Domain,
  axis: FigureAxis,
  which: 'y' | 'z',
  colourOf: (series: FigureSeries) => string,
): string {
  const range = rangeOf(
    axis,
    figure.series.flatMap((series) => valuesOf(series, which)),
  );
  const name = stack.addValueAxis({ domain, anchor: 'x', range, ...(axis.isLog && LOG) });
  stack.addTitle(domain, '', '', escapeMarkup(axisName(axis)));
  const marks: (FigureSeries & { readonly kind: 'mark' })[] = [];
  for (const series of figure.series) {
    const colour = colourOf(series);
    switch (series.kind) {
      case 'line':
        stack.addLine(
          series.name,
          lineOf(series.x, series.y),
          colour,
          name,
          'x',
          series.isDashed ? { dash: 'dash' } : {},
        );
        break;
      case 'band':
        addBandOf(stack, series, colour, name);
        break;
      case 'points':
        stack.addPoints(series.name, lineOf(series.x, series.y), colour, name);
        break;
      case 'bars':
        stack.addFilled(series.name, barsOf(series, axis.isLog ? 10 ** range[0] : 0), colour, name);
        break;
      case 'path':
        addPath(stack, series, name, which);
        break;
      case 'mark':
        marks.push(series);
    }
  }
  marks.forEach((mark, m) => addMark(stack, mark, domain, m, colourOf(mark)));
  return name;
}

function addBandOf(
  stack: PanelStack,
  band: FigureSeries & { readonly kind: 'band' },
  colour: string,
  axis: string,
): void {
  const there = Array.from(band.x, (_, k) => k).filter(
    (k) => Number.isFinite(band.x[k]) && Number.isFinite(band.lower[k]) && Number.isFinite(band.upper[k]),
  );
  const pick = (values: ArrayLike<number>): number[] => there.map((k) => values[k]!);
  stack.addBand(band.name, pick(band.x), pick(band.lower), pick(band.upper), colour, axis);
}

/** A line for each colour, from the beginning to the end of the path. */
function addPath(stack: PanelStack, path: PathSeries, axis: string, which: 'y' | 'z'): void {
  const up = (which === 'z' ? path.z : path.y) ?? path.y;
  const points = path.x.length;
  const steps = Math.min(PATH_STEPS, points - 1);
  for (let step = 0; step < steps; step++) {
    const from = Math.floor((step * (points - 1)) / steps);
    const to = Math.floor(((step + 1) * (points - 1)) / steps);
    const piece = { x: Array.from(path.x).slice(from, to + 1), y: Array.from(up).slice(from, to + 1) };
    stack.addLine(path.name, piece, pathColour(stack.theme, (step + 0.5) / steps), axis);
  }
  if (points === 0) return;
  // Where it begins and where it ends, with the colours that say so.
  const end = (k: number, share: number): void =>
    stack.write(`${formatNumber(path.at[k]!)} ${path.atUnit}`, {
      xref: 'x',
      x: path.x[k],
      yref: axis,
      y: up[k],
      yshift: 7,
      font: { color: pathColour(stack.theme, share), size: 0.85 * stack.fontSize },
    });
  end(0, 0);
  end(points - 1, 1);
}

function addMark(
  stack: PanelStack,
  mark: FigureSeries & { readonly kind: 'mark' },
  [bottom, top]: Domain,
  place: number,
  colour: string,
): void {
  if (!Number.isFinite(mark.x)) return;
  stack.addShape({
    type: 'line',
    xref: 'x',
    x0: mark.x,
    x1: mark.x,
    yref: 'paper',
    y0: bottom,
    y1: top,
    line: { color: colour, width: 0.7, dash: 'dot' },
  });
  const below = -1.3 * (place % 3) * stack.fontSize - 2;
  stack.write(escapeMarkup(mark.text), {
    xref: 'x',
    x: mark.x,
    xanchor: 'left',
    xshift: 3,
    y: top,
    yanchor: 'top',
    yshift: below,
    font: { size: 0.9 * stack.fontSize, color: colour },
  });
}

/** A circular histogram: wedges around the middle, counterclockwise from the right, and arrows of their means. */
function addRose(
  stack: PanelStack,
  figure: MeasureFigure,
  domain: Domain,
  colourOf: (series: FigureSeries) => string,
): void {
  const most =
    figure.y.range?.[1] ??
    (extentOf(figure.series.flatMap((one) => (one.kind === 'bars' ? [one.values] : [])))?.[1] || 1);
  const height = (domain[1] - domain[0]) * stack.height;
  // One scale for both axes, so that circles are round.
  const across = (ROSE_REACH * stack.width) / height;
  const axis = stack.addValueAxis({ domain, anchor: 'x', range: [-ROSE_REACH, ROSE_REACH], visible: false });
  stack.addXAxis('xaxis', '', { anchor: axis, range: [-across, across], visible: false });
  const grid = stack.theme.axis;
  for (const ring of [0.5, 1]) {
    stack.addLine('ring', arc(0, 360, ring), grid, axis);
    stack.write(`${formatNumber(ring * most, 3)}`, {
      xref: 'x',
      ...pointAt(67.5, ring),
      yref: axis,
      font: { size: 0.85 * stack.fontSize, color: stack.theme.mutedText },
    });
  }
  for (const degrees of [0, 90, 180, -90]) {
    const to = pointAt(degrees, 1);
    stack.addLine('spoke', { x: [0, to.x], y: [0, to.y] }, grid, axis);
    const text = degrees === 180 ? '±180°' : `${formatNumber(degrees)}°`;
    stack.write(text, { xref: 'x', ...pointAt(degrees, 1.12), yref: axis });
  }
  for (const series of figure.series) {
    const colour = colourOf(series);
    if (series.kind === 'bars') stack.addFilled(series.name, wedgesOf(series, most), colour, axis);
    if (series.kind === 'mark' && Number.isFinite(series.x)) {
      const to = pointAt(series.x, Math.min(1, series.y ?? 1));
      const arrow = {
        showarrow: true,
        arrowhead: 2,
        arrowwidth: 1.5,
        arrowcolor: colour,
        axref: 'x',
        ayref: axis,
        ax: 0,
        ay: 0,
      };
      stack.write('', { xref: 'x', ...to, yref: axis, ...arrow });
    }
  }
  stack.write(escapeMarkup(axisName(figure.y)), {
    x: 0,
    xanchor: 'left',
    y: domain[0],
    yanchor: 'bottom',
    font: { color: stack.theme.mutedText },
  });
}

/** Names in their colours: beside the title where there is room, else below each other in the upper right corner; of one series none. */
function addNames(
  stack: PanelStack,
  { title, series }: MeasureFigure,
  [, top]: Domain,
  colourOf: (series: FigureSeries) => string,
): void {
  const named = series.filter(({ kind }) => kind !== 'mark' && kind !== 'path');
  if (named.length < 2) return;
  const names = named.map((one) => {
    const sign = one.kind === 'band' ? '▒' : one.kind === 'line' && one.isDashed ? '┅' : '━';
    return `<span style="color:${colourOf(one)}">${sign}</span> ${escapeMarkup(one.name)}`;
  });
  const letters = named.reduce((sum, { name }) => sum + name.length + NAME_GAP, title.length);
  const place = { x: 1, xanchor: 'right', y: top, font: { size: 0.9 * stack.fontSize } };
  if (letters * LETTER_WIDTH * stack.fontSize < stack.width) {
    stack.write(names.join('    '), { ...place, yanchor: 'bottom', yshift: 4 });
  } else stack.write(names.join('<br>'), { ...place, yanchor: 'top', align: 'left' });
}

/** 'Frequency (Hz)', as the axes of all figures are named. */
function axisName({ label, unit }: FigureAxis): string {
  const name = label.charAt(0).toUpperCase() + label.slice(1);
  return unit ? `${name} (${unit})` : name;
}

function lineOf(x: ArrayLike<number>, y: ArrayLike<number>): Line {
  return { x: Array.from(x), y: Array.from(y) };
}

function barsOf({ edges, values }: FigureSeries & { readonly kind: 'bars' }, foot: number): Line {
  const outline: Line = { x: [], y: [] };
  for (let bar = 0; bar < values.length; bar++) {
    const [from, to, value] = [edges[bar]!, edges[bar + 1]!, values[bar]!];
    if (!Number.isFinite(value)) continue;
    outline.x.push(from, from, to, to, from, NaN);
    outline.y.push(foot, value, value, foot, foot, NaN);
  }
  return outline;
}

function wedgesOf({ edges, values }: FigureSeries & { readonly kind: 'bars' }, most: number): Line {
  const outline: Line = { x: [], y: [] };
  for (let bar = 0; bar < values.length; bar++) {
    if (!(values[bar]! > 0)) continue;
    const { x, y } = arc(edges[bar]!, edges[bar + 1]!, values[bar]! / most);
    outline.x.push(0, ...x, 0, NaN);
    outline.y.push(0, ...y, 0, NaN);
  }
  return outline;
}

function arc(from: number, to: number, radius: number): Line {
  const steps = Math.max(1, Math.ceil((to - from) / ARC_STEP));
  const points = Array.from({ length: steps + 1 }, (_, k) => pointAt(from + ((to - from) * k) / steps, radius));
  return { x: points.map(({ x }) => x), y: points.map(({ y }) => y) };
}

function pointAt(degrees: number, radius: number): { readonly x: number; readonly y: number } {
  const angle = (degrees * Math.PI) / 180;
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}

/** Values along an axis that it has to hold. */
function valuesOf(series: FigureSeries, axis: 'x' | 'y' | 'z'): ArrayLike<number>[] {
  switch (series.kind) {
    case 'line':
    case 'points':
      return [axis === 'x' ? series.x : series.y];
    case 'band':
      return axis === 'x' ? [series.x] : [series.lower, series.upper];
    case 'bars':
      return axis === 'x' ? [series.edges] : [series.values, [0]];
    case 'path':
      return [series[axis] ?? []];
    case 'mark':
      return axis === 'x' ? [[series.x]] : [];
  }
}

/** In plotly's terms: powers of ten of a logarithmic axis. */
function rangeOf({ range, isLog }: FigureAxis, values: readonly ArrayLike<number>[]): [number, number] {
  const [low, high] = range ?? extentOf(values, isLog) ?? (isLog ? [1, 10] : [0, 1]);
  if (isLog) return [Math.log10(low), Math.log10(high)];
  const air = range ? 0 : 0.04 * (high - low || 1);
  // A count begins at 0.
  return [low === 0 ? 0 : low - air, high + air];
}
