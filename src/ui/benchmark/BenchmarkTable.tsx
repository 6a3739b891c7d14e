import { useId } from 'react';
import { NERVEFLOW_SECONDS } from '../../benchmark/nerveflowTimes.ts';
import type { BenchmarkCase, BenchmarkResult } from '../../benchmark/runBenchmark.ts';
import { engineKey } from '../../store/benchmark.ts';
import { formatCount, formatNumber, formatSpeed } from '../format.ts';
import styles from './BenchmarkTable.module.css';
import type { BenchmarkColumn } from './benchmarkColumns.ts';

/** A spread above this says that the machine had other work. */
const NOISY = 0.25;

export interface BenchmarkTableProps {
  readonly columns: readonly BenchmarkColumn[];
  readonly sizes: readonly number[];
  /** What is measured now. */
  readonly current: BenchmarkCase | undefined;
}

/** Seconds for 1000 ms: a row per size, a column per engine. What was not measured is blank. */
export function BenchmarkTable({ columns, sizes, current }: BenchmarkTableProps) {
  const captionId = useId();
  const measuring = current && engineKey(current.request);
  return (
    <>
      <p id={captionId} className={styles.caption}>
        Seconds for 1000 ms of simulated time, the median of three; × real time; spread, (slowest − fastest) / median;
        floating-point operations of the model per second, as a share of the most that this engine’s arithmetic was
        measured to do here
      </p>
      <div className={styles.frame} tabIndex={0} role="group" aria-label="Table of the figures">
        <table className={styles.table} aria-labelledby={captionId}>
          <thead>
            <tr>
              <th scope="col">Neurons</th>
              <th scope="col">
                NerveFlow <span className={styles.how}>from its slides</span>
              </th>
              {columns.map(({ key, name, how, device }) => (
                <th key={key} scope="col">
                  {name} <span className={styles.how}>{how}</span>
                  {device && <span className={styles.device}>{device}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sizes.map((n) => (
              <tr key={n}>
                <th scope="row">{formatCount(n)}</th>
                <NerveFlowCell n={n} />
                {columns.map(({ key, results }) => (
                  <ResultCell key={key} result={results.get(n)} isMeasured={current?.n === n && measuring === key} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function NerveFlowCell({ n }: { readonly n: number }) {
  const seconds = NERVEFLOW_SECONDS.get(n);
  if (typeof seconds === 'string') return <td className={styles.reason}>{seconds}</td>;
  return <td>{seconds !== undefined && <Figure seconds={seconds} />}</td>;
}

interface ResultCellProps {
  readonly result: BenchmarkResult | undefined;
  readonly isMeasured: boolean;
}

function ResultCell({ result, isMeasured }: ResultCellProps) {
  if (isMeasured) return <td className={styles.reason}>measuring …</td>;
  if (result && 'blank' in result) return <td className={styles.reason}>{result.blank}</td>;
  return (
    <td>
      {result && <Figure seconds={1 / result.realTime} spread={result.measurement.spread} ofPeak={result.ofPeak} />}
    </td>
  );
}

interface FigureProps {
  readonly seconds: number;
  readonly spread?: number;
  /** Share of the peak of the engine's arithmetic. */
  readonly ofPeak?: number | undefined;
}

function Figure({ seconds, spread, ofPeak }: FigureProps) {
  return (
    <>
      <strong className={styles.seconds}>{formatNumber(seconds, 3)} s</strong>
      <span className={styles.detail}>
        {formatSpeed(1 / seconds)} ×
        {spread !== undefined && (
          <span className={spread > NOISY ? styles.noisy : undefined}>, spread {Math.round(100 * spread)} %</span>
        )}
      </span>
      {ofPeak !== undefined && <span className={styles.detail}>{formatNumber(100 * ofPeak, 2)} % of peak</span>}
    </>
  );
}
