import { MOST_SEED } from '../../model/random.ts';
import type { Json } from '../formatJson.ts';
import { MOST_LETTERS } from '../shape.ts';

/** A JSON Schema, draft 2020-12. */
export type Schema = Readonly<Record<string, Json>>;
type Entries = Readonly<Record<string, Schema>>;

/** What a number is, in words, and the least and the greatest that is legal. */
export function number(description: string, minimum?: number, maximum?: number): Schema {
  return {
    description,
    type: 'number',
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
  };
}

export function whole(description: string, minimum: number, maximum: number): Schema {
  return { ...number(description, minimum, maximum), type: 'integer' };
}

export function numberAbove0(description: string): Schema {
  return { description, type: 'number', exclusiveMinimum: 0 };
}

export function seed(description: string): Schema {
  return whole(description, 0, MOST_SEED);
}

/** JSON Schema counts letters beyond 16 bits once, the reader twice. */
export function text(description: string): Schema {
  return { description, type: 'string', maxLength: MOST_LETTERS };
}

/** @param values of which some may be said twice */
export function oneOf(description: string, values: readonly string[]): Schema {
  return { description, enum: [...new Set(values)] };
}

export function list(description: string, items: Schema, maxItems: number): Schema {
  return { description, type: 'array', items, maxItems };
}

/** An object with these entries; others are left aside by the reader. */
export function object(description: string, required: Entries, optional: Entries = {}): Schema {
  const keys = Object.keys(required);
  return {
    description,
    type: 'object',
    ...(keys.length > 0 && { required: keys }),
    properties: { ...required, ...optional },
  };
}

/** One of several objects, told apart by their `kind`. */
export function kinds(description: string, ofKinds: Readonly<Record<string, Schema>>): Schema {
  return {
    description,
    type: 'object',
    required: ['kind'],
    oneOf: Object.entries(ofKinds).map(([kind, one]) => ofKind(kind, one)),
  };
}

function ofKind(kind: string, { required = [], properties, ...rest }: Schema): Schema {
  return {
    title: kind,
    ...rest,
    required: ['kind', ...(required as readonly string[])],
    properties: { kind: { const: kind }, ...(properties as Entries) },
  };
}

/** What stands under `$defs`. */
export function defined(name: string, rest: Schema = {}): Schema {
  return { ...rest, $ref: `#/$defs/${name}` };
}
