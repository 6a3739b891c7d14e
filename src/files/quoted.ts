/** A text out of a file for a message, in quotation marks: its first letters, on one line whatever they are. */
export function quoted(text: string, most = 20): string {
  const first = text.slice(0, most).replace(/[\p{C}\u2028\u2029]/gu, '�');
  return `'${first}${text.length > most ? '…' : ''}'`;
}
