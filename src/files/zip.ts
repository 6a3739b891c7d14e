import { formatBytes } from '../wording/formatBytes.ts';
import { Inflate, strToU8, zipSync } from 'fflate';
import { crc32 } from './crc32.ts';
import { FileError } from './fileError.ts';
import { describeForeignFile } from './foreignFile.ts';
import { quoted } from './quoted.ts';
import { messageOf } from '../wording/messageOf.ts';

/** How much an archive may ask for before it is refused. */
export interface ZipLimits {
  /** Files and folders. */
  readonly entries: number;
  /** Of each file unpacked. */
  readonly entryBytes: number;
  /** Of all files unpacked. */
  readonly totalBytes: number;
  /** Bytes unpacked per byte packed, of each file. */
  readonly ratio: number;
}

/** What deflate reaches at best: 258 bytes out of two bits. A file that claims more lies. */
const MOST_RATIO = 1032;

/**
 * For archives whose reader knows no other limits: float64 matrices of 4000 neurons. A matrix of zeros packs as well as any bomb, so the bound
 * is on bytes, which cost about 5 ns each.
 */
export const ZIP_LIMITS: ZipLimits = {
  entries: 1024,
  entryBytes: 128 * 2 ** 20,
  totalBytes: 256 * 2 ** 20,
  ratio: MOST_RATIO,
};

/** A file of an archive, still packed. */
export interface ZipEntry {
  /** Path with '/' between its parts, none of which is '..'. */
  readonly name: string;
  /** Bytes unpacked. */
  readonly size: number;
  /** Its bytes; of a file that is stored as it is they share memory with the archive. @throws FileError when it is damaged. */
  read(): Uint8Array<ArrayBuffer>;
}

/** The first moment that a zip archive can tell; a fixed one, so that the same files make the same bytes. */
const NO_DATE = new Date(1980, 0, 1);

/**
 * Texts and bytes as the files of a .zip, by their names, in their order.
 * @param isStored tells which are to be kept as they are: what is large and hardly packs
 */
export function writeZip(
  files: Readonly<Record<string, string | Uint8Array>>,
  isStored: (bytes: Uint8Array) => boolean = () => false,
): Uint8Array<ArrayBuffer> {
  const packed = Object.entries(files).map(([name, file]): [string, [Uint8Array, { level: 0 | 6 }]] => {
    const bytes = typeof file === 'string' ? strToU8(file) : file;
    return [name, [bytes, { level: isStored(bytes) ? 0 : 6 }]];
  });
  return zipSync(Object.fromEntries(packed), { mtime: NO_DATE });
}

/**
 * All files of a .zip, unpacked, by their names.
 * @param name of the archive, for the messages
 * @throws FileError as `openZip` and `ZipEntry.read`
 */
export function readZip(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  limits: Partial<ZipLimits> = {},
): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of openZip(bytes, name, limits).values()) files.set(entry.name, entry.read());
  return files;
}

const END_SIZE = 22;
const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;
const END_64_SIZE = 56;
const LOCATOR_64_SIZE = 20;
const MOST_COMMENT = 0xffff;
const IN_EXTRA_32 = 0xffffffff;
const IN_EXTRA_16 = 0xffff;
const STORED = 0;
const DEFLATED = 8;

/**
 * The files of a .zip by their names, in the order of its directory (APPNOTE.TXT 6.3.10, ZIP64 too). Nothing is unpacked yet, and nothing
 * is taken on trust: sizes and ratios stay within `limits`, names lead nowhere else, no two files share a name or a byte, and whatever
 * is unpacked is as long as was said and has the checksum that was kept. Folders are left out.
 * @throws FileError when the bytes are no such archive, go beyond the limits, or hold what cannot be unpacked here.
 */
export function openZip(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  limits: Partial<ZipLimits> = {},
): ReadonlyMap<string, ZipEntry> {
  const most: ZipLimits = { ...ZIP_LIMITS, ...limits };
  const end = findEnd(bytes, name);
  if (end.entries > most.entries) {
    throw new FileError(`${name} holds ${end.entries} files: expected at most ${most.entries}`);
  }
  const found = readDirectory(bytes, end, name);
  const names = new Set<string>();
  let total = 0;
  for (const entry of found) {
    checkName(entry.name, name);
    if (names.has(entry.name)) throw new FileError(`${name} holds two files named ${quoted(entry.name, 60)}`);
    names.add(entry.name);
    checkSize(entry, most, name);
    total += entry.size;
  }
  if (total > most.totalBytes) {
    const limit = `expected at most ${formatBytes(most.totalBytes)}`;
    throw new FileError(`the files of ${name} take ${formatBytes(total)} unpacked: ${limit}`);
  }
  refuseOverlaps(bytes, found, end.directory, name);
  const files = found.filter((entry) => !entry.name.endsWith('/'));
  return new Map(
    files.map((entry) => [
      entry.name,
      { name: entry.name, size: entry.size, read: () => unpack(bytes, entry, name) } satisfies ZipEntry,
    ]),
  );
}

/** What ends an archive and says where its directory is. */
interface ArchiveEnd {
  readonly entries: number;
  /** Offset of the directory, bytes. */
  readonly directory: number;
  readonly directoryBytes: number;
}

/** What the directory says of a file. */
interface DirectoryEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

function viewOf(bytes: Uint8Array<ArrayBuffer>): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function findEnd(bytes: Uint8Array<ArrayBuffer>, name: string): ArchiveEnd {
  const view = viewOf(bytes);
  if (bytes.length < 4 || (view.getUint32(0, true) !== 0x04034b50 && view.getUint32(0, true) !== 0x06054b50)) {
    throw new FileError(`${name} is ${describeForeignFile(bytes)}: expected a zip archive`);
  }
  const first = Math.max(0, bytes.length - END_SIZE - MOST_COMMENT);
  for (let at = bytes.length - END_SIZE; at >= first; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    if (at + END_SIZE + view.getUint16(at + 20, true) !== bytes.length) continue;
    return readEnd(view, at, name);
  }
  throw new FileError(`${name} is cut off: it has no directory of its files at its end`);
}

function readEnd(view: DataView, at: number, name: string): ArchiveEnd {
  let entries = view.getUint16(at + 10, true);
  let directoryBytes = view.getUint32(at + 12, true);
  let directory = view.getUint32(at + 16, true);
  let end = at;
  const isInParts = view.getUint16(at + 4, true) !== view.getUint16(at + 6, true);
  const hasEnd64 = at >= LOCATOR_64_SIZE && view.getUint32(at - LOCATOR_64_SIZE, true) === 0x07064b50;
  if (hasEnd64) {
    end = readLong(view, at - LOCATOR_64_SIZE + 8);
    if (end + END_64_SIZE > at || view.getUint32(end, true) !== 0x06064b50) throw damagedDirectory(name);
    entries = readLong(view, end + 32);
    directoryBytes = readLong(view, end + 40);
    directory = readLong(view, end + 48);
  }
  if (isInParts) throw new FileError(`${name} is one part of an archive: expected a zip in one file`);
  if (directory + directoryBytes !== end || entries * CENTRAL_SIZE > directoryBytes) throw damagedDirectory(name);
  return { entries, directory, directoryBytes };
}

function readDirectory(bytes: Uint8Array<ArrayBuffer>, end: ArchiveEnd, name: string): DirectoryEntry[] {
  const view = viewOf(bytes);
  const found: DirectoryEntry[] = [];
  const last = end.directory + end.directoryBytes;
  const text = new TextDecoder();
  let at = end.directory;
  for (let k = 0; k < end.entries; k++) {
    if (at + CENTRAL_SIZE > last || view.getUint32(at, true) !== 0x02014b50) throw damagedDirectory(name);
    const nameEnd = at + CENTRAL_SIZE + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const next = extraEnd + view.getUint16(at + 32, true);
    if (next > last) throw damagedDirectory(name);
    const fileName = text.decode(bytes.subarray(at + CENTRAL_SIZE, nameEnd));
    const method = view.getUint16(at + 10, true);
    if ((view.getUint16(at + 8, true) & 1) !== 0) {
      throw new FileError(`${name} needs a password for ${quoted(fileName, 60)}: expected an archive without`);
    }
    if (method !== STORED && method !== DEFLATED) {
      const expected = 'expected files that are stored or deflated';
      throw new FileError(`${name} packs ${quoted(fileName, 60)} by the method ${method}: ${expected}`);
    }
    const longs = extraLongs(view, nameEnd, extraEnd);
    const size = view.getUint32(at + 24, true);
    const packed = view.getUint32(at + 20, true);
    const offset = view.getUint32(at + 42, true);
    const isElsewhere = view.getUint16(at + 34, true);
    if (isElsewhere !== 0 && isElsewhere !== IN_EXTRA_16) throw damagedDirectory(name);
    found.push({
      name: fileName,
      method,
      crc: view.getUint32(at + 16, true),
      // Only what does not fit stands in the extra field, in this order.
      size: size === IN_EXTRA_32 ? (longs.shift() ?? size) : size,
      packed: packed === IN_EXTRA_32 ? (longs.shift() ?? packed) : packed,
      offset: offset === IN_EXTRA_32 ? (longs.shift() ?? offset) : offset,
    });
    at = next;
  }
  if (at !== last) throw damagedDirectory(name);
  return found;
}

/** The 64-bit numbers of a ZIP64 extra field, none where there is none. */
function extraLongs(view: DataView, from: number, end: number): number[] {
  for (let at = from; at + 4 <= end;) {
    const next = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1 && next <= end) {
      const longs: number[] = [];
      for (let place = at + 4; place + 8 <= next; place += 8) longs.push(readLong(view, place));
      return longs;
    }
    at = next;
  }
  return [];
}

/** What is beyond 2^53 is rounded, and as much too large as it was. */
function readLong(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}

function checkName(entry: string, name: string): void {
  // Control characters, '\' (a separator on Windows), a drive; and paths that leave the folder or begin at the root.
  const isWrong =
    entry === '' ||
    entry.length > 255 ||
    // oxlint-disable-next-line no-control-regex
    /[\u0000-\u001f\u007f\\]|^[a-z]:|^\//i.test(entry) ||
    entry.split('/').some((part, k, parts) => part === '..' || part === '.' || (part === '' && k < parts.length - 1));
  if (isWrong) {
    throw new FileError(`${name} holds a file named ${quoted(entry, 60)}: expected plain names inside the archive`);
  }
}

function checkSize({ name: file, method, size, packed }: DirectoryEntry, most: ZipLimits, name: string): void {
  const what = `${quoted(file, 60)} in ${name}`;
  if (size > most.entryBytes) {
    throw new FileError(
      `${what} takes ${formatBytes(size)} unpacked: expected at most ${formatBytes(most.entryBytes)}`,
    );
  }
  if (method === STORED && size !== packed) {
    throw new FileError(`${what} is damaged: ${packed} bytes are stored where ${size} are promised`);
  }
  if (file.endsWith('/') && size > 0) throw new FileError(`${what} is a folder and holds ${size} bytes itself`);
  if (method === DEFLATED && size > packed * Math.min(most.ratio, MOST_RATIO)) {
    throw new FileError(`${what} claims ${size} bytes out of ${packed}: more than an honest archive packs`);
  }
}

/** Files that share bytes unpack to far more than the archive holds. */
function refuseOverlaps(
  bytes: Uint8Array<ArrayBuffer>,
  entries: readonly DirectoryEntry[],
  directory: number,
  name: string,
): void {
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  inOrder.forEach((entry, k) => {
    const next = inOrder[k + 1]?.offset ?? directory;
    const start = entry.offset + LOCAL_SIZE <= next ? dataStart(bytes, entry.offset) : undefined;
    if (start !== undefined && start + entry.packed <= next) return;
    throw new FileError(`${name} is damaged: ${quoted(entry.name, 60)} is not where its directory says`);
  });
}

/** Where the data of a file begin, or undefined where no local header is. */
function dataStart(bytes: Uint8Array<ArrayBuffer>, offset: number): number | undefined {
  const view = viewOf(bytes);
  if (view.getUint32(offset, true) !== 0x04034b50) return undefined;
  return offset + LOCAL_SIZE + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
}

function unpack(bytes: Uint8Array<ArrayBuffer>, entry: DirectoryEntry, name: string): Uint8Array<ArrayBuffer> {
  const start = dataStart(bytes, entry.offset)!;
  const packed = bytes.subarray(start, start + entry.packed);
  const what = `${quoted(entry.name, 60)} in ${name}`;
  const data = entry.method === STORED ? packed : inflate(packed, entry.size, what);
  if (crc32(data) !== entry.crc) throw new FileError(`${what} is damaged: its checksum is not the one that was kept`);
  return data;
}

/** Packed bytes that are inflated at once: they become 8 MiB at most, so that more than is promised is noticed soon. */
const STRIDE = 2 ** 13;

/** @param what names the data, for the messages. @throws FileError when they are not deflated, or not `size` bytes. */
function inflate(packed: Uint8Array<ArrayBuffer>, size: number, what: string): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(size);
  let at = 0;
  const refuse = (): never => {
    throw new FileError(`${what} is damaged: it does not unpack to the ${size} bytes that are promised`);
  };
  const stream = new Inflate((chunk) => {
    if (at + chunk.length > size) refuse();
    data.set(chunk, at);
    at += chunk.length;
  });
  try {
    for (let from = 0; from < packed.length || from === 0; from += STRIDE) {
      stream.push(packed.subarray(from, from + STRIDE), from + STRIDE >= packed.length);
    }
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(`${what} is damaged: ${messageOf(error)}`);
  }
  if (at !== size) refuse();
  return data;
}

function damagedDirectory(name: string): FileError {
  return new FileError(`${name} is damaged: the directory of its files cannot be read`);
}
