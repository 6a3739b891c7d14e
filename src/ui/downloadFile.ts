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
