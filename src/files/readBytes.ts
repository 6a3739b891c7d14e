import { FileError } from './fileError.ts';

/** The bytes of a file that the user chose. Rejects with a FileError when it cannot be read. */
export async function readBytes(file: File): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    // Moved, changed since it was chosen, not permitted, or larger than memory.
    throw new FileError(`${file.name} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
