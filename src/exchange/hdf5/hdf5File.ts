import { Dataset, File as Hdf5File, Group, ready } from 'h5wasm';
import { FileError } from '../../files/fileError.ts';
import { isHdf5 } from './isHdf5.ts';
import { messageOf } from '../../wording/messageOf.ts';

let opened = 0;

/** The library as it is told to throw what it would otherwise print. */
async function openLibrary() {
  const library = await ready;
  library.activate_throwing_error_handler();
  return library;
}

/** The bytes of an HDF5 file with what `build` puts into it. */
export async function writeHdf5(build: (file: Group) => void): Promise<Uint8Array<ArrayBuffer>> {
  const { FS } = await openLibrary();
  const path = nextPath();
  try {
    const file = new Hdf5File(path, 'w');
    try {
      build(file);
    } finally {
      file.close();
    }
    return FS.readFile(path) as Uint8Array<ArrayBuffer>;
  } finally {
    if (FS.analyzePath(path).exists) FS.unlink(path);
  }
}

/**
 * What `read` makes of an HDF5 file. The library reads from a copy of the bytes.
 * @param name of the file, for the messages
 * @throws FileError where the bytes are no HDF5 file, or are damaged where `read` looks at them
 */
export async function readHdf5<T>(bytes: Uint8Array<ArrayBuffer>, name: string, read: (file: Group) => T): Promise<T> {
  if (!isHdf5(bytes)) throw new FileError(`${name} is not an HDF5 file`);
  const { FS } = await openLibrary();
  const path = nextPath();
  FS.writeFile(path, bytes);
  try {
    const file = new Hdf5File(path, 'r');
    try {
      return read(file);
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(`${name} is a damaged HDF5 file: ${sentenceOf(error)}`);
  } finally {
    FS.unlink(path);
  }
}

export function isGroup(entity: unknown): entity is Group {
  return entity instanceof Group;
}

export function isDataset(entity: unknown): entity is Dataset {
  return entity instanceof Dataset;
}

function nextPath(): string {
  return `/file${opened++}.h5`;
}

function sentenceOf(error: unknown): string {
  return messageOf(error).replace(/\s+/g, ' ').slice(0, 200);
}
