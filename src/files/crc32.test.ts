import { crc32 as crcOfNode } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from './crc32.ts';

test("the check value of the algorithm's catalogue: '123456789' gives cbf43926", () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

test('bytes of any length have the checksum that zlib gives them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      expect(crc32(bytes)).toBe(crcOfNode(bytes));
    }),
  );
});
