import { quoted } from '../files/quoted.ts';
import { MOST_SEED } from '../model/random.ts';

/** Why a value was not taken. */
export interface Misfit {
  /** Where it stands in what is read: 'stimulus[2].part.onset'; '' for the whole. */
  readonly at: string;
  /** The rest of the sentence: 'is -3: expected a number from 0 to 1'. */
  readonly problem: string;
}

export type Tell = (misfit: Misfit) => void;

/**
 * Takes a value of unknown origin for what it has to be; undefined where it is something else.
 * @param tell hears of what was not taken; without it defaults stand in where there are some
 */
export type Read<T> = (value: unknown, tell?: Tell) => T | undefined;

/** What passes the test, else a misfit. */
export function when<T>(is: (value: unknown) => value is T, expected: string): Read<T> {
  return (value, tell) => {
    if (is(value)) return value;
    tell?.(misfit(value, expected));
    return undefined;
  };
}

export function numberFrom(least: number, most: number): Read<number> {
  return when((value): value is number => isWithin(value, least, most), `a number ${spell(least, most)}`);
}

export const finite: Read<number> = numberFrom(-Number.MAX_VALUE, Number.MAX_VALUE);

export function wholeFrom(least: number, most: number): Read<number> {
  return when(
    (value): value is number => Number.isInteger(value) && isWithin(value, least, most),
    `a whole number ${spell(least, most)}`,
  );
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}

function spell(least: number, most: number): string {
  if (most !== Number.MAX_VALUE) return `from ${least} to ${most}`;
  if (least === Number.MIN_VALUE) return 'above 0';
  return least === -Number.MAX_VALUE ? 'that is finite' : `of at least ${least}`;
}

export const seed: Read<number> = wholeFrom(0, MOST_SEED);

export const flag: Read<boolean> = when((value) => typeof value === 'boolean', 'true or false');

/** Letters of a text. */
export const MOST_LETTERS = 1000;

export const text: Read<string> = when(
  (value): value is string => typeof value === 'string' && value.length <= MOST_LETTERS,
  `a text of at most ${MOST_LETTERS} letters`,
);

export function oneOf<T extends string>(...choices: readonly T[]): Read<T> {
  const names = choices.map((choice) => `'${choice}'`);
  return when(
    (value): value is T => choices.some((choice) => choice === value),
    names.length > 1 ? `one of ${names.join(', ')}` : names.join(),
  );
}

/** Where a value is missing, the other stands in; also where it is not right and nobody listens. */
export function or<T>(read: Read<T>, other: T): Read<T> {
  return (value, tell) => {
    if (value === undefined) return other;
    return tell ? read(value, tell) : (read(value) ?? other);
  };
}

/** A list of right values only: one that is wrong makes the list wrong. */
export function listOf<T>(read: Read<T>, most: number): Read<readonly T[]> {
  return (value, tell) => {
    if (!Array.isArray(value) || value.length > most) {
      tell?.(misfit(value, `a list of at most ${most}`));
      return undefined;
    }
    const items: T[] = [];
    for (const [k, one] of (value as readonly unknown[]).entries()) {
      const item = read(one, tell && within(tell, `[${k}]`));
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
  return (value, tell) => {
    if (tell && !isObject(value)) {
      tell(misfit(value, 'an object'));
      return undefined;
    }
    const saved = asObject(value);
    const entries: Record<string, unknown> = {};
    for (const [key, read] of Object.entries(required)) {
      entries[key] = read(saved[key], tell && within(tell, key));
      if (entries[key] === undefined) return undefined;
    }
    for (const [key, read] of Object.entries(optional ?? {})) {
      if (saved[key] === undefined) continue;
      entries[key] = read(saved[key], tell && within(tell, key));
      if (entries[key] === undefined) return undefined;
    }
    return entries as Values<R> & Partial<Values<O>>;
  };
}

/** An object of the kind that its `kind` says. */
export function kindOf<R extends Readonly<Record<string, Read<object>>>>(
  kinds: R,
): Read<{ readonly [K in keyof R]: { readonly kind: K } & Exclude<ReturnType<R[K]>, undefined> }[keyof R]> {
  const readKind = oneOf(...Object.keys(kinds));
  return (value, tell) => {
    if (tell && !isObject(value)) {
      tell(misfit(value, 'an object'));
      return undefined;
    }
    const kind = readKind(asObject(value)['kind'], tell && within(tell, 'kind'));
    if (kind === undefined) return undefined;
    const read = kinds[kind]!(value, tell);
    return read === undefined ? undefined : ({ kind, ...read } as never);
  };
}

/** @param expected what would be right: 'a number from 0 to 1' */
export function misfit(value: unknown, expected: string): Misfit {
  return { at: '', problem: `${value === undefined ? 'is missing' : `is ${show(value)}`}: expected ${expected}` };
}

/** A value in a sentence, however long it is. */
function show(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `an array of ${value.constructor.name.replace('Array', '').toLowerCase()}`;
  if (typeof value === 'string') return quoted(value, MOST_SHOWN);
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

const MOST_SHOWN = 40;

/** Says of an entry where it stands in the whole. */
export function within(tell: Tell, key: string): Tell {
  return ({ at, problem }) => tell({ at: at === '' || at.startsWith('[') ? `${key}${at}` : `${key}.${at}`, problem });
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
