import { FLOPS_PER_EXPONENTIAL } from '../benchmark/countOperations.ts';
import { NERVEFLOW_SECONDS, NERVEFLOW_SOURCE } from '../benchmark/nerveflowTimes.ts';
import type { BenchmarkRow } from '../benchmark/runBenchmark.ts';
import type { EngineRequest } from '../engine/engineInfo.ts';

const HEADINGS = [
  'n',
  'engine',
  's for 1000 ms',
  'spread',
  '× real time',
  'steps/batch',
  'flop/step',
  'bytes/step',
  'Gflop/s',
  'of peak',
] as const;

/** 1000 ms. */
const SIMULATED = 1000;

/** The rows of a benchmark as a table in Markdown, with what is to be said of it. */
export function benchTable(rows: readonly BenchmarkRow[]): string {
  const notes: string[] = [];
  const body = sizesOf(rows).flatMap((n) => {
    const own = rows.filter((row) => row.n === n);
    return [nerveflowCells(n), ...own.map((row) => cellsOf(row, notes))];
  });
  const lines = layOutTable([HEADINGS, ...body]);
  const devices = new Set(
    rows.flatMap(({ request, result }) => ('blank' in result ? [] : `${engineName(request)}: ${result.info.device}`)),
  );
  const peaks = new Set(
    rows.flatMap(({ request, result }) =>
      'blank' in result || result.peak === undefined
        ? []
        : `Peak of ${engineName(request)}: ${significant(result.peak.flopsPerSecond / 1e9)} Gflop/s, ${result.peak.how}.`,
    ),
  );
  return [
    ...lines,
    '',
    ...devices,
    ...peaks,
    ...notes,
    `NerveFlow: ${NERVEFLOW_SOURCE}.`,
    'Network: 10 µA/cm² into 33 % of the neurons, half of all pairs connected, g_ACh and g_GABA times 120/n above 384 neurons; RK4, dt 0.01 ms.',
    'Spread: (slowest - fastest) / median of three. flop and bytes: counted from the model, one addition per synapse and stage, ' +
      `an exponential as ${FLOPS_PER_EXPONENTIAL}; an engine that shares exponentials executes fewer.`,
    '',
  ].join('\n');
}

/** 'cpu float64, 2 threads' */
export function engineName({ choice, precision, threads }: EngineRequest): string {
  const shared = threads === undefined ? '' : `, ${threads} thread${threads === 1 ? '' : 's'}`;
  return `${[choice, precision].filter(Boolean).join(' ')}${shared}`;
}

function sizesOf(rows: readonly BenchmarkRow[]): number[] {
  return [...new Set(rows.map(({ n }) => n))];
}

function nerveflowCells(n: number): string[] {
  const seconds = NERVEFLOW_SECONDS.get(n);
  const realTime = typeof seconds === 'number' ? significant(SIMULATED / 1000 / seconds) : '';
  return pad([String(n), 'NerveFlow, by its authors', seconds === undefined ? '' : String(seconds), '', realTime]);
}

function cellsOf({ n, request, result }: BenchmarkRow, notes: string[]): string[] {
  const name = engineName(request);
  if ('blank' in result) {
    notes.push(`${name}, ${n} neurons: ${result.blank}.`);
    return pad([String(n), name]);
  }
  const { measurement, realTime, operations, info, ofPeak } = result;
  const { msPerStep, spread, stepsPerSubmission } = measurement;
  return pad([
    String(n),
    name,
    significant(SIMULATED / 1000 / realTime),
    `${Math.round(100 * spread)} %`,
    significant(realTime),
    String(stepsPerSubmission),
    String(operations.flops),
    String(operations.bytes[info.precision]),
    significant(operations.flops / msPerStep / 1e6),
    ofPeak === undefined ? '' : `${Math.round(100 * ofPeak)} %`,
  ]);
}

function pad(cells: readonly string[]): string[] {
  return HEADINGS.map((_, column) => cells[column] ?? '');
}

function significant(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function layOutTable(rows: readonly (readonly string[])[]): string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const toLine = (row: readonly string[]): string =>
    `| ${row.map((cell, c) => (c === 1 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join(' | ')} |`;
  const rule = `|${widths.map((width, c) => (c === 1 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  const [headings, ...body] = rows;
  return [toLine(headings!), rule, ...body.map(toLine)];
}
