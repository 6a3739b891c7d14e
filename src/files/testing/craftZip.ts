import { crc32 } from '../crc32.ts';

/** A file of an archive and what its headers claim; what is left out is true. */
export interface CraftedFile {
  readonly name: string;
  /** Stored as they are. */
  readonly data?: Uint8Array;
  /** What stands in the archive, where that is something else. */
  readonly packed?: Uint8Array;
  readonly method?: number;
  /** Bytes unpacked, as claimed; from 2^32 on in a ZIP64 field. */
  readonly size?: number;
  readonly crc?: number;
  readonly flags?: number;
  /** Where its local header is, as claimed. */
  readonly offset?: number;
}

/** A .zip by hand, with whatever lies its headers are to tell. */
export function craftZip(
  files: readonly CraftedFile[],
  claims: { readonly entries?: number } = {},
): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  const directory: number[] = [];
  for (const file of files) {
    const { name, data = new Uint8Array(), method = 0, flags = 0x800 } = file;
    const { packed = data, size = data.length, crc = crc32(data), offset = bytes.length } = file;
    const letters = new TextEncoder().encode(name);
    const isLong = size >= 2 ** 32;
    const extra = isLong
      ? [...number(1, 2), ...number(8, 2), ...number(size % 2 ** 32, 4), ...number(size / 2 ** 32, 4)]
      : [];
    const common = [
      ...number(flags, 2),
      ...number(method, 2),
      ...number(0x21_0000, 4),
      ...number(crc, 4),
      ...number(packed.length, 4),
      ...number(isLong ? 2 ** 32 - 1 : size, 4),
      ...number(letters.length, 2),
    ];
    directory.push(...number(0x02014b50, 4), ...number(20, 2), ...number(20, 2), ...common, ...number(extra.length, 2));
    directory.push(...number(0, 10), ...number(offset, 4), ...letters, ...extra);
    bytes.push(...number(0x04034b50, 4), ...number(20, 2), ...common, ...number(0, 2), ...letters);
    for (const byte of packed) bytes.push(byte);
  }
  const entries = claims.entries ?? files.length;
  const end = [
    ...number(0x06054b50, 4),
    ...number(0, 4),
    ...number(entries, 2),
    ...number(entries, 2),
    ...number(directory.length, 4),
    ...number(bytes.length, 4),
    ...number(0, 2),
  ];
  return Uint8Array.from([...bytes, ...directory, ...end]);
}

/** Little-endian. */
function number(value: number, length: number): number[] {
  return Array.from({ length }, (_, k) => Math.floor(value / 256 ** k) % 256);
}
