import { ABOUT_FIRING_RATES } from '../../analysis/firing/firingRates.ts';
import { ABOUT_INTERVALS } from '../../analysis/firing/interSpikeIntervals.ts';
import { ABOUT_PHASE } from '../../analysis/rhythm/oscillationPhase.ts';
import { ABOUT_RHYTHM, fundamentalPeak, harmonicOrder, strongestPeak } from '../../analysis/rhythm/rhythm.ts';
import { ABOUT_SPECTROGRAM } from '../../analysis/rhythm/spectrogram.ts';
import { ABOUT_SPIKE_FIELD_COHERENCE } from '../../analysis/rhythm/spikeFieldCoherence.ts';
import { ABOUT_POPULATION_SYNCHRONY, ABOUT_SPIKE_CORRELATION } from '../../analysis/firing/synchrony.ts';
import { PRESETS } from '../../model/presets.ts';
import { describeEdits, describePanel, withFixedUnits } from '../figure/captionOf.ts';
import { describeEngine } from '../figure/describeEngine.ts';
import { describeStimulus } from '../figure/describeStimulus.ts';
import { letterOf } from '../figure/panelNames.ts';
import { formatFixed } from '../../charts/ticks.ts';
import { formatCount, formatNumber, formatTaken } from '../format.ts';
import { html, Markup } from './markup.ts';
import type { ReportContent, ReportFigure } from './readReport.ts';
import styles from './report.css?inline';
import type { PopulationNumbers, RunNumbers } from './runNumbers.ts';

/** Nothing of a report is fetched or run, whatever somebody has typed into it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** What is measured, in the order of the table. */
const MEASURES = [
  ABOUT_FIRING_RATES,
  ABOUT_INTERVALS,
  ABOUT_SPIKE_CORRELATION,
  ABOUT_POPULATION_SYNCHRONY,
  ABOUT_RHYTHM,
  ABOUT_PHASE,
  ABOUT_SPIKE_FIELD_COHERENCE,
  ABOUT_SPECTROGRAM,
];

/** Peaks of a spectrum that are listed. */
const MOST_PEAKS = 5;

export interface ReportParts {
  /** One for each figure of the content. */
  readonly svgs: readonly string[];
  /** When it was made, for a reader: '21 November 2026, 19:30'. */
  readonly made: string;
  /** Address of the lab, to which the link's fragment is added. */
  readonly address: string;
}

/** The report as one HTML file that needs nothing else: no script, no other file, no other origin. */
export function writeReport(content: ReportContent, { svgs, made, address }: ReportParts): string {
  const { facts, guide } = content;
  const { title, version } = facts;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="generator" content="NerveFlow Lab ${version}" />
        <title>${title}: report of a simulation</title>
        <style>
          ${new Markup(styles)}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p class="about">Report of a simulation, made ${made} by NerveFlow Lab ${version}</p>
        </header>
        <main>
          ${summary(content)} ${guide && guideSection(guide)}
          <h2>Network</h2>
          ${networkSection(content)}
          <h2>Differences from the model</h2>
          ${differencesSection(content)}
          <h2>Stimulus</h2>
          ${stimulusSection(content)}
          <h2>Run</h2>
          ${runSection(content)}
          <h2>Figures</h2>
          ${content.figures.map((figure, f) => figureSection(figure, f + 1, svgs[f] ?? ''))}
          <h2>Numbers</h2>
          ${numbersSection(content.numbers)}
          <h2>To repeat it</h2>
          ${repeatSection(content, address)}
          <h2>How the numbers are defined</h2>
          <dl class="definitions">
            ${MEASURES.map(
              ({ title: name, formula, window, unit, source }) =>
                html`<dt>${name}</dt>
                  <dd class="formula">${formula}</dd>
                  <dd>Over: ${window}. Unit: ${unit}. ${source}.</dd>`,
            )}
          </dl>
        </main>
      </body>
    </html> `.text;
}

function summary({ numbers, facts, time, failure }: ReportContent): Markup {
  const counts = numbers.populations.map((one) => {
    return `${formatCount(one.events)} ${eventsOf(one)} in ${one.active} of ${one.neurons} ${one.name}s (${one.rateHz.toFixed(2)} Hz each on average)`;
  });
  return html`<div class="summary">
    <p>
      ${withFixedUnits(`${formatNumber(time, 7)} ms of ${formatCount(facts.run.network.n)} neurons: ${counts.join(', ')}. ${describeRhythm(numbers)}`)}
    </p>
    ${failure && html`<p class="problem">The run failed: ${failure}</p>`}
  </div>`;
}

/** 'Strongest rhythm of the mean PN voltage: 28.3 Hz, above what …'. */
function describeRhythm({ rhythm }: RunNumbers): string {
  if ('problem' in rhythm) return rhythm.problem;
  const peak = strongestPeak(rhythm);
  if (!peak) return 'The spectrum of the mean PN voltage has no peak.';
  const trust = peak.standsOut
    ? 'above what a spectrum without rhythm reaches (95 %)'
    : 'which a spectrum without rhythm reaches too (95 %)';
  const fundamental = fundamentalPeak(rhythm)!;
  const order = harmonicOrder(peak, fundamental, rhythm);
  const harmonic = order === undefined ? '' : ` (harmonic ${order} of ${fundamental.hz.toFixed(1)} Hz)`;
  return `Strongest peak of the mean PN voltage: ${peak.hz.toFixed(1)} Hz${harmonic}, ${trust}.`;
}

function guideSection({ watch, predict, answer = '', tryThis }: NonNullable<ReportContent['guide']>): Markup {
  const parts = [
    ['Watch', watch],
    ['Predict', predict],
    ['Answer', answer],
    ['Try', tryThis],
  ] as const;
  return html`<h2>Guide</h2>
    <table class="facts">
      <tbody>
        ${parts.map(([name, text]) => text !== '' && factRow(name, text))}
      </tbody>
    </table>`;
}

function networkSection({ facts, populations, matrices, initialState }: ReportContent): Markup {
  const { preset, n, seed } = facts.run.network;
  const { title, source } = PRESETS[preset];
  const counts = populations.map(({ name, count }) => `${formatCount(count)} ${name}`).join(', ');
  return html`<table class="facts">
      <tbody>
        ${factRow('Model', `${title} (${source})`)}
        ${factRow('Neurons', `${formatCount(n)}: ${counts}; counted from 0, PN first`)} ${factRow('Seed', String(seed))}
        ${factRow('Initial state', initialState)} ${matrices.map(({ type, made }) => factRow(`${type} synapses`, made))}
      </tbody>
    </table>
    <div class="scroll">
      <table>
        <caption>
          Synapses by type and block${facts.edits.length > 0 && ', at the end of the run'}; density: share of the pairs
          of different neurons. Blocks without synapses are left out.
        </caption>
        <thead>
          <tr>
            <th scope="col">Type</th>
            <th scope="col">From → to</th>
            <th scope="col" class="number">Synapses</th>
            <th scope="col" class="number">Density</th>
            <th scope="col" class="number">Mean weight</th>
          </tr>
        </thead>
        <tbody>
          ${matrices.flatMap(({ type, blocks }) =>
            blocks
              .filter(({ synapses }) => synapses > 0)
              .map(
                ({ from, to, synapses, pairs, meanWeight }) =>
                  html`<tr>
                    <th scope="row">${type}</th>
                    <td>${from} → ${to}</td>
                    ${number(formatCount(synapses))}${number(
                      `${formatNumber((100 * synapses) / pairs, 3)} %`,
                    )}${number(synapses > 0 ? formatNumber(meanWeight, 3) : '–')}
                  </tr> `,
              ),
          )}
        </tbody>
      </table>
    </div>`;
}

function differencesSection({ facts }: ReportContent): Markup {
  const { differences, edits } = facts;
  if (differences.length === 0)
    return html`<p>None: every parameter, matrix and the start are as the model and the seed give them.</p>`;
  const when = edits.length > 0 ? ' At the end of the run.' : '';
  return html`<p>The model’s value → the value here.${when}</p>
    <ul>
      ${differences.map(({ text }) => html`<li>${text}</li>`)}
    </ul>`;
}

function stimulusSection({ facts, notices }: ReportContent): Markup {
  const parts = describeStimulus(facts.run.stimulus);
  return html`${
    parts.length > 0
      ? html`<ul>
          ${parts.map((part) => html`<li>${withFixedUnits(part)}</li>`)}
        </ul>`
      : html`<p>None.</p>`
  }
  ${notices.map((notice) => html`<p>${notice}</p>`)}`;
}

/** @param part simulated ms that it was for, where they are not all */
function describeTime(seconds: number, simulated: number, part: number | undefined): string {
  const taken = formatTaken(seconds);
  const speed = `(${formatNumber(simulated / 1000 / seconds, 3)} × real time)`;
  return part === undefined ? `${taken} ${speed}` : `${taken} for the last ${formatNumber(part, 7)} ms ${speed}`;
}

function runSection({ facts, time, wallSeconds, part }: ReportContent): Markup {
  const { run, engine, edits } = facts;
  const { duration, dt, recordEvery } = run;
  const reached = time >= duration - dt / 2 ? '' : `, of which ${formatNumber(time, 7)} ms had been simulated`;
  return html`<table class="facts">
      <tbody>
        ${factRow('Duration', `${formatNumber(duration, 9)} ms${reached}`)}
        ${factRow('Integration', `RK4, dt = ${dt} ms`)}
        ${factRow('Recorded', `V of all neurons every ${formatNumber(recordEvery * dt, 6)} ms, all spikes`)}
        ${factRow('Engine', describeEngine(engine))}
        ${wallSeconds !== undefined && factRow('Took', describeTime(wallSeconds, part ?? time, part))}
      </tbody>
    </table>
    ${
      edits.length > 0 &&
      html`<h3>Edited while it ran</h3>
        <ol>
          ${describeEdits(edits).map((edit) => html`<li>${edit}</li>`)}
        </ol>`
    }`;
}

function figureSection({ content }: ReportFigure, number_: number, svg: string): Markup {
  const { panels, span } = content;
  const isOne = panels.length === 1;
  const texts = panels.map((name) => `${isOne ? '' : `(${letterOf(panels, name)}) `}${describePanel(name, content)}`);
  const time = `${formatNumber(span.from, 7)} to ${formatNumber(span.to, 7)} ms.`;
  return html`<figure>
    ${new Markup(svg)}
    <figcaption><b>Figure ${number_}.</b> ${withFixedUnits([time, ...texts].join(' '))}</figcaption>
  </figure> `;
}

/** A measure's name, and how its number is read of a population. */
type MeasureRow = readonly [name: string, read: (one: PopulationNumbers) => string];

function numbersSection({ populations, rhythm, peakHz, span, voltagesFrom }: RunNumbers): Markup {
  const atPeak: readonly MeasureRow[] =
    peakHz === undefined
      ? []
      : [
          [
            `Mean phase at ${peakHz.toFixed(1)} Hz (°; 0 at peaks of mean PN V)`,
            (one) => formatFixed(((one.phase?.mean ?? NaN) * 180) / Math.PI, 0),
          ],
          ['Phase locking R', (one) => formatFixed(one.phase?.vectorStrength ?? NaN, 3)],
          ['Pairwise phase consistency', (one) => formatFixed(one.phase?.consistency ?? NaN, 3)],
          ['Rayleigh p', (one) => probability(one.phase?.p ?? NaN)],
          [
            `Spike–field coherence at ${peakHz.toFixed(1)} Hz (chance, 95 %)`,
            (one) => (one.coherence ? `${one.coherence.value.toFixed(3)} (${one.coherence.bound.toFixed(3)})` : '–'),
          ],
        ];
  const rows: readonly MeasureRow[] = [
    ['Counted by', (one) => (one.threshold === 0 ? 'spikes (0 mV)' : `LN events (${formatNumber(one.threshold)} mV)`)],
    ['Spikes or LN events', (one) => formatCount(one.events)],
    ['Neurons that fired', (one) => `${one.active} of ${one.neurons}`],
    ['Mean rate (Hz per neuron)', (one) => formatFixed(one.rateHz, 2)],
    ['Largest rate of a neuron (Hz)', (one) => formatFixed(one.largestRateHz, 2)],
    ['Mean interval (ms)', (one) => formatFixed(one.meanInterval, 1)],
    ['CV of intervals (neurons)', (one) => withCount(one.cv, one.cvNeurons)],
    ['CV2 of intervals', (one) => formatFixed(one.cv2, 3)],
    ['Spike correlation ρ, 10 ms bins (neurons)', (one) => withCount(one.correlation, one.correlated)],
    ['Population synchrony χ of V', (one) => formatFixed(one.chi, 3)],
    ...atPeak,
  ];
  const held =
    voltagesFrom > 0 ? ` χ from ${formatNumber(voltagesFrom, 7)} ms on: older voltages are no longer held.` : '';
  return html`<div class="scroll">
      <table>
        <caption>
          ${formatNumber(span.from, 7)} to ${formatNumber(span.to, 7)} ms, the whole recording with its onset.${held} –:
          cannot be said.
        </caption>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            ${populations.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, read]) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${populations.map((one) => number(read(one)))}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
    <h3>Peaks of the mean PN voltage’s spectrum</h3>
    ${'problem' in rhythm ? html`<p>${rhythm.problem}</p>` : peaksTable(rhythm)}`;
}

function peaksTable(rhythm: Exclude<RunNumbers['rhythm'], { problem: string }>): Markup {
  const { peaks, segments, segmentMs, resolutionHz, lowestHz } = rhythm;
  const fundamental = fundamentalPeak(rhythm);
  const harmonicText = (hz: number): string => {
    const order = fundamental && harmonicOrder({ hz }, fundamental, rhythm);
    return order === undefined ? '–' : `${order} × ${fundamental!.hz.toFixed(1)} Hz`;
  };
  if (peaks.length === 0) return html`<p>None rises by 3 dB between ${formatNumber(lowestHz, 3)} and 100 Hz.</p>`;
  return html`<div class="scroll">
    <table>
      <caption>
        ${segments} ${segments === 1 ? 'segment' : 'half-overlapping segments'} of ${formatNumber(segmentMs)} ms,
        resolution ${formatNumber(resolutionHz, 2)} Hz; the strongest ${Math.min(MOST_PEAKS, peaks.length)} of
        ${peaks.length}.
      </caption>
      <thead>
        <tr>
          <th scope="col" class="number">Frequency (Hz)</th>
          <th scope="col" class="number">Power (mV²/Hz)</th>
          <th scope="col" class="number">95 % interval</th>
          <th scope="col" class="number">Prominence (dB)</th>
          <th scope="col">Harmonic</th>
          <th scope="col">Above a spectrum without rhythm (95 %)</th>
        </tr>
      </thead>
      <tbody>
        ${peaks.slice(0, MOST_PEAKS).map(
          ({ hz, power, lower, upper, prominence, standsOut }) =>
            html`<tr>
              ${number(hz.toFixed(1))}${number(formatNumber(power, 3))}${number(`${formatNumber(lower, 3)} … ${formatNumber(upper, 3)}`)}${number(prominence.toFixed(1))}
              <td>${harmonicText(hz)}</td>
              <td>${standsOut ? 'yes' : 'no'}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

function repeatSection({ link, command, facts }: ReportContent, address: string): Markup {
  const { edits } = facts;
  const what =
    edits.length > 0 ? 'the lab as it was after the last edit; the edits and their times stand above' : 'this lab';
  const target = link.kind === 'link' ? address + link.fragment : undefined;
  return html`${
      target === undefined
        ? html`<p>${link.kind === 'problem' && link.sentence}</p>`
        : html`<p><a href="${target}">Open ${what}</a>, and press Run.</p>
            <pre class="link">${target}</pre>`
    }
    ${
      'line' in command
        ? html`<p>Without the page, in a copy of the lab:</p>
            <pre>${command.line}</pre>`
        : html`<p>${command.problem}</p>`
    }
    <p>
      The same description with the same seeds gives the same spikes on every engine in float64, and in compensated
      float32 the same within 0.05 ms over the runs that the lab is tested on.
    </p>`;
}

function factRow(name: string, text: string): Markup {
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${withFixedUnits(text)}</td>
  </tr> `;
}

function number(text: string): Markup {
  return html`<td class="number">${text}</td>`;
}

function eventsOf({ threshold, events }: PopulationNumbers): string {
  const name = threshold === 0 ? 'spike' : 'LN event';
  return events === 1 ? name : `${name}s`;
}

function withCount(value: number, count: number): string {
  return Number.isFinite(value) ? `${formatFixed(value, 3)} (${count})` : '–';
}

function probability(p: number): string {
  if (!Number.isFinite(p)) return '–';
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}
