import { expect, test } from 'vitest';
import { FIELDS, FIELD_NAMES, checkField } from './fields.ts';
import type { Field } from './fields.ts';
import { DEFAULT_DOCUMENT } from './labDocument.ts';

test('the default document is within the limits of every field', () => {
  for (const name of FIELD_NAMES) {
    const field: Field = FIELDS[name];
    expect(checkField(name, field.read(DEFAULT_DOCUMENT))).toBeUndefined();
  }
});

test('every field reads back what it wrote, and writes nothing else', () => {
  const stimulus = {
    kind: 'array' as const,
    name: 'a.npy',
    n: 1,
    samples: 1,
    samplesPerMs: 100,
    values: new Float64Array(1),
  };
  const file = { id: 'file', isOn: true, part: stimulus };
  const document = { ...DEFAULT_DOCUMENT, stimulus: [...DEFAULT_DOCUMENT.stimulus, file] };
  for (const name of FIELD_NAMES) {
    const field: Field = FIELDS[name];
    const written = field.write(document, 0.375);
    expect(field.read(written)).toBe(0.375);
    expect(field.write(written, field.read(document))).toEqual(document);
  }
});

test('both ends of a range belong to it, and what lies beyond is refused with the range and the value', () => {
  for (const name of FIELD_NAMES) {
    const { least, most }: Field = FIELDS[name];
    expect(checkField(name, least)).toBeUndefined();
    expect(checkField(name, most)).toBeUndefined();
    expect(checkField(name, least - 1)).toContain(`from ${least} to ${most}`);
    expect(checkField(name, most + 1)).toContain(`got ${most + 1}`);
  }
});

test('half a neuron, no number and nothing at all are refused in words', () => {
  expect(checkField('n', 12.5)).toBe('Neurons must be a whole number from 1 to 4096, got 12.5');
  expect(checkField('dt', NaN, 'abc')).toBe('Time step dt must be a number from 0.0001 to 0.1 ms, got abc');
  expect(checkField('duration', NaN, '')).toBe('Duration must be a number from 1 to 100000 ms, got nothing');
  expect(checkField('duration', Infinity)).toContain('got Infinity');
});
