import type { ReactNode } from 'react';
import styles from './DemoPicture.module.css';

/** A sketch of what a demo shows; what it means stands beside it. */
export function DemoPicture({ id }: { readonly id: string }) {
  return (
    <svg className={styles.picture} viewBox="0 0 200 72" aria-hidden="true">
      {PICTURES[id]}
    </svg>
  );
}

type Point = readonly [number, number];

function line(points: readonly Point[]): string {
  return points.map(([x, y], k) => `${k === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

/** The curve of y over x from `from` to `to`, both in the units of the picture. */
function curve(from: number, to: number, y: (x: number) => number): string {
  const count = Math.round(to - from);
  return line(Array.from({ length: count + 1 }, (_, k): Point => [from + k, y(from + k)]));
}

/** One potential about its peak at 0: 1 there. */
function bump(x: number, width: number): number {
  return Math.exp(-((x / width) ** 2));
}

function pulses(at: readonly number[], width: number): (x: number) => number {
  return (x) => at.reduce((sum, peak) => sum + bump(x - peak, width), 0);
}

function Neuron({
  of,
  x,
  y,
  r = 11,
}: {
  readonly of: 'PN' | 'LN';
  readonly x: number;
  readonly y: number;
  readonly r?: number;
}) {
  return (
    <>
      <circle className={of === 'PN' ? styles.pn : styles.ln} cx={x} cy={y} r={r} />
      {r > 8 && (
        <text className={styles.name} x={x} y={y + 3.5}>
          {of}
        </text>
      )}
    </>
  );
}

/** Rings of PNs about the LNs, as in a lobe. */
function Lobe({ x }: { readonly x: number }) {
  const ring = (count: number, radius: number): Point[] =>
    Array.from({ length: count }, (_, k) => [
      x + radius * Math.cos((2 * Math.PI * k) / count),
      36 + radius * Math.sin((2 * Math.PI * k) / count),
    ]);
  return (
    <>
      {[...ring(16, 26), ...ring(11, 18)].map(([cx, cy]) => (
        <circle key={`${cx} ${cy}`} className={styles.pn} cx={cx} cy={cy} r={2.6} />
      ))}
      {[...ring(6, 9), [x, 36] as Point].map(([cx, cy]) => (
        <circle key={`${cx} ${cy}`} className={styles.ln} cx={cx} cy={cy} r={2.6} />
      ))}
    </>
  );
}

const odour = (x: number): number => 1 / (1 + Math.exp(-(x - 95) / 4)) - 1 / (1 + Math.exp(-(x - 172) / 5));

const PICTURES: Readonly<Record<string, ReactNode>> = {
  'one-pn': (
    <>
      <Neuron of="PN" x={24} y={36} />
      <path className={styles.faint} d="M50 62h14v-7h14v-7h14v-7h14" />
      <path className={styles.axis} d="M128 10v52h60" />
      <path className={styles.ofPn} d={curve(140, 188, (x) => 62 - 6.4 * Math.sqrt(x - 140))} />
    </>
  ),
  'one-ln': (
    <>
      <Neuron of="LN" x={24} y={36} />
      <path className={styles.ofLn} d={curve(50, 192, (x) => 40 - 30 * pulses([60, 76, 97, 124, 156, 188], 4)(x))} />
      <path
        className={styles.dashed}
        d={curve(50, 192, (x) => 66 - 18 * (1 - Math.exp(-Math.max(0, x - 58) / 40)) + 1.5 * Math.sin(x / 5))}
      />
    </>
  ),
  pair: (
    <>
      <Neuron of="PN" x={26} y={20} />
      <Neuron of="LN" x={26} y={54} r={11} />
      <path className={styles.link} d="M17 29v11m-3 -4l3 5l3 -5" />
      <path className={styles.link} d="M35 45v-11m-4 0h8" />
      <path
        className={styles.ofPn}
        d={curve(54, 192, (x) => 30 - 20 * pulses([60, 82, 93, 104, 115, 137, 148, 159, 170, 192], 1.2)(x))}
      />
      <path className={styles.ofLn} d={curve(54, 192, (x) => 62 - 18 * pulses([66, 121, 176], 4)(x))} />
    </>
  ),
  lobe: (
    <>
      <Lobe x={36} />
      <path className={styles.ofPn} d={curve(72, 194, (x) => 36 - 20 * odour(x) * Math.sin((x - 90) / 1.6))} />
    </>
  ),
  'without-gaba': (
    <>
      <Lobe x={36} />
      <path className={styles.cross} d="M14 58L58 14" />
      <path
        className={styles.ofPn}
        d={curve(72, 194, (x) => 40 - 10 * odour(x) - 3 * odour(x) * (Math.sin(x * 1.9) + Math.sin(x * 2.7 + 1)))}
      />
    </>
  ),
  'without-ln-ln': (
    <>
      <Neuron of="LN" x={18} y={24} />
      <Neuron of="LN" x={54} y={48} />
      <path className={styles.link} d="M28 31l16 11" />
      <path className={styles.cross} d="M30 44L42 28" />
      <path className={styles.ofLn} d={curve(76, 194, (x) => 36 - 22 * odour(x) * Math.sin((x - 90) / 2.8))} />
    </>
  ),
  trajectories: (
    <>
      <path className={styles.axis} d="M24 58l40 -14M24 58h56M24 58v-44" />
      <path className={styles.first} d="M70 54c40 -40 100 -40 60 -8c-20 16 -50 14 -60 8" />
      <path className={styles.second} d="M70 54c-10 -50 40 -60 36 -26c-3 20 -26 26 -36 26" />
      <path className={styles.third} d="M70 54c60 16 120 6 96 -14c-20 -14 -70 4 -96 14" />
    </>
  ),
  synchrony: (
    <>
      {[0, 1, 2].flatMap((row) =>
        Array.from({ length: 8 }, (_, k) => (
          <rect
            key={`${row} ${k}`}
            className={styles.cell}
            x={20 + 20.5 * k}
            y={6 + 20.5 * row}
            width={19}
            height={19}
            style={{ fillOpacity: 0.08 + 0.85 / (1 + Math.exp(3 - 1.5 * k + (row - 1) * 0.5)) }}
          />
        )),
      )}
    </>
  ),
  rounding: (
    <>
      <path
        className={styles.ofPn}
        d={curve(8, 194, (x) => 34 - 22 * pulses([20, 44, 66, 92, 118, 138, 168, 186], 2)(x))}
      />
      <path
        className={styles.other}
        d={curve(8, 194, (x) => 64 - 22 * pulses([20, 44, 66, 92, 114, 146, 158, 190], 2)(x))}
      />
      <path className={styles.dashed} d="M103 4v64" />
    </>
  ),
};
