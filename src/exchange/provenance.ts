import type { MatrixDescription } from '../model/description.ts';
import { ownedParameters } from '../model/parameters/parameterChanges.ts';
import { extentOf, valuesOf } from '../model/parameters/parameterValues.ts';
import type { ExportedRun } from './exportedRun.ts';

/** How a run differs from the model's defaults, a line each; none where it does not. */
export function listDifferences({ run, network }: ExportedRun): string[] {
  const { preset, matrices = {}, start, initialState, initialStateName, counts } = run.network;
  const lines = ownedParameters(network.model).flatMap((parameter) => differencesOf(run.network, parameter.symbol));
  if (counts !== undefined) lines.unshift(network.populations.map(({ name, count }) => `${count} ${name}`).join(', '));
  if (preset !== 'nerveflow') lines.unshift(network.model.title);
  for (const { type, presynaptic } of network.synapses) {
    const matrix = matrices[type.name];
    if (matrix !== undefined) lines.push(`${type.name}: ${presynaptic.length} synapses, ${describeMatrix(matrix)}`);
  }
  if (initialState !== undefined) lines.push(`initial state: ${initialStateName ?? 'given'}`);
  else if (start !== undefined) {
    const { V = network.model.membrane.initial, noise = 0.01 } = start;
    lines.push(`initial state: V = ${V} mV, every value times (1 + ${noise} N(0, 1))`);
  }
  return lines;
}

function differencesOf(described: ExportedRun['run']['network'], symbol: string): string[] {
  const { parameter, populations, values, ofModel } = valuesOf(described, symbol);
  const unit = parameter.unit === '1' ? '' : ` ${parameter.unit}`;
  return populations.flatMap(({ name, count }, p) => {
    const [value, before] = [values[p], ofModel[p]];
    if (count === 0 || value === undefined || value === before) return [];
    const owner = parameter.of === 'synapse' ? 'onto' : 'of';
    const isOne = typeof value === 'number';
    const now = isOne ? short(value) : extentOf(value).map(short).join(' to ');
    return [`${symbol} ${owner} ${name}: ${before} -> ${now}${unit}${isOne ? '' : ', neuron by neuron'}`];
  });
}

/** To six digits: what 0.8 · 0.1 leaves beyond them is rounding noise. */
function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function describeMatrix({ start, patches }: MatrixDescription): string {
  const edits = patches.length === 0 ? '' : `, edited ${patches.length === 1 ? 'once' : `${patches.length} times`}`;
  switch (start.kind) {
    case 'drawn':
      return `as the model draws them${edits}`;
    case 'none':
      return patches.length === 0 ? 'none' : `set by hand`;
    case 'given':
      return `of ${start.name}${edits}`;
    default:
      return `generated (${start.kind}, seed ${start.seed})${edits}`;
  }
}
