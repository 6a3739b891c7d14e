import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrayFromText, arrayToText } from './arrayText.ts';

test('every bit of an array survives as text', () => {
  const array = fc.oneof(fc.uint8Array({ maxLength: 20_000 }), fc.uint32Array(), fc.float32Array(), fc.float64Array());
  fc.assert(
    fc.property(array, (one) => {
      expect(arrayFromText(arrayToText(one as Uint8Array<ArrayBuffer>))).toEqual(one);
    }),
  );
});

test('a part of a larger buffer is written alone', () => {
  const whole = Float32Array.of(1, 2, 3, 4);
  expect(arrayFromText(arrayToText(whole.subarray(1, 3)))).toEqual(Float32Array.of(2, 3));
});

test.each([undefined, 7, '', 'float32', 'float32:%', 'float32:AAA=', 'int8:AAAA', 'toString:AAAA'])(
  '%j is no array',
  (text) => {
    expect(arrayFromText(text)).toBeUndefined();
  },
);
