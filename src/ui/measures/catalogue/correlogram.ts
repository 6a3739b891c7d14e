import { ABOUT_CROSS_CORRELOGRAM } from '../../../analysis/firing/crossCorrelogram.ts';
import { formatValue } from '../../../charts/measures/formatValue.ts';
import type { Measure } from '../measure.ts';
import { countedWord, nameOfNeuron, timesOf } from '../signals.ts';
import { windowText } from '../windowText.ts';

/** ms */
const BIN = 2;
const REACH = 100;

export const correlogram: Measure<'correlogram'> = {
  name: 'correlogram',
  title: 'Cross-correlogram',
  group: 'Pairs',
  about: [ABOUT_CROSS_CORRELOGRAM],
  prepare: (context) => {
    const [one, other] = [context.neuronAt('reference'), context.neuronAt('target')];
    const reference = timesOf(context, one);
    const target = one === other ? reference : timesOf(context, other);
    const silent = [one, other].filter((_, k) => [reference, target][k]!.length === 0);
    if (silent.length > 0) {
      const names = [...new Set(silent)].map((neuron) => nameOfNeuron(context, neuron));
      return `${names.join(' and ')} ${names.length > 1 ? 'do' : 'does'} not fire in this range. Pick neurons that do.`;
    }
    return { kind: 'correlogram', reference, target, span: context.span, binMs: BIN, longestMs: REACH };
  },
  show: ({ lag, counts, expected, lower, upper, bound, references, targets }, context) => {
    const window = windowText(context.span);
    const [one, other] = [context.neuronAt('reference'), context.neuronAt('target')];
    const [reference, target] = [nameOfNeuron(context, one), nameOfNeuron(context, other)];
    const colour = { of: 'neuron', index: other } as const;
    const line = { of: 'reference' } as const;
    let peak = 0;
    counts.forEach((count, k) => {
      if (count - bound[k]! > counts[peak]! - bound[peak]!) peak = k;
    });
    const isAbove = counts[peak]! > bound[peak]!;
    const lagText = `${lag[peak]! > 0 ? '+' : ''}${formatValue(lag[peak]!)} ms`;
    const numbers = `${counts[peak]!} at ${lagText}, ${formatValue(expected[peak]!, 2)} expected`;
    return {
      line: `${reference}: ${references} ${countedWord(reference, references)} × ${target}: ${targets} ${countedWord(target, targets)} · ${isAbove ? numbers : 'no lag stands out'}`,
      figure: {
        name: 'cross-correlogram',
        title: `${target}’s ${countedWord(target, 2)} around ${countedWord(reference, 2)} of ${reference}`,
        kind: 'xy',
        x: { label: `${target} after ${reference}`, unit: 'ms', range: [-REACH - BIN / 2, REACH + BIN / 2] },
        y: { label: 'pairs per bin', unit: '' },
        series: [
          { kind: 'bars', name: 'pairs', colour, edges: edgesOf(lag), values: counts },
          { kind: 'band', name: '95 % if independent', colour: line, x: lag, lower, upper },
          { kind: 'line', name: 'if independent', colour: line, x: lag, y: expected, isDashed: true },
        ],
        text:
          `Cross-correlogram of ${reference} (${references} ${countedWord(reference, references)}) and ${target} (${targets} ${countedWord(target, targets)}), ${window}, bins of ${BIN} ms: ` +
          `${isAbove ? `most above independence are ${numbers} (95 % over all lags: up to ${formatValue(bound[peak]!)})` : 'no lag stands out from independent spikes'}.`,
        window,
      },
    };
  },
};

function edgesOf(middles: Float64Array): Float64Array {
  return Float64Array.from({ length: middles.length + 1 }, (_, k) => (middles[k] ?? middles[k - 1]! + BIN) - BIN / 2);
}
