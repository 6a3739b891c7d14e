import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from './wire.ts';

test('a message with arrays inside arrives as it was sent', () => {
  const bytes = fc.uint8Array({ maxLength: 9 });
  const leaf = fc.oneof(
    fc.string(),
    fc.boolean(),
    fc.double().filter((value) => !Object.is(value, -0)),
    fc.constant(null),
    bytes,
    bytes.map((array) => Float64Array.from(array, (value) => (value === 7 ? NaN : value / 3))),
    bytes.map((array) => Float32Array.from(array, (value) => value / 3)),
    bytes.map((array) => Int32Array.from(array, (value) => -value)),
  );
  const key = fc.stringMatching(/^[a-z]+$/);
  const message = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('value')),
      fc.dictionary(key, tie('value'), { noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(message.value, (value) => {
      expect(unpack(pack(value).buffer)).toEqual(value);
    }),
  );
});

test('only the part that an array shows is sent', () => {
  const whole = Float64Array.of(1, 2, 3, 4);
  expect(unpack(pack({ part: whole.subarray(1, 3) }).buffer)).toEqual({ part: Float64Array.of(2, 3) });
});

test('an array of a type that nobody expects is refused', () => {
  expect(() => pack({ wrong: new BigInt64Array(1) })).toThrow('a BigInt64Array cannot be sent');
});
