/** As browsers offer it that can write a file of the user's while it is made; the DOM's types do not know it. */
interface FilePicker {
  showSaveFilePicker?: (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>;
}

/**
 * Asks where a file is to be put, so that it is written there and takes no room in the browser's disk.
 * @returns undefined where the browser cannot ask: the file is made in the browser's disk then, and downloaded
 */
export async function chooseTarget(suggestedName: string): Promise<FileSystemFileHandle | 'cancelled' | undefined> {
  const { showSaveFilePicker } = globalThis as FilePicker;
  if (!showSaveFilePicker) return undefined;
  try {
    return await showSaveFilePicker.call(globalThis, { suggestedName });
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return 'cancelled';
    return undefined;
  }
}
