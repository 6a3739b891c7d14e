import { PYTHON_COLUMNS, wrapWords } from '../../compiler/targets/python.ts';

/** Text from outside as one line of a comment or docstring: it can end neither. */
export function plainText(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
      .replaceAll('\\', '/')
      .replaceAll('"', "'")
      .trim()
  );
}

/** A comment over as many lines as it takes. */
export function comment(text: string, indent = ''): string[] {
  return wrapWords(plainText(text), `${indent}# `);
}

/** Code with a comment behind it where there is room, else above it. */
export function withComment(code: string, text: string): string[] {
  const line = `${code}  # ${plainText(text)}`;
  const indent = /^ */.exec(code)![0];
  return line.length <= PYTHON_COLUMNS ? [line] : [...comment(text, indent), code];
}
