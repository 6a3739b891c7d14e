import { MOST_SEED } from '../../model/random.ts';

/** Takes a value of unknown origin for what it has to be; undefined where it is something else. */
export type Read<T> = (value: unknown) => T | undefined;

export function numberFrom(least: number, most: number): Read<number> {
  return (value) => (typeof value === 'number' && value >= least && value <= most ? value : undefined);
}

export const finite: Read<number> = numberFrom(-Number.MAX_VALUE, Number.MAX_VALUE);

export function wholeFrom(least: number, most: number): Read<number> {
  return (value) => (Number.isInteger(value) ? numberFrom(least, most)(value) : undefined);
}

export const seed: Read<number> = wholeFrom(0, MOST_SEED);

export const flag: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** A text of at most 1000 letters. */
export const text: Read<string> = (value) => (typeof value === 'string' && value.length <= 1000 ? value : undefined);

export function oneOf<T extends string>(...choices: readonly T[]): Read<T> {
  return (value) => choices.find((choice) => choice === value);
}

/** Where a value is not right, the other stands in. */
export function or<T>(read: Read<T>, other: T): Read<T> {
  return (value) => read(value) ?? other;
}

/** A list of right values only: one that is wrong makes the list wrong. */
export function listOf<T>(read: Read<T>, most: number): Read<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > most) return undefined;
    const items: T[] = [];
    for (const one of value as readonly unknown[]) {
      const item = read(one);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  };
}

type Readers = Readonly<Record<string, Read<unknown>>>;
type Values<R extends Readers> = { readonly [K in keyof R]: Exclude<ReturnType<R[K]>, undefined> };

/**
 * An object with these entries and no others. One that is wrong, or missing where it may not, makes the object wrong.
 * @param optional may be missing
 */
export function objectOf<R extends Readers, O extends Readers = Record<never, never>>(
  required: R,
  optional?: O,
): Read<Values<R> & Partial<Values<O>>> {
  return (value) => {
    const saved = asObject(value);
    const entries: Record<string, unknown> = {};
    for (const [key, read] of Object.entries(required)) {
      entries[key] = read(saved[key]);
      if (entries[key] === undefined) return undefined;
    }
    for (const [key, read] of Object.entries(optional ?? {})) {
      if (saved[key] === undefined) continue;
      entries[key] = read(saved[key]);
      if (entries[key] === undefined) return undefined;
    }
    return entries as Values<R> & Partial<Values<O>>;
  };
}

/** An object of the kind that its `kind` says. */
export function kindOf<R extends Readonly<Record<string, Read<object>>>>(
  kinds: R,
): Read<{ readonly [K in keyof R]: { readonly kind: K } & Exclude<ReturnType<R[K]>, undefined> }[keyof R]> {
  return (value) => {
    const { kind } = asObject(value);
    if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) return undefined;
    const read = kinds[kind]!(value);
    return read === undefined ? undefined : ({ kind, ...read } as never);
  };
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
