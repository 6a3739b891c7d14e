import { PYTHON_COLUMNS, fillList, wrapWords } from '../../compiler/targets/python.ts';

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

const NUMPY_NAMES = /(?<![.\w])(abs|cos|exp|expm1|floor|log|maximum|minimum|pi|power|sin|sqrt|tanh|where)\b(?=[(* ])/g;

/** The line that imports what some code uses of NumPy by its bare name; none where it uses nothing. */
export function importFromNumpy(code: readonly string[]): string[] {
  const text = code.filter((line) => !/^ *#/.test(line)).join('\n');
  const names = [...new Set([...text.matchAll(NUMPY_NAMES)].map(([, name]) => name!))].sort();
  return names.length === 0 ? [] : fillList('from numpy import ', names, '');
}
