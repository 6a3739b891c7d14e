/** A text out of a file for a message, in quotation marks: its first letters, on one line whatever they are. */
export function quoted(text: string, most = 20): string {
  return `'${inOneLine(text, most)}'`;
}

/** The first letters of a text that holds something of a file, on one line whatever they are: nothing in them moves the text about. */
export function inOneLine(text: string, most: number): string {
  const first = text.slice(0, most).replace(/[\p{C}\u2028\u2029]/gu, '�');
  return text.length > most ? `${first}…` : first;
}
