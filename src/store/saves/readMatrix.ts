import { MOST_NEURONS } from '../../model/buildNetwork.ts';
import type { Distribution, MatrixDescription, MatrixPatch, MatrixStart } from '../../model/description.ts';
import { MOST_WEIGHT, checkPatch } from '../../model/connectivity/checkPatch.ts';
import type { NetworkModel } from '../../model/model.ts';
import { finite, flag, kindOf, listOf, numberFrom, objectOf, oneOf, seed, text, wholeFrom } from './shape.ts';
import type { Read } from './shape.ts';

const MOST_PATCHES = 100_000;

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
 * Matrices as a save holds them.
 * @param array finds the typed array that a save refers to
 */
export function matrixReader(model: NetworkModel, array: Read<unknown>): Read<MatrixDescription> {
  const floats: Read<Float32Array<ArrayBuffer>> = (value) => {
    const found = array(value);
    const isRight = found instanceof Float32Array && found.every((weight) => Math.abs(weight) <= MOST_WEIGHT);
    return isRight ? (found as Float32Array<ArrayBuffer>) : undefined;
  };
  const ones: Read<Uint8Array<ArrayBuffer>> = (value) => {
    const found = array(value);
    const isRight = found instanceof Uint8Array && found.every((weight) => weight <= 1);
    return isRight ? (found as Uint8Array<ArrayBuffer>) : undefined;
  };
  const cells: Read<Uint32Array<ArrayBuffer>> = (value) => {
    const found = array(value);
    return found instanceof Uint32Array ? (found as Uint32Array<ArrayBuffer>) : undefined;
  };
  const names = listOf(oneOf(...model.populations.map(({ name }) => name)), model.populations.length);
  const rule = { from: names, to: names, seed };

  const given = objectOf({ name: text, n: size, weights: (value) => ones(value) ?? floats(value) });
  const start: Read<MatrixStart> = kindOf({
    drawn: objectOf({}),
    none: objectOf({}),
    given: (value: unknown) => {
      const read = given(value);
      return read && read.weights.length === read.n ** 2 ? read : undefined;
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
    cells: objectOf({ n: size, cells, weights: (value) => finite(value) ?? floats(value) }),
    block: objectOf({ ...block, weight: finite }, { probability: share, seed }),
    scale: objectOf({ ...block, factor: finite }),
    draw: objectOf({ ...block, distribution, seed }),
    transpose: objectOf({}),
  });
  const patch: Read<MatrixPatch> = (value) => {
    const read = shape(value);
    try {
      // In whatever network: patches may reach beyond the neurons that there are, and wait for them.
      if (read) checkPatch(read, read.kind === 'cells' ? read.n : MOST_NEURONS);
      return read;
    } catch {
      return undefined; // The sentence is for somebody who edits.
    }
  };

  return objectOf({ start, patches: listOf(patch, MOST_PATCHES) }, { allowsSelf: flag });
}
