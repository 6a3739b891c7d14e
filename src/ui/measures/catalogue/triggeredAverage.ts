import { ABOUT_SPIKE_TRIGGERED_AVERAGE } from '../../../analysis/firing/spikeTriggeredAverage.ts';
import { formatValue } from '../../../charts/measures/formatValue.ts';
import type { Measure, MeasureContext } from '../measure.ts';
import { countedWord, fieldOf, nameOfNeuron, populationIndex, timesOf, voltageOf } from '../signals.ts';
import { windowText } from '../windowText.ts';

/** ms on either side of the spike. */
const REACH = 50;

export const triggeredAverage: Measure<'triggeredAverage'> = {
  name: 'triggeredAverage',
  title: 'Spike-triggered average',
  group: 'Pairs',
  about: [ABOUT_SPIKE_TRIGGERED_AVERAGE],
  prepare: async (context) => {
    const trigger = context.neuronAt('trigger');
    const times = timesOf(context, trigger);
    if (times.length === 0) return `${nameOfNeuron(context, trigger)} does not fire in this range. Pick one that does.`;
    const { signal } = signalOf(context);
    return { kind: 'triggeredAverage', signal: await signal(), times, beforeMs: REACH, afterMs: REACH };
  },
  show: ({ lag, mean, standardError, spikes }, context) => {
    const window = windowText(context.span);
    const trigger = nameOfNeuron(context, context.neuronAt('trigger'));
    const { name, colour } = signalOf(context);
    const [low, high] = extremesOf(lag, mean);
    const isNone = spikes === 0;
    const numbers = `${formatValue(low.value)} mV at ${signed(low.lag)} ms, ${formatValue(high.value)} mV at ${signed(high.lag)} ms`;
    return {
      line: isNone
        ? `No ${countedWord(trigger, 1)} of ${trigger} has ${REACH} ms on either side`
        : `${spikes} ${countedWord(trigger, spikes)} of ${trigger} · ${numbers}`,
      figure: {
        name: 'spike-triggered-average',
        title: `${name} around ${countedWord(trigger, 2)} of ${trigger}`,
        kind: 'xy',
        x: { label: `time from the ${countedWord(trigger, 1)} of ${trigger}`, unit: 'ms', range: [-REACH, REACH] },
        y: { label: name, unit: 'mV' },
        series: isNone
          ? []
          : [
              {
                kind: 'band',
                name: '± s.e.m.',
                colour,
                x: lag,
                lower: mean.map((value, k) => value - standardError[k]!),
                upper: mean.map((value, k) => value + standardError[k]!),
              },
              { kind: 'mark', name: countedWord(trigger, 1), colour: { of: 'reference' }, x: 0, text: '' },
              { kind: 'line', name, colour, x: lag, y: mean },
            ],
        text: isNone
          ? `Spike-triggered average, ${window}: no ${countedWord(trigger, 1)} of ${trigger} has ${REACH} ms of ${name} on either side.`
          : `Average of ${name} around ${spikes} ${countedWord(trigger, spikes)} of ${trigger}, ${window}: least ${formatValue(low.value)} mV at ${signed(low.lag)} ms, most ${formatValue(high.value)} mV at ${signed(high.lag)} ms.`,
        window,
      },
    };
  },
};

function signalOf(context: MeasureContext) {
  const { options, populations, recording, span } = context;
  if (options.triggered === 'V') {
    const neuron = context.neuronAt('triggered');
    const colour = { of: 'neuron', index: neuron } as const;
    return {
      name: `V of ${nameOfNeuron(context, neuron)}`,
      colour,
      signal: () => voltageOf(recording, neuron, span),
    };
  }
  const index = populationIndex(populations, options.triggered);
  const colour = { of: 'population', index } as const;
  return {
    name: `mean ${populations[index]!.name} V`,
    colour,
    signal: () => fieldOf(context, populations[index]!.name),
  };
}

function extremesOf(lag: Float64Array, mean: Float64Array) {
  const at = (k: number) => ({ lag: lag[k] ?? NaN, value: mean[k] ?? NaN });
  let [low, high] = [0, 0];
  mean.forEach((value, k) => {
    if (value < mean[low]!) low = k;
    if (value > mean[high]!) high = k;
  });
  return [at(low), at(high)] as const;
}

function signed(ms: number): string {
  return ms > 0 ? `+${formatValue(ms)}` : formatValue(ms);
}
