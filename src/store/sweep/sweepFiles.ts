import { isCountedByEvents } from '../../analysis/firing/spikes.ts';
import { describePrecision, ENGINE_NAMES } from '../../engine/engineInfo.ts';
import type { EngineInfo } from '../../engine/engineInfo.ts';
import { writeNpz } from '../../files/npz.ts';
import type { NpzArray } from '../../files/npz.ts';
import { writeCsvTable } from '../../files/csvTable.ts';
import { sweepColumns } from '../../files/sweepTable.ts';
import type { SweepColumn, SweepRow } from '../../files/sweepTable.ts';
import type { SweepResult } from './sweepMeasures.ts';
import { populationsOf } from './sweepPlan.ts';
import type { SweepPlan } from './sweepPlan.ts';

type Results = readonly (SweepResult | undefined)[];

/**
 * sweep.csv with the columns of the command line's, a row for each run that has ended. Below the names stand unit and definition of every
 * column, and what was run.
 * @param engine what the runs ended on
 */
export function sweepCsv(plan: SweepPlan, results: Results, engine: EngineInfo | undefined): string {
  const columns = columnsOf(plan);
  const rows = plan.runs.flatMap((_, run) => rowOf(plan, results, run) ?? []).toSorted((a, b) => a.run - b.run);
  return writeCsvTable(
    [
      { head: 'run', values: rows.map(({ run }) => run) },
      ...plan.axes.map(({ target: { key } }, a) => ({ head: key, values: rows.map(({ values }) => values[a]!) })),
      { head: 'seed', values: rows.map(({ seed }) => seed) },
      ...columns.map(({ name, read }) => ({ head: name, values: rows.map(read) })),
      { head: 'diverged', values: rows.map(({ diverged = '' }) => diverged) },
    ],
    [
      `${plan.document.title}: ${describeRuns(plan)}${engine ? `, ${ENGINE_NAMES[engine.kind]} in ${describePrecision(engine)}` : ''}`,
      ...describeColumns(plan),
    ],
  );
}

/** 'sweep of 12 runs of 500 ms; preset nerveflow, n = 120 (90 PN, 30 LN), seed 1, RK4 with dt = 0.01 ms' */
function describeRuns(plan: SweepPlan): string {
  const { document, description, seeds, runs } = plan;
  const { network, dt } = document;
  const counts = populationsOf(plan).map(({ name, count }) => `${count} ${name}`);
  const [first, last] = [seeds[0] ?? network.seed, seeds.at(-1)];
  const drawn = seeds.length > 1 ? `seeds ${first} to ${last} for each value` : `seed ${first}`;
  return `sweep of ${runs.length} runs of ${description.duration} ms; preset ${network.preset}, n = ${network.n} (${counts.join(', ')}), ${drawn}, RK4 with dt = ${dt} ms`;
}

/** 'g_GABA: mS/cm²: maximal conductance …', a line for each column. */
function describeColumns(plan: SweepPlan): string[] {
  return [
    'run: counted from 0; seeds change before the last axis, and that before the first',
    ...plan.axes.map(({ target: { key, label, unit, meaning } }) => {
      const named = label === key ? '' : `${label} on the page: `;
      return `${key}: ${unit || 'no unit'}: ${named}${meaning}`;
    }),
    'seed: draws connections, initial state and who receives the currents',
    ...columnsOf(plan).map(({ name, meaning }) => `${name}: ${meaning}`),
    'diverged: why the run ended early; empty for a whole one',
  ];
}

/**
 * The sweep for NumPy. The values of each axis stand under its name, [count]; seed, [seeds]; each column of sweep.csv, [seeds, y, x]
 * (without y where there is one axis), NaN where the run has not ended or nothing can be said; diverged, 0 or 1, of that shape. Spikes of
 * run k (of that shape in C order) are spike_neuron and spike_time_ms from spike_start[k] to spike_start[k + 1]. sweep.json says what all
 * of them are, with units.
 */
export function sweepNpz(plan: SweepPlan, results: Results): Uint8Array<ArrayBuffer> {
  const { axes, seeds, document, description } = plan;
  const shape = [seeds.length, ...axes.toReversed().map(({ values }) => values.length)];
  const order = orderOf(plan);
  const columns = columnsOf(plan);
  const rows = order.map((run) => rowOf(plan, results, run));
  const spikes = order.map((run) => results[run]);
  const spikeStart = new Int32Array(order.length + 1);
  spikes.forEach((result, k) => (spikeStart[k + 1] = spikeStart[k]! + (result?.spikeNeuron.length ?? 0)));
  const spikeNeuron = new Int32Array(spikeStart.at(-1)!);
  const spikeTime = new Float64Array(spikeStart.at(-1)!);
  spikes.forEach((result, k) => {
    if (!result) return;
    spikeNeuron.set(result.spikeNeuron, spikeStart[k]);
    spikeTime.set(result.spikeTime, spikeStart[k]);
  });
  const whole = (values: ArrayLike<number>): NpzArray => ({
    shape: [values.length],
    values: Float64Array.from(values),
  });
  const arrays: Record<string, NpzArray> = {
    ...Object.fromEntries(axes.map(({ target, values }) => [target.key, whole(values)])),
    seed: whole(seeds.map((seed) => seed ?? document.network.seed)),
    ...Object.fromEntries(
      columns.map(({ name, read }) => [
        name,
        { shape, values: Float64Array.from(rows, (row) => (row ? read(row) : NaN)) },
      ]),
    ),
    diverged: { shape, values: Uint8Array.from(spikes, (result) => Number(result?.diverged !== undefined)) },
    spike_start: { shape: [spikeStart.length], values: spikeStart },
    spike_neuron: { shape: [spikeNeuron.length], values: spikeNeuron },
    spike_time_ms: whole(spikeTime),
  };
  const { network, dt, recordEvery } = document;
  const about = {
    title: document.title,
    axes: axes.toReversed().map(({ target: { key, label, unit } }) => ({ name: key, label, unit })),
    shape: ['seed', ...axes.toReversed().map(({ target }) => target.key)],
    preset: network.preset,
    n: network.n,
    populations: populationsOf(plan),
    duration_ms: description.duration,
    dt_ms: dt,
    recordEvery,
    runs_ended: results.filter((result) => result !== undefined).length,
    runs: plan.runs.length,
    columns: describeColumns(plan),
    spikes: 'of run k, in C order of the shape: spike_start[k] to spike_start[k + 1] of spike_neuron and spike_time_ms',
  };
  return writeNpz(arrays, { 'sweep.json': `${JSON.stringify(about, null, 2)}\n` });
}

function columnsOf(plan: SweepPlan): SweepColumn[] {
  return sweepColumns(populationsOf(plan).map((one) => ({ name: one.name, hasEvents: isCountedByEvents(one) })));
}

/** @param run index into `plan.runs` */
function rowOf({ runs, cells, seeds, document }: SweepPlan, results: Results, run: number): SweepRow | undefined {
  const result = results[run];
  if (!result) return undefined;
  const { cell, seed } = runs[run]!;
  return {
    run: cell * seeds.length + seed,
    values: cells[cell]!,
    seed: seeds[seed] ?? document.network.seed,
    ...result.summary,
    time: result.time,
    diverged: result.diverged,
  };
}

/** Indices into `plan.runs` in C order of [seeds, y, x]. */
function orderOf({ axes, runs, seeds, cells }: SweepPlan): number[] {
  const at = new Map(runs.map(({ cell, seed }, run) => [seed * cells.length + cell, run]));
  const [width = 1, height = 1] = axes.map(({ values }) => values.length);
  const order: number[] = [];
  for (let seed = 0; seed < seeds.length; seed++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) order.push(at.get(seed * cells.length + x * height + y)!);
    }
  }
  return order;
}
