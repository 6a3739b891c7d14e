import type { NetworkDescription } from '../../model/description.ts';
import { ownedParameters } from '../../model/parameters/parameterChanges.ts';
import type { OwnedParameter, PopulationValues } from '../../model/parameters/parameterChanges.ts';
import { extentOf, valuesOf } from '../../model/parameters/parameterValues.ts';
import type { PopulationRange } from '../../model/population.ts';
import { PRESETS } from '../../model/presets.ts';
import { formatNeurons } from '../edits/neuronList.ts';
import { fromTo, rangeText, withUnit } from './fromTo.ts';

/** So many characters of a list of neurons are written out; of more, only how many there are. */
const LONGEST_LIST = 24;

/** The parameters that differ: 'g_GABA of LN: 0.8 → 0 mS/cm²', 'g_Na of PN 7: 100 → 110 mS/cm²', 'g_Na of 12 PNs: 95 … 105 → 100 mS/cm²'. */
export function parameterDifferences(a: NetworkDescription, b: NetworkDescription): string[] {
  if (a.changes === b.changes && a.preset === b.preset) return [];
  const ofB = new Set(ownedParameters(PRESETS[b.preset]).map(({ symbol }) => symbol));
  return ownedParameters(PRESETS[a.preset])
    .filter(({ symbol }) => ofB.has(symbol))
    .flatMap((parameter) => differencesOf(parameter, a, b));
}

/** A population's values in both networks. */
interface Pair {
  readonly range: PopulationRange;
  readonly from: PopulationValues;
  readonly to: PopulationValues;
}

function differencesOf(parameter: OwnedParameter, a: NetworkDescription, b: NetworkDescription): string[] {
  const { symbol, unit } = parameter;
  const pairs = pairsOf(valuesOf(a, symbol), valuesOf(b, symbol));
  const [first] = pairs;
  const isOne =
    pairs.length > 1 && pairs.every(({ from, to }) => isNumber(from) && from === first!.from && to === first!.to);
  if (isOne && isNumber(first!.to)) {
    return first!.from === first!.to ? [] : [`${symbol}: ${fromTo(first!.from as number, first!.to, unit)}`];
  }
  return pairs.flatMap((pair) => differenceIn(parameter, pair) ?? []);
}

function pairsOf(a: ReturnType<typeof valuesOf>, b: ReturnType<typeof valuesOf>): Pair[] {
  return a.populations.flatMap((range, p) => {
    const other = b.populations.findIndex(({ name }) => name === range.name);
    const [from, to] = [a.values[p], b.values[other]];
    const isHeld = range.count > 0 && (b.populations[other]?.count ?? 0) > 0;
    return isHeld && from !== undefined && to !== undefined ? [{ range, from, to }] : [];
  });
}

function differenceIn({ symbol, unit, of }: OwnedParameter, { range, from, to }: Pair): string | undefined {
  const { name, first, count } = range;
  const owner = of === 'synapse' ? 'onto' : 'of';
  if (isNumber(from) && isNumber(to)) {
    return from === to ? undefined : `${symbol} ${owner} ${name}: ${fromTo(from, to, unit)}`;
  }
  const isSameSize = [from, to].every((values) => isNumber(values) || values.length === count);
  if (!isSameSize) {
    return `${symbol} ${owner} ${name}: ${rangeText(extentOf(from))} → ${withUnit(rangeText(extentOf(to)), unit)}`;
  }
  const at = (values: PopulationValues, index: number): number => (isNumber(values) ? values : values[index]!);
  const changed = Array.from({ length: count }, (_, i) => i).filter((i) => at(from, i) !== at(to, i));
  if (changed.length === 0) return undefined;
  const [before, after] = [from, to].map((values) => extentOf(Float64Array.from(changed, (i) => at(values, i))));
  const neurons = changed.map((i) => first + i);
  const values =
    before![0] === before![1] && after![0] === after![1]
      ? fromTo(before![0], after![0], unit)
      : `${rangeText(before!)} → ${withUnit(rangeText(after!), unit)}`;
  return `${symbol} ${owner} ${nameOf(name, neurons, count)}: ${values}`;
}

/** 'PN' for all of them, 'PN 7', 'PN 3-5', '12 PNs'. */
function nameOf(population: string, neurons: readonly number[], count: number): string {
  if (neurons.length === count) return population;
  const list = formatNeurons(neurons);
  return list.length > LONGEST_LIST ? `${neurons.length} ${population}s` : `${population} ${list}`;
}

function isNumber(values: PopulationValues): values is number {
  return typeof values === 'number';
}
