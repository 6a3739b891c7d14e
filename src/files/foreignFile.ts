import { quoted } from './quoted.ts';

const FOREIGN: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive (.npz, .xlsx, …)'],
  [[0x50, 0x4b, 0x05, 0x06], 'an empty zip archive'],
  [[0x89, 0x48, 0x44, 0x46], 'an HDF5 file'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0xff, 0xd8, 0xff], 'a JPEG image'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0x80, 0x04], 'a Python pickle'],
  [[0x80, 0x05], 'a Python pickle'],
  [[0x4d, 0x41, 0x54, 0x4c, 0x41, 0x42], 'a MATLAB file'],
];

/** What a file is that was not expected, told by its first bytes: 'a PNG image', 'a text file that begins with …'. */
export function describeForeignFile(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'empty';
  const foreign = FOREIGN.find(([magic]) => magic.every((byte, i) => bytes[i] === byte));
  if (foreign) return foreign[1];
  const start = bytes.subarray(0, 24);
  if (start.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d)) {
    const firstLine = new TextDecoder().decode(start).split(/\r?\n/)[0]!;
    return `a text file that begins with ${quoted(firstLine, 24)}`;
  }
  const hex = Array.from(bytes.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return `a file of an unknown kind that begins with the bytes ${hex}`;
}
