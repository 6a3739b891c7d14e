import { NERVEFLOW_SECONDS, NERVEFLOW_SOURCE } from '../../benchmark/nerveflowTimes.ts';
import type { BenchmarkRow } from '../../benchmark/runBenchmark.ts';
import { csvText } from '../../files/csvTable.ts';

const COLUMNS = [
  'n',
  'engine',
  'precision',
  'threads',
  'compensated',
  'device',
  'seconds_per_1000_ms',
  'spread',
  'real_time',
  'steps_per_batch',
  'flop_per_step',
  'bytes_per_step',
  'gflop_per_s',
  'share_of_peak',
  'not_measured_because',
] as const;

type Line = Partial<Record<(typeof COLUMNS)[number], string | number | boolean>>;

/** What was measured, and NerveFlow's own times, one line each; RFC 4180 but for its line ends. */
export function benchmarkCsv(rows: readonly BenchmarkRow[]): string {
  const nerveflow = [...NERVEFLOW_SECONDS].map(([n, seconds]): Line => {
    const engine = 'NerveFlow';
    return typeof seconds === 'number'
      ? { n, engine, seconds_per_1000_ms: seconds, real_time: 1 / seconds }
      : { n, engine, not_measured_because: seconds };
  });
  const lines = [...nerveflow, ...rows.map(lineOf)].map((line) =>
    COLUMNS.map((column) => csvText(String(line[column] ?? ''))),
  );
  return [COLUMNS, ...lines].map((cells) => `${cells.join(',')}\n`).join('');
}

/** The same as `npm run bench -- --json` prints, of this browser. */
export function benchmarkJson(rows: readonly BenchmarkRow[], date: Date): string {
  const { userAgent, hardwareConcurrency: cores } = navigator;
  const machine = { browser: userAgent, cores, isCrossOriginIsolated: crossOriginIsolated };
  const nerveflow = { source: NERVEFLOW_SOURCE, seconds: Object.fromEntries(NERVEFLOW_SECONDS) };
  return `${JSON.stringify({ date: date.toISOString(), machine, nerveflow, rows }, null, 2)}\n`;
}

function lineOf({ n, request, result }: BenchmarkRow): Line {
  const { choice, precision, threads } = request;
  if ('blank' in result) return { n, engine: choice, precision, threads, not_measured_because: result.blank };
  const { info, measurement, realTime, operations, ofPeak } = result;
  return {
    n,
    engine: info.kind,
    precision: info.precision,
    threads: info.threads ?? threads,
    compensated: info.isCompensated,
    device: info.device,
    seconds_per_1000_ms: 1 / realTime,
    spread: measurement.spread,
    real_time: realTime,
    steps_per_batch: measurement.stepsPerSubmission,
    flop_per_step: operations.flops,
    bytes_per_step: operations.bytes[info.precision],
    gflop_per_s: operations.flops / measurement.msPerStep / 1e6,
    share_of_peak: ofPeak,
  };
}
