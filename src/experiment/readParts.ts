import { MOST_NEURONS } from '../model/buildNetwork.ts';
import type { LongRunDescription, ParameterChange, Probe } from '../model/description.ts';
import type { Guide } from './experiment.ts';
import { MOST_ENTRIES } from './experimentFormat.ts';
import { MOST_BATCHES, MOST_EVERY } from '../model/stateColumns.ts';
import { distribution } from './readMatrix.ts';
import { finite, kindOf, listOf, objectOf, seed, text, wholeFrom } from './shape.ts';
import type { Read } from './shape.ts';

const neuron = wholeFrom(0, MOST_NEURONS - 1);

/** A change of parameters; whether a model has such a parameter is not looked at. */
export const parameterChange: Read<ParameterChange> = (value, tell) => {
  const target = changeTarget(value, tell);
  const change = target && changeKind(value, tell);
  return target && change && { ...target, ...change };
};

const changeTarget = objectOf({ parameter: text }, { population: text, neurons: listOf(neuron, MOST_NEURONS) });
const changeKind = kindOf({
  set: objectOf({ value: finite }),
  scale: objectOf({ factor: finite }),
  list: objectOf({ values: listOf(finite, MOST_NEURONS) }),
  draw: objectOf({ distribution, seed }),
});

/** What is recorded besides V; whether there is such a neuron with such a variable is not looked at. */
export const probe: Read<Probe> = objectOf({ neuron, variable: text });

/** How a run goes to disk; whether the network has what it records is not looked at. */
export const longRun: Read<LongRunDescription> = objectOf({
  batches: wholeFrom(1, MOST_BATCHES),
  record: objectOf(
    { every: wholeFrom(1, MOST_EVERY) },
    { variables: listOf(text, MOST_ENTRIES), neurons: listOf(neuron, MOST_NEURONS) },
  ),
});

export const guide: Read<Guide> = objectOf({ watch: text, predict: text, tryThis: text }, { answer: text });
