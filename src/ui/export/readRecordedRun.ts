import { isCountedByEvents } from '../../analysis/firing/spikes.ts';
import type { Span } from '../../analysis/span.ts';
import { copyVoltage } from '../../analysis/worker/copyVoltage.ts';
import type {
  RecordedMatrix,
  RecordedProbe,
  RecordedRows,
  RecordedRun,
  RecordedSpikes,
} from '../../exchange/recordedRun.ts';
import type { RunFormat, RunSize } from '../../exchange/runFormats.ts';
import { flatWeights } from '../../model/connectivity/matrix.ts';
import { PRESETS } from '../../model/presets.ts';
import type { Recording } from '../../recording/recording.ts';
import type { SpikeList } from '../../recording/spikeList.ts';
import { matrixOf, matrixOfRun } from '../../store/edits/matrixEdits.ts';
import type { Lab } from '../../store/lab.ts';
import { pause } from '../../store/pause.ts';
import { describeRun } from '../figure/captionOf.ts';
import type { RunFacts } from '../figure/runFacts.ts';
import { formatTime } from '../format.ts';

/** Share of a row. */
const ROUNDING = 1e-6;

/** What of the recording lies in a stretch of time. */
export function sizeOf(recording: Recording, span: Span): RunSize {
  const { spikes, n, probes } = recording;
  const [first, end] = rowsWithin(recording, span);
  return {
    rows: Math.max(0, end - Math.max(first, recording.firstRow)),
    n,
    spikes: spikes.firstAtOrAfter(span.to) - spikes.firstAtOrAfter(span.from),
    probes: probes.length,
  };
}

/**
 * A stretch of the run on screen as plain data, V copied a slice at a time.
 * @throws Error where rows of V were dropped meanwhile
 */
export async function readRecordedRun(
  lab: Lab,
  recording: Recording,
  facts: RunFacts,
  span: Span,
  needs: RunFormat['needs'],
): Promise<RecordedRun> {
  const { n, populations, dt, rowInterval } = recording;
  const from = Math.max(recording.completeFrom, span.from);
  const to = Math.min(recording.time, span.to);
  const voltage = needs.voltage
    ? await readVoltage(recording, { from, to })
    : { start: from, values: new Float32Array() };
  const isOfLns = new Uint8Array(n);
  for (const population of populations) {
    if (isCountedByEvents(population)) isOfLns.fill(1, population.first, population.first + population.count);
  }
  const { title, version, started, edits } = facts;
  await pause();
  const means = readMeans(recording, { from, to });
  await pause();
  const lost = voltage.start > from + rowInterval ? formatTime(voltage.start, to - from) : undefined;
  return {
    title,
    version,
    description: describeRun(facts, populations),
    n,
    populations,
    dt,
    rowInterval,
    from,
    to,
    voltage,
    means,
    probes: needs.voltage ? await readProbes(recording, { from, to }) : [],
    spikes: within(recording.spikes, { from, to }),
    events: within(recording.events, { from, to }, isOfLns),
    stimuli: [
      { from: 0, stimulus: started.stimulus },
      ...edits.map(({ time, run }) => ({ from: time, stimulus: run.stimulus })),
    ],
    matrices: needs.matrices ? readMatrices(lab) : [],
    notes:
      lost === undefined
        ? []
        : [`V begins at ${lost} ms: older samples are no longer held. Spikes and means are there from the start.`],
  };
}

/** One after the other: a probe's rows take a few milliseconds. */
async function readProbes(recording: Recording, span: Span): Promise<RecordedProbe[]> {
  const probes: RecordedProbe[] = [];
  const [first, end] = rowsWithin(recording, span);
  for (const trace of recording.probes) {
    const start = Math.max(first, trace.firstRow);
    const values = new Float32Array(Math.max(0, Math.min(end, trace.endRow) - start));
    for (let row = 0; row < values.length; row++) values[row] = trace.value(start + row);
    const { neuron, variable, unit, meaning } = trace.probe;
    probes.push({ neuron, variable, unit, meaning, start: recording.timeOfRow(start), values });
    await pause();
  }
  return probes;
}

async function readVoltage(recording: Recording, span: Span): Promise<RecordedRows> {
  const rows = await copyVoltage(recording, span, { most: Infinity, pause });
  if (!rows) throw new Error('the run has gone on, and samples were dropped meanwhile: pause it first');
  return { start: rows.start, values: rows.values as Float32Array<ArrayBuffer> };
}

function rowsWithin(recording: Recording, { from, to }: Span): readonly [first: number, end: number] {
  const rowAfter = (time: number): number => Math.ceil(time / recording.rowInterval - ROUNDING);
  return [rowAfter(Math.max(0, from)), Math.min(recording.endRow, rowAfter(to))];
}

function readMeans(recording: Recording, span: Span): RecordedRows {
  const [first, end] = rowsWithin(recording, span);
  const { length } = recording.populations;
  const values = new Float32Array(Math.max(0, end - first) * length);
  for (let k = 0; k < values.length; k++) values[k] = recording.meanVoltage(k % length, first + Math.floor(k / length));
  return { start: recording.timeOfRow(first), values };
}

/** @param wanted by neuron, all where it is left out */
function within(list: SpikeList, { from, to }: Span, wanted?: Uint8Array): RecordedSpikes {
  const { neuron, time } = list;
  const kept: number[] = [];
  const end = list.firstAtOrAfter(to);
  for (let spike = list.firstAtOrAfter(from); spike < end; spike++) {
    if (!wanted || wanted[neuron[spike]!] === 1) kept.push(spike);
  }
  return {
    neuron: Int32Array.from(kept, (spike) => neuron[spike]!),
    time: Float64Array.from(kept, (spike) => time[spike]!),
  };
}

function readMatrices(lab: Lab): RecordedMatrix[] {
  return PRESETS[lab.shown.network.preset].synapses.map(({ name, matrixFile }) => ({
    name: matrixFile.replace(/\.npy$/, ''),
    weights: flatWeights(matrixOfRun(lab, name) ?? matrixOf(lab, name)),
  }));
}
