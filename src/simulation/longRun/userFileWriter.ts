import type { FileWriter } from './runFolder.ts';

/** Writes a file that the user has chosen; it is there when it is closed, and until then what was there before. */
export async function userFileWriter(file: FileSystemFileHandle): Promise<FileWriter> {
  const stream = await file.createWritable();
  let size = 0;
  return {
    get size() {
      return size;
    },
    async append(bytes) {
      await stream.write(bytes);
      size += bytes.length;
    },
    overwrite: (position, data) => stream.write({ type: 'write', position, data }),
    // All of it takes the place of the file at once.
    flush: async () => {},
    close: () => stream.close(),
    abandon: () => stream.abort(),
  };
}
