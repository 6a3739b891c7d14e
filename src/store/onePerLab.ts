import type { Lab } from './lab.ts';

/** One of a kind for each lab, made when it is asked for first: what is made later than the lab and lasts as long. */
export function onePerLab<T extends object, More extends readonly unknown[]>(
  make: (lab: Lab, ...more: More) => T,
): (lab: Lab, ...more: More) => T {
  const made = new WeakMap<Lab, T>();
  return (lab, ...more) => {
    const one = made.get(lab) ?? make(lab, ...more);
    made.set(lab, one);
    return one;
  };
}
