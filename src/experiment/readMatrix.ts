import { MOST_NEURONS } from '../model/buildNetwork.ts';
import type { Distribution, MatrixDescription, MatrixPatch, MatrixStart } from '../model/description.ts';
import { MOST_WEIGHT, checkPatch } from '../model/connectivity/checkPatch.ts';
import type { NetworkModel } from '../model/model.ts';
import { MOST_PATCHES } from './experimentFormat.ts';
import { finite, flag, kindOf, listOf, misfit, numberFrom, objectOf, oneOf, seed, text, wholeFrom } from './shape.ts';
import type { Read, Tell } from './shape.ts';

const index = wholeFrom(0, MOST_NEURONS);
const size = wholeFrom(1, MOST_NEURONS);
const share = numberFrom(0, 1);
const span = objectOf({ first: index, count: index });
const block = { rows: span, columns: span };

export const distribution: Read<Distribution> = kindOf({
  normal: objectOf({ mean: finite, deviation: numberFrom(0, Number.MAX_VALUE) }),
  uniform: objectOf({ least: finite, most: finite }),
  gradient: objectOf({ first: finite, last: finite }),
});

/**
 * Matrices as files and saves hold them.
 * @param array finds the typed array that one refers to
 */
export function matrixReader(model: NetworkModel, array: Read<unknown>): Read<MatrixDescription> {
  const isWeight = (weight: number): boolean => Math.abs(weight) <= MOST_WEIGHT;
  const expected = `weights from -${MOST_WEIGHT} to ${MOST_WEIGHT} as float32`;
  const floats: Read<Float32Array<ArrayBuffer>> = (value, tell) => {
    const found = array(value, tell);
    if (found === undefined) return undefined;
    if (found instanceof Float32Array && found.every(isWeight)) return found as Float32Array<ArrayBuffer>;
    tell?.(misfit(found, `an array of ${expected}`));
    return undefined;
  };
  const weights: Read<Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>> = (value, tell) => {
    const found = array(value, tell);
    if (found === undefined) return undefined;
    if (found instanceof Uint8Array && found.every((one) => one <= 1)) return found as Uint8Array<ArrayBuffer>;
    if (found instanceof Float32Array && found.every(isWeight)) return found as Float32Array<ArrayBuffer>;
    tell?.(misfit(found, `an array of 0 and 1 as uint8, or of ${expected}`));
    return undefined;
  };
  const cells: Read<Uint32Array<ArrayBuffer>> = (value, tell) => {
    const found = array(value, tell);
    if (found === undefined || found instanceof Uint32Array) return found as Uint32Array<ArrayBuffer> | undefined;
    tell?.(misfit(found, 'an array of cells (row · n + column) as uint32'));
    return undefined;
  };
  const names = listOf(oneOf(...model.populations.map(({ name }) => name)), model.populations.length);
  const rule = { from: names, to: names, seed };

  const given = objectOf({ name: text, n: size, weights });
  const start: Read<MatrixStart> = kindOf({
    drawn: objectOf({}),
    none: objectOf({}),
    given: (value: unknown, tell?: Tell) => {
      const read = given(value, tell);
      if (!read || read.weights.length === read.n ** 2) return read;
      tell?.({ at: 'weights', problem: `are ${read.weights.length}: expected [${read.n}, ${read.n}]` });
      return undefined;
    },
    random: objectOf({ ...rule, probability: share }),
    allToAll: objectOf(rule),
    oneToOne: objectOf(rule),
    ring: objectOf({ ...rule, neighbours: index }),
    distance: objectOf({ ...rule, probability: share, length: numberFrom(Number.MIN_VALUE, Number.MAX_VALUE) }),
    smallWorld: objectOf({ ...rule, neighbours: index, rewiring: share }),
    inDegree: objectOf({ ...rule, inDegree: index }),
  });

  const shape: Read<MatrixPatch> = kindOf({
    cells: objectOf({
      n: size,
      cells,
      weights: (value, tell) => (typeof value === 'number' ? finite(value, tell) : floats(value, tell)),
    }),
    block: objectOf({ ...block, weight: finite }, { probability: share, seed }),
    scale: objectOf({ ...block, factor: finite }),
    draw: objectOf({ ...block, distribution, seed }),
    transpose: objectOf({}),
  });
  const patch: Read<MatrixPatch> = (value, tell) => {
    const read = shape(value, tell);
    try {
      // In whatever network: patches may reach beyond the neurons that there are, and wait for them.
      if (read) checkPatch(read, read.kind === 'cells' ? read.n : MOST_NEURONS);
      return read;
    } catch (error) {
      tell?.({ at: '', problem: `cannot be: ${(error as RangeError).message}` });
      return undefined;
    }
  };

  return objectOf({ start, patches: listOf(patch, MOST_PATCHES) }, { allowsSelf: flag });
}
