import type { SpikeChange } from '../../analysis/runs/firstSpikeChange.ts';
import { neuronName } from '../../charts/chartTheme.ts';
import { formatDifference } from '../../charts/compare/drawVoltageDifference.ts';
import type { PopulationRange } from '../../model/population.ts';
import { DIFFERENT } from '../../recording/voltageDifference.ts';
import type { RunPair } from '../../store/compare/runPair.ts';

/** Where two runs part, in one sentence with numbers: 'The same until 182.3 ms: PN 4 spikes 0.1 ms later (182.3 → 182.4 ms) …'. */
export function describePair(pair: RunPair): string {
  const { a, difference, problem } = pair;
  if (!difference) return problem ?? describeSpikes(pair);
  pair.update();
  if (pair.rowsLeft > 0) return 'Comparing …';
  const { first, endRow, largest, time } = difference;
  const change = pair.spikeChange;
  if (endRow === 0) return 'There is nothing to compare yet.';
  const voltage = first && `V of ${neuronName(a.populations, first.neuron)} differs by more than ${DIFFERENT} mV`;
  if (!change) {
    const spikes = 'every spike comes at the same time';
    if (voltage) return `The same until ${formatMs(first.time)} ms, when ${voltage}; ${spikes}.`;
    const V = largest === 0 ? 'V is the same in every sample' : `V differs by at most ${formatDifference(largest)}`;
    return `The same up to ${formatMs(time)} ms: ${spikes}, ${V}.`;
  }
  const at = Math.min(change.time, change.movedTo ?? Infinity);
  const spike = describeChange(a.populations, change);
  if (voltage && first.time < at) return `The same until ${formatMs(first.time)} ms, when ${voltage}; ${spike}.`;
  const then = voltage ? `; from ${formatMs(first.time)} ms on ${voltage}` : '';
  return `The same until ${formatMs(at)} ms: ${spike}${then}.`;
}

/** Where one of the runs has spikes only. */
function describeSpikes({ a, b, spikeChange: change }: RunPair): string {
  const until = `up to ${formatMs(Math.min(a.time, b.time))} ms`;
  const isFileShorter = !a.hasVoltage && a.time < b.time;
  const end = isFileShorter ? `${until}, where the file ends` : until;
  if (!change) return `Every spike comes at the same time ${end}; V is known of one of the runs only.`;
  const at = formatMs(Math.min(change.time, change.movedTo ?? Infinity));
  return `The same spikes until ${at} ms: ${describeChange(a.populations, change)}${isFileShorter ? ` (compared ${end})` : ''}. V is known of one of the runs only.`;
}

function describeChange(populations: readonly PopulationRange[], change: SpikeChange): string {
  const { neuron, kind, isEvent, time, movedTo = time } = change;
  const name = neuronName(populations, neuron);
  const what = isEvent ? 'has an event' : 'spikes';
  if (kind === 'missing') return `${name} no longer ${what} at ${formatMs(time)} ms`;
  if (kind === 'new') return `${name} ${what} at ${formatMs(time)} ms, as it did not before`;
  const shift = movedTo - time;
  const how = `${formatMs(Math.abs(shift))} ms ${shift > 0 ? 'later' : 'earlier'}`;
  return `${name} ${what} ${how} (${formatMs(time)} → ${formatMs(movedTo)} ms)`;
}

/** To the step, without the rounding of steps that were added up. */
function formatMs(ms: number): string {
  return String(Number(ms.toFixed(3)));
}
