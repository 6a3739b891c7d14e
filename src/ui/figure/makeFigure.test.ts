import { expect, test } from 'vitest';
import { THEMES } from '../../charts/chartTheme.ts';
import { makeRecording } from '../../recording/testing/makeRecording.ts';
import { makeFigure } from './makeFigure.ts';
import { PANEL_NAMES, USUAL_PANELS } from './panelNames.ts';
import type { PanelName } from './panelNames.ts';
import { readFigure } from './readFigure.ts';

const [BLUE, ORANGE] = THEMES.light.populations;

/** Three PNs and one LN over 600 ms; PN 1 spikes at 100 and 400 ms, LN 3 passes −20 mV at 300 ms. */
const RECORDING = makeRecording({
  PN: 3,
  LN: 1,
  rows: 6000,
  V: (row, neuron) => (neuron === 3 && row >= 3001 && row < 3100 ? -10 : -65 + Math.sin(row / 50 + neuron)),
  spikes: [
    [1, 10_000],
    [1, 40_000],
  ],
});

const LOOK = { theme: THEMES.light, width: 658, fontSize: 11 };

const ALL = PANEL_NAMES;

function figureOf(
  start: number,
  end: number,
  chosen = [1, 3],
  recording = RECORDING,
  panels: readonly PanelName[] = USUAL_PANELS,
  look = {},
) {
  const content = readFigure(recording, { panels, chosen, view: { start, end } })!;
  const { data, layout } = makeFigure(content, { ...LOOK, ...look });
  const texts = layout.annotations.map(({ text }) => text);
  const line = (name: string) => data.find((trace) => trace.name === name)!;
  return { content, data, layout, texts, line };
}

test('traces, raster and mean share the time axis, the spectrum has its own, and all of them have a unit', () => {
  const { data, layout, texts, line } = figureOf(0, 600);
  expect(data.map(({ name }) => name)).toEqual(['PN 1', 'LN 3', 'PN', 'LN', 'mean PN', 'power']);
  expect(data.map(({ xaxis }) => xaxis)).toEqual(['x', 'x', 'x', 'x', 'x', 'x2']);
  expect(layout['xaxis']).toMatchObject({
    range: [0, 600],
    title: { text: 'Time (ms)' },
    anchor: line('mean PN').yaxis,
  });
  expect(layout['xaxis2']).toMatchObject({ range: [0, 100], title: { text: 'Frequency (Hz)' } });
  expect(texts).toEqual(
    expect.arrayContaining(['<i>V</i> (mV)', 'Neuron (index)', 'mean <i>V</i> (mV)', 'Power (mV²/Hz)']),
  );
  expect(texts.filter((text) => /^<b>[a-d]<\/b> /.test(text))).toHaveLength(4);
});

test('PNs are blue and LNs orange, in every panel', () => {
  const { data } = figureOf(0, 600);
  expect(data.map(({ line }) => line?.color)).toEqual([BLUE, ORANGE, BLUE, ORANGE, BLUE, BLUE]);
});

test('panels follow each other from top to bottom without overlap, with any number of traces, in any choice of panels', () => {
  for (const panels of [USUAL_PANELS, ALL]) {
    for (const chosen of [[], [0], [0, 1, 2, 3], [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]]) {
      const { layout } = figureOf(0, 600, chosen, RECORDING, panels);
      const domains = Object.keys(layout)
        .filter((key) => key.startsWith('yaxis'))
        .map((key) => layout[key as 'yaxis']!.domain);
      expect(domains).toHaveLength(Math.max(1, chosen.length) + panels.length - 1);
      domains.reduce(
        (above, domain) => {
          expect(domain[1]).toBeLessThanOrEqual(above[0]);
          expect(domain[1]).toBeGreaterThan(domain[0]);
          return domain;
        },
        [1.01, 1.01],
      );
      expect(domains.at(-1)![0]).toBeCloseTo(0);
    }
  }
});

test('the time axis stands below the last panel over time, and panels are lettered as they follow each other', () => {
  const { layout, texts, line } = figureOf(0, 600, [1], RECORDING, ['raster', 'heatMap', 'spectrum']);
  expect(layout['xaxis']!.anchor).toBe(line('V of all neurons').yaxis);
  expect(texts.filter((text) => text.startsWith('<b>'))).toEqual(
    expect.arrayContaining(['<b>a</b>  Spikes', '<b>b</b>  Heat map']),
  );
  const alone = figureOf(0, 600, [1], RECORDING, ['spectrum']);
  expect(alone.layout['xaxis']).toBeUndefined();
  expect(alone.texts).toContain('Power spectrum of the mean PN voltage');
});

test('heat map and spectrogram are pictures on the axes’ own scales, with their values beside the colours', () => {
  const { layout, texts } = figureOf(100, 600, [1], RECORDING, ['spectrogram', 'heatMap']);
  const [frequencies, , voltages] = layout.images;
  expect(voltages).toMatchObject({ x: 100, y: -0.5, sizey: 4 });
  expect(voltages!['sizex']).toBeCloseTo(500);
  // Hann windows of 200 ms have their middles from 200 to 500 ms.
  expect(frequencies!['x']).toBeCloseTo(197.5);
  expect(Number(frequencies!['x']) + Number(frequencies!['sizex'])).toBeCloseTo(502.5);
  expect(texts).toEqual(expect.arrayContaining(['−80', '40', 'mV', 'dB', 'Frequency (Hz)']));
  for (const { source } of layout.images) expect(source).toMatch(/^data:image\/png;base64,/);
});

test('on a slide the panels share its height; what is more than that is not squeezed below reading', () => {
  const slide = { width: 1280, height: 720, fontSize: 16 };
  expect(figureOf(0, 600, [1, 3], RECORDING, USUAL_PANELS, slide).layout.height).toBeCloseTo(720);
  expect(figureOf(0, 600, [1, 3], RECORDING, ALL, slide).layout.height).toBeGreaterThan(720);
});

test('no line is thinner than half a point', () => {
  const { data, layout } = figureOf(0, 600, [1, 3], RECORDING, ALL);
  const pt = 96 / 72;
  for (const { line, fill } of data) if (!fill) expect(line!.width).toBeGreaterThanOrEqual(0.5 * pt);
  const axes = Object.entries(layout).filter(([key]) => /^[xy]axis/.test(key));
  expect(axes.length).toBeGreaterThan(8);
  for (const [, axis] of axes)
    expect(axis).toMatchObject({ linewidth: expect.closeTo(0.7), tickwidth: expect.closeTo(0.7) });
});

test('the raster holds the spikes of PNs and the −20 mV events of LNs that lie in the range', () => {
  const { line } = figureOf(50, 350);
  const times = (name: string) => [...new Set(Array.from(line(name).x).filter((x) => !Number.isNaN(x)))];
  expect(times('PN')).toEqual([100]);
  expect(times('LN')).toEqual([expect.closeTo(300)]);
  const [low, high] = Array.from(line('PN').y);
  expect((low! + high!) / 2).toBeCloseTo(1);
});

test('PN 0 stands on top of the raster, as on the page', () => {
  const { layout, line } = figureOf(0, 600);
  const [bottom, top] = layout[line('PN').yaxis.replace('y', 'yaxis') as 'yaxis']!.range!;
  expect(bottom).toBeGreaterThan(3);
  expect(top).toBeLessThan(0);
});

test('a range that the run has not filled ends where the run ended, and one beyond it has no figure', () => {
  expect(figureOf(500, 900).layout['xaxis']).toMatchObject({ range: [500, 600] });
  expect(readFigure(RECORDING, { panels: ALL, chosen: [1], view: { start: 700, end: 900 } })).toBeUndefined();
});

test('below 200 ms a sentence stands in place of the spectrum', () => {
  const { data, layout, texts } = figureOf(100, 250);
  expect(data.map(({ name }) => name)).not.toContain('power');
  expect(layout['xaxis2']!.visible).toBe(false);
  expect(texts.join(' ').replaceAll('<br>', ' ')).toContain('A spectrum needs at least 200 ms; 150 ms of this range');
});

test('a network without PNs has neither a mean nor a spectrum, and says so', () => {
  const { data, texts } = figureOf(0, 300, [0], makeRecording({ PN: 0, LN: 1, rows: 3000 }));
  expect(data.map(({ name }) => name)).toEqual(['LN 0', 'LN', 'mean PN']);
  expect(data.at(-1)!.x).toHaveLength(0);
  expect(texts.filter((text) => text === 'This network has no PNs.')).toHaveLength(2);
});

test('the caption is printed under an exported figure, on white, as text and not as markup', () => {
  const content = readFigure(RECORDING, { panels: USUAL_PANELS, chosen: [1], view: { start: 0, end: 600 } })!;
  const plain = makeFigure(content, LOOK);
  const caption = `Stimulus: <img src=x> & co. ${'word '.repeat(60)}`;
  const { layout } = makeFigure(content, { ...LOOK, caption });
  expect(layout.paper_bgcolor).toBe('#ffffff');
  expect(layout.height).toBeGreaterThan(plain.layout.height + 30);
  const text = layout.annotations.at(-1)!.text;
  expect(text).toContain('&lt;img src=x&gt; &amp; co.');
  expect(text.split('<br>').length).toBeGreaterThan(1);
});
