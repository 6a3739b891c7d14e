import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { dataAddress, withResolution, writePng } from './png.ts';

/** The data of each chunk by its type. */
function chunksOf(png: Uint8Array): Map<string, Buffer> {
  const bytes = Buffer.from(png);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    chunks.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return chunks;
}

test('a picture’s rows come back from the file, each the sum of its differences', () => {
  const pixels = Uint32Array.of(0xff030201, 0xff0000ff, 0xff030201, 0xff00ff00);
  const chunks = chunksOf(writePng(pixels, 2, 2));
  expect([...chunks.get('IHDR')!]).toEqual([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
  const raw = inflateSync(chunks.get('IDAT')!);
  expect([...raw]).toEqual([2, 1, 2, 3, 255, 0, 0, 2, 0, 0, 0, 1, 255, 0]);
});

test('the resolution is said in dots to the metre, before the picture', () => {
  const png = withResolution(writePng(Uint32Array.of(0), 1, 1), 600);
  const chunks = chunksOf(png);
  expect([...chunks.keys()]).toEqual(['IHDR', 'pHYs', 'IDAT', 'IEND']);
  expect(chunks.get('pHYs')!.readUInt32BE(0)).toBe(23_622);
});

test('the checksum of the empty last chunk is the one that every PNG file ends with', () => {
  const png = writePng(Uint32Array.of(0), 1, 1);
  expect(Buffer.from(png.subarray(-12)).toString('hex')).toBe('0000000049454e44ae426082');
  expect(Buffer.from(dataAddress(png).split(',')[1]!, 'base64')).toEqual(Buffer.from(png));
});

test('pixels that are not width × height are refused', () => {
  expect(() => writePng(new Uint32Array(5), 2, 2)).toThrow('2 × 2 pixels from 5 values');
});
