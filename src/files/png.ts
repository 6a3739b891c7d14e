import { concatenate } from './concatenate.ts';
import { zlibSync } from 'fflate';
import { crc32 } from './crc32.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Bytes of length, type and checksum around the data of a chunk. */
const CHUNK_FRAME = 12;
const HEADER_END = SIGNATURE.length + CHUNK_FRAME + 13;
const METRES_PER_INCH = 0.0254;
/** The filter "up": a row as its differences from the one above, so that repeated rows cost next to nothing. */
const UP = 2;

/**
 * A picture as a PNG file (ISO/IEC 15948), red, green and blue of 8 bits.
 * @param pixels [height, width], red in the lowest byte, as an ImageData's memory holds them; alpha is left out
 */
export function writePng(pixels: Uint32Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  if (pixels.length !== width * height) {
    throw new RangeError(`a picture of ${width} × ${height} pixels from ${pixels.length} values`);
  }
  const stride = 3 * width + 1;
  const raw = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    raw[y * stride] = UP;
    for (let x = 0; x < width; x++) {
      const pixel = pixels[y * width + x]!;
      const above = y > 0 ? pixels[(y - 1) * width + x]! : 0;
      const at = y * stride + 1 + 3 * x;
      for (let channel = 0; channel < 3; channel++) {
        const shift = 8 * channel;
        raw[at + channel] = (pixel >>> shift) - (above >>> shift);
      }
    }
  }
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, 2);
  return concatenate(Uint8Array, [
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', zlibSync(raw)),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** The PNG file with the resolution at which it is to be printed. */
export function withResolution(png: Uint8Array, dotsPerInch: number): Uint8Array<ArrayBuffer> {
  const perMetre = Math.round(dotsPerInch / METRES_PER_INCH);
  const density = new DataView(new ArrayBuffer(9));
  density.setUint32(0, perMetre);
  density.setUint32(4, perMetre);
  density.setUint8(8, 1);
  return concatenate(Uint8Array, [
    png.subarray(0, HEADER_END),
    chunk('pHYs', new Uint8Array(density.buffer)),
    png.subarray(HEADER_END),
  ]);
}

/** The file as an address that stands in a page. */
export function dataAddress(png: Uint8Array): string {
  let text = '';
  for (let at = 0; at < png.length; at += 0x8000) text += String.fromCharCode(...png.subarray(at, at + 0x8000));
  return `data:image/png;base64,${btoa(text)}`;
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(data.length + CHUNK_FRAME);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}
