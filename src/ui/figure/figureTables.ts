import { neuronName } from '../../charts/chartTheme.ts';
import { formatTime } from '../../files/csv.ts';
import { float32Text, writeCsvTable } from '../../files/csvTable.ts';
import type { CsvColumn } from '../../files/csvTable.ts';
import { isCountedByEvents } from '../neurons/activityOf.ts';
import { describePanel, describeRun } from './captionOf.ts';
import type { RowValues } from './decimate.ts';
import { letterOf, PANEL_TITLES } from './panelNames.ts';
import type { PanelName } from './panelNames.ts';
import type { FigureContent } from './readFigure.ts';
import type { RunFacts } from './runFacts.ts';

/** Units as parts of names that every reader takes. */
const UNIT_HEADS: Readonly<Record<string, string>> = {
  mV: '_mV',
  'µA/cm²': '_uA_per_cm2',
  mM: '_mM',
  '1/ms': '_per_ms',
};

export interface DataFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The numbers behind each panel as .csv: every recorded sample of the traces, not the points of the line. The lines below the names say
 * which run it was. Panels of which there is only a sentence have no file.
 */
export function figureTables(content: FigureContent, facts: RunFacts): DataFile[] {
  const { span, panels, populations } = content;
  return panels.flatMap((name) => {
    const columns = columnsOf(name, content);
    if (!columns) return [];
    const notes = [
      `${facts.title} (NerveFlow Lab): ${describePanel(name, content)}`,
      `Time ${exactTime(span.from)} to ${exactTime(span.to)} ms of ${facts.run.duration} ms. Neurons are counted from 0, PN first.`,
      ...describeRun(facts, populations),
    ];
    const file = `${letterOf(panels, name)}-${PANEL_TITLES[name].toLowerCase().replaceAll(' ', '-')}.csv`;
    return [{ name: file, text: writeCsvTable(columns, notes) }];
  });
}

function columnsOf(name: PanelName, content: FigureContent): CsvColumn[] | undefined {
  const { populations } = content;
  switch (name) {
    case 'stimulus': {
      const { time, mean, min, max } = content.stimulus!;
      return [
        { head: 'bin_start_ms', values: time.map(exactTime) },
        { head: 'mean_uA_per_cm2', values: mean.map(float32Text) },
        { head: 'min_uA_per_cm2', values: min.map(float32Text) },
        { head: 'max_uA_per_cm2', values: max.map(float32Text) },
      ];
    }
    case 'traces': {
      const { traces } = content;
      if (traces.length === 0) return undefined;
      const values = traces.map((trace) => ({
        head: `V_${trace.name.replace(' ', '_')}_mV`,
        values: textsOf(trace.rows),
      }));
      return [timesOf(traces[0]!.rows), ...values];
    }
    case 'variables':
      return variableColumns(content);
    case 'raster': {
      const events = content.raster.flatMap(({ neuron, time }, p) => {
        const threshold = isCountedByEvents(populations[p]!) ? -20 : 0;
        return Array.from(time, (t, k) => ({ neuron: neuron[k]!, time: t, threshold }));
      });
      events.sort((a, b) => a.time - b.time || a.neuron - b.neuron);
      return [
        { head: 'neuron', values: events.map(({ neuron }) => neuron) },
        { head: 'time_ms', values: events.map(({ time }) => exactTime(time)) },
        { head: 'threshold_mV', values: events.map(({ threshold }) => threshold) },
      ];
    }
    case 'rates': {
      const { time, hz } = content.rates!;
      const rates = hz.flatMap((values, p) => (values ? [{ head: `rate_${populations[p]!.name}_Hz`, values }] : []));
      return [{ head: 'bin_start_ms', values: time.map(exactTime) }, ...rates];
    }
    case 'mean': {
      const { meanRows, field } = content;
      if (!meanRows) return undefined;
      return [timesOf(meanRows), { head: `mean_V_${populations[field]!.name}_mV`, values: textsOf(meanRows) }];
    }
    case 'spectrogram': {
      const { spectrogram } = content;
      if (!spectrogram || 'problem' in spectrogram) return undefined;
      const { time, frequency, power } = spectrogram;
      const bins = frequency.length;
      return [
        { head: 'time_ms', values: Array.from(power, (_, k) => exactTime(time[Math.floor(k / bins)]!)) },
        { head: 'frequency_Hz', values: Array.from(power, (_, k) => frequency[k % bins]!) },
        { head: 'power_mV2_per_Hz', values: power },
      ];
    }
    case 'heatMap':
      return heatMapColumns(content);
    case 'spectrum': {
      const { spectrum } = content;
      if (!spectrum || 'problem' in spectrum) return undefined;
      return [
        { head: 'frequency_Hz', values: spectrum.frequency },
        { head: 'power_mV2_per_Hz', values: spectrum.power },
      ];
    }
  }
}

/** Probes that were added on the way begin later: their cells are empty before. */
function variableColumns({ variables }: FigureContent): CsvColumn[] | undefined {
  if (variables.length === 0) return undefined;
  const first = Math.min(...variables.map(({ rows }) => rows.firstRow));
  const end = Math.max(...variables.map(({ rows }) => rows.firstRow + rows.values.length));
  const { rowInterval } = variables[0]!.rows;
  const columns = variables.map(({ name, variable, unit, rows }) => ({
    head: `${variable.replaceAll(/\W/g, '')}_${name.replace(' ', '_')}${UNIT_HEADS[unit] ?? ''}`,
    values: [...Array.from({ length: rows.firstRow - first }, () => ''), ...textsOf(rows)],
  }));
  const times = Array.from({ length: end - first }, (_, k) => formatTime(first + k, rowInterval));
  return [{ head: 'time_ms', values: times }, ...columns];
}

function heatMapColumns({ heatMap, populations }: FigureContent): CsvColumn[] | undefined {
  const { rows, rowInterval, maxima } = heatMap!;
  const bins = rows.length - 1;
  if (bins <= 0) return undefined;
  const n = maxima.length / bins;
  const values = Array.from({ length: n }, (_, neuron) => ({
    head: `V_${neuronName(populations, neuron).replace(' ', '_')}_mV`,
    values: Array.from({ length: bins }, (_unused, bin) => float32Text(maxima[bin * n + neuron]!)),
  }));
  return [{ head: 'bin_start_ms', values: rows.slice(0, bins).map((row) => formatTime(row, rowInterval)) }, ...values];
}

function timesOf({ firstRow, rowInterval, values }: RowValues): CsvColumn {
  return { head: 'time_ms', values: Array.from(values, (_, k) => formatTime(firstRow + k, rowInterval)) };
}

function textsOf({ values }: RowValues): string[] {
  return Array.from(values, float32Text);
}

/** A time on a grid no finer than 1e-6 ms, without the noise of its products. */
function exactTime(time: number): string {
  return String(Number(time.toFixed(6)));
}
