/** Hands a file to the browser's downloads. */
export function downloadFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers begin a download only after the click was handled.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Hands a table to the browser's downloads. */
export function downloadCsv(table: string, name: string): void {
  downloadFile(new Blob([table], { type: 'text/csv' }), name);
}
