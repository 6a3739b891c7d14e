import { useEffect, useRef, useState } from 'react';
import { NERVEFLOW_SECONDS } from '../../benchmark/nerveflowTimes.ts';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { ENGINE_KINDS } from '../../engine/engineInfo.ts';
import { formatCount, formatNumber } from '../format.ts';
import styles from './BenchmarkChart.module.css';
import { secondsOf } from './benchmarkColumns.ts';
import type { BenchmarkColumn } from './benchmarkColumns.ts';
import { decades, logPosition, spacedValues } from './logScale.ts';
import type { LogScale } from './logScale.ts';

/** px. */
const HEIGHT = 272;
const MARGIN = { left: 52, right: 16, top: 12, bottom: 40 };
/** px: labels of the horizontal axis need this much. */
const LABEL_GAP = 32;

export interface BenchmarkChartProps {
  readonly columns: readonly BenchmarkColumn[];
  readonly sizes: readonly number[];
  readonly theme: ChartTheme;
}

interface Series {
  readonly key: string;
  readonly name: string;
  readonly colour: string;
  readonly dashes?: string;
  readonly marker: 'square' | 'disc' | 'ring';
  /** Number of neurons and seconds, ascending. */
  readonly points: readonly (readonly [number, number])[];
}

/** Seconds for 1000 ms against the number of neurons, both logarithmic; below the line of one second is faster than real time. */
export function BenchmarkChart({ columns, sizes, theme }: BenchmarkChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const series = [nerveflow(theme), ...columns.map((column) => seriesOf(column, theme))];
  const seconds = series.flatMap(({ points }) => points.map(([, value]) => value));
  const x: LogScale = {
    from: Math.min(...sizes) / 1.15,
    to: Math.max(...sizes) * 1.15,
    start: MARGIN.left,
    end: width - MARGIN.right,
  };
  const y: LogScale = {
    from: 10 ** Math.floor(Math.log10(Math.min(0.5, ...seconds))),
    to: 10 ** Math.ceil(Math.log10(Math.max(...seconds))),
    start: HEIGHT - MARGIN.bottom,
    end: MARGIN.top,
  };
  const at = ([n, value]: readonly [number, number]) => [logPosition(x, n), logPosition(y, value)] as const;
  const realTime = logPosition(y, 1);

  return (
    <figure className={styles.figure}>
      <ul className={styles.legend}>
        {series.map((one) => (
          <li key={one.key}>
            <svg width="26" height="10" aria-hidden="true">
              <Curve
                series={one}
                at={([n]) => [n, 5]}
                points={[
                  [0, 0],
                  [13, 0],
                  [26, 0],
                ]}
                isMarkedAt={1}
                theme={theme}
              />
            </svg>
            {one.name}
          </li>
        ))}
      </ul>
      <div ref={frame} className={styles.frame}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="img" aria-label={describe(series)}>
            {decades(y.from, y.to).map((value) => (
              <g key={value} className={styles.tick}>
                <line
                  x1={x.start}
                  x2={x.end}
                  y1={logPosition(y, value)}
                  y2={logPosition(y, value)}
                  stroke={theme.grid}
                />
                <text x={x.start - 6} y={logPosition(y, value)} dy="0.32em" textAnchor="end">
                  {formatNumber(value)} s
                </text>
              </g>
            ))}
            {spacedValues(x, sizes, LABEL_GAP).map((n) => (
              <text key={n} className={styles.tickText} x={logPosition(x, n)} y={y.start + 16} textAnchor="middle">
                {formatCount(n)}
              </text>
            ))}
            <text className={styles.tickText} x={(x.start + x.end) / 2} y={HEIGHT - 6} textAnchor="middle">
              neurons
            </text>
            <line x1={x.start} x2={x.end} y1={realTime} y2={realTime} stroke={theme.text} strokeWidth="1" />
            <text className={styles.realTime} x={x.end} y={realTime - 5} textAnchor="end">
              real time
            </text>
            {series.map((one) => (
              <Curve key={one.key} series={one} at={at} points={one.points} theme={theme} />
            ))}
          </svg>
        )}
      </div>
    </figure>
  );
}

interface CurveProps {
  readonly series: Series;
  readonly points: Series['points'];
  readonly at: (point: readonly [number, number]) => readonly [number, number];
  /** The one point that has a marker; all where it is left out. */
  readonly isMarkedAt?: number;
  readonly theme: ChartTheme;
}

function Curve({ series: { colour, dashes, marker }, points, at, isMarkedAt, theme }: CurveProps) {
  const places = points.map(at);
  const marked = isMarkedAt === undefined ? places : places.slice(isMarkedAt, isMarkedAt + 1);
  return (
    <g stroke={colour} strokeWidth="1.5">
      <polyline points={places.map((place) => place.join(',')).join(' ')} fill="none" strokeDasharray={dashes} />
      {marked.map(([px, py]) =>
        marker === 'square' ? (
          <rect key={px} x={px - 3} y={py - 3} width="6" height="6" fill={colour} />
        ) : (
          <circle key={px} cx={px} cy={py} r="3.5" fill={marker === 'disc' ? colour : theme.background} />
        ),
      )}
    </g>
  );
}

function nerveflow(theme: ChartTheme): Series {
  const points = [...NERVEFLOW_SECONDS].flatMap(([n, value]) =>
    typeof value === 'number' ? [[n, value] as const] : [],
  );
  return { key: 'NerveFlow', name: 'NerveFlow (its slides)', colour: theme.mutedText, marker: 'square', points };
}

/** A colour per kind, a filled marker for float64, dashes for several threads. */
function seriesOf({ key, kind, name, how, request, results }: BenchmarkColumn, theme: ChartTheme): Series {
  const points = [...results].flatMap(([n, result]) => {
    const seconds = secondsOf(result);
    return seconds === undefined ? [] : [[n, seconds] as const];
  });
  return {
    key,
    name: `${name} ${how}`,
    colour: theme.series[ENGINE_KINDS.indexOf(kind) % theme.series.length]!,
    ...((request.threads ?? 1) > 1 && { dashes: '5 3' }),
    marker: request.precision === 'float64' ? 'disc' : 'ring',
    points: points.sort(([a], [b]) => a - b),
  };
}

function describe(series: readonly Series[]): string {
  const sentences = series
    .filter(({ points }) => points.length > 0)
    .map(({ name, points }) => `${name}: ${points.map(([n, s]) => `${formatNumber(s, 3)} s at ${n}`).join(', ')}`);
  return `Seconds for 1000 ms against the number of neurons, both logarithmic. ${sentences.join('. ')}.`;
}

/** The element's width, px; 0 until it was measured. */
function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
