import { ABOUT_SYNAPSE } from '../../../analysis/stateSpace/synapseStatistics.ts';
import { formatValue } from '../../../charts/measures/formatValue.ts';
import type { Measure } from '../measure.ts';
import { nameOfNeuron, probedSignal } from '../signals.ts';
import { windowText } from '../windowText.ts';

export const synapse: Measure<'synapse'> = {
  name: 'synapse',
  title: '[O] and transmitter',
  group: 'Synapse',
  about: [ABOUT_SYNAPSE],
  prepare: (context) => {
    const { synapse: type } = context.options;
    const neuron = context.neuronAt('synapse');
    const open = probedSignal(context, { neuron, variable: `O_${type}` });
    const transmitter = probedSignal(context, { neuron, variable: `T_${type}` });
    if (open === undefined || transmitter === undefined) {
      return `[O] and [T] of the ${type} synapses that ${nameOfNeuron(context, neuron)} makes were not recorded in this range. Record them, and run again.`;
    }
    if (open.start !== transmitter.start)
      return '[O] and [T] were recorded from different times on. Look at a later range, or run again.';
    if (open.samples.every(Number.isNaN))
      return `${nameOfNeuron(context, neuron)} makes no ${type} synapses. Pick a neuron that does.`;
    return { kind: 'synapse', open, transmitter };
  },
  show: ({ meanOpen, peakOpen, timeOfPeak, releases, decay, time, open, transmitter }, context) => {
    const window = windowText(context.span);
    const type = context.options.synapse;
    const neuron = nameOfNeuron(context, context.neuronAt('synapse'));
    let most = 0;
    for (const value of transmitter) most = Math.max(most, value);
    const fall = decay === undefined ? '' : `decay ${formatValue(decay)} ms`;
    return {
      line: `[O] mean ${formatValue(meanOpen)}, peak ${formatValue(peakOpen)} · ${releases} ${releases === 1 ? 'release' : 'releases'}${fall && ` · ${fall}`}`,
      figure: {
        name: 'synapse',
        title: `${type} synapses of ${neuron}`,
        kind: 'xy',
        x: { label: 'time', unit: 'ms', range: [context.span.from, context.span.to] },
        y: { label: 'fraction', unit: '', range: [0, 1] },
        series: [
          {
            kind: 'line',
            name: `[T] / ${formatValue(most)} mM`,
            colour: { of: 'reference' },
            x: time,
            y: Float64Array.from(transmitter, (value) => (most > 0 ? value / most : 0)),
          },
          { kind: 'line', name: '[O]', colour: { of: 'neuron', index: context.neuronAt('synapse') }, x: time, y: open },
        ],
        text:
          `${type} synapses that ${neuron} makes, ${window}: open fraction ${formatValue(meanOpen)} on average, ${formatValue(peakOpen)} at most, at ${formatValue(timeOfPeak, 4)} ms; ` +
          `${releases} ${releases === 1 ? 'release' : 'releases'} of transmitter, up to ${formatValue(most)} mM${fall && `; ${fall}`}.`,
        window,
      },
    };
  },
};
