import { assemble } from '../../engine/cpu/assemble.ts';
import type { Precision } from '../../engine/engineInfo.ts';
import { fastestRun } from './fastestRun.ts';
import type { MeasuredPeak } from './measuredPeak.ts';

/** Vectors of 128 bits in flight: more than the latency of an addition times the vectors per clock, fewer than registers. */
export const CHAINS = 12;
export const LANES: Readonly<Record<Precision, number>> = { float32: 4, float64: 2 };

/** `run(iterations, factor, term)`: chains of x · factor + term, from 1 on; the sum of all lanes of all chains. */
export type MultiplyAdd = (iterations: number, factor: number, term: number) => number;

export async function makeMultiplyAdd(precision: Precision): Promise<MultiplyAdd> {
  const { exports } = await WebAssembly.instantiate(await assemble(writeMultiplyAdd(precision)));
  return exports['run'] as MultiplyAdd;
}

function writeMultiplyAdd(precision: Precision): string {
  const [lane, lanes] = precision === 'float64' ? ['f64', LANES.float64] : ['f32', LANES.float32];
  const vector = `${lane}x${lanes}`;
  const chains = Array.from({ length: CHAINS }, (_, k) => `$x${k}`);
  const splat = (value: string): string => `(${vector}.splat ${value})`;
  const total = chains.map((x) => `(local.get ${x})`).reduce((sum, x) => `(${vector}.add ${sum} ${x})`);
  const sum = Array.from({ length: lanes }, (_, k) => `(${vector}.extract_lane ${k} (local.get $x0))`);
  return `(module
  (func (export "run") (param $iterations i32) (param $f ${lane}) (param $t ${lane}) (result ${lane})
    (local $factor v128) (local $term v128) ${chains.map((x) => `(local ${x} v128)`).join(' ')}
    (local.set $factor ${splat('(local.get $f)')})
    (local.set $term ${splat('(local.get $t)')})
    ${chains.map((x) => `(local.set ${x} ${splat(`(${lane}.const 1)`)})`).join('\n    ')}
    (block $done
      (br_if $done (i32.eqz (local.get $iterations)))
      (loop $next
        ${chains
          .map(
            (x) =>
              `(local.set ${x} (${vector}.add (${vector}.mul (local.get ${x}) (local.get $factor)) (local.get $term)))`,
          )
          .join('\n        ')}
        (br_if $next (local.tee $iterations (i32.sub (local.get $iterations) (i32.const 1))))))
    (local.set $x0 ${total})
    ${sum.reduce((before, one) => `(${lane}.add ${before} ${one})`)}))`;
}

/** The peak of one thread in WebAssembly's vectors, which have no fused multiply-add. */
export async function webAssemblyPeak(precision: Precision): Promise<MeasuredPeak> {
  const run = await makeMultiplyAdd(precision);
  const seconds = await fastestRun((iterations) => run(iterations, 0.999, 1e-3));
  return {
    how: `multiplications and additions in ${CHAINS} chains of WebAssembly vectors, one thread`,
    flopsPerSecond: (2 * CHAINS * LANES[precision]) / seconds,
  };
}
