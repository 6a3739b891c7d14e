import type { NeuronRange } from '../../charts/drawNeuronStrip.ts';

/** Where the keyboard is on the strip. */
export interface StripPlace {
  readonly focused: number | undefined;
  readonly selected: NeuronRange | undefined;
}

/** Where an arrow key, Home, End or select-all leads; undefined for keys that move nothing. With shift the selection grows to there. */
export function moveOnStrip(
  place: StripPlace,
  neurons: readonly number[],
  key: string,
  { shift, all }: { readonly shift: boolean; readonly all: boolean },
): StripPlace | undefined {
  const [first, last] = [neurons[0], neurons.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (all) return { focused: place.focused, selected: { first, last } };
  if (key === 'Escape') return { focused: place.focused, selected: undefined };
  const at = place.focused === undefined ? -1 : neurons.indexOf(place.focused);
  const next = { ArrowLeft: Math.max(0, at - 1), ArrowRight: at + 1, Home: 0, End: neurons.length - 1 }[key];
  if (next === undefined) return undefined;
  const focused = neurons[Math.min(next, neurons.length - 1)]!;
  if (!shift) return { focused, selected: undefined };
  // The end of the selection that does not move with the keyboard stays.
  const { selected } = place;
  const from = place.focused ?? focused;
  const anchor = !selected ? from : selected.first === from ? selected.last : selected.first;
  return { focused, selected: { first: Math.min(anchor, focused), last: Math.max(anchor, focused) } };
}

/** '10–20', '7': the ends of a range of neurons; undefined where it is none of the network's. */
export function readNeuronRange(text: string, neurons: readonly number[]): NeuronRange | undefined {
  const parts = /^(\d+)(?:\s*(?:-|–|…|\.\.|to)\s*(\d+))?$/.exec(text.trim());
  if (!parts) return undefined;
  const [one, other] = [Number(parts[1]), Number(parts[2] ?? parts[1])];
  const range = { first: Math.min(one, other), last: Math.max(one, other) };
  return neurons.includes(range.first) && neurons.includes(range.last) ? range : undefined;
}
