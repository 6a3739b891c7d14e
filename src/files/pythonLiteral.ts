import { quoted } from './quoted.ts';

/** What a Python literal becomes: tuples and lists are arrays, dicts are Maps. */
export type PythonLiteral =
  string | number | boolean | null | readonly PythonLiteral[] | ReadonlyMap<string, PythonLiteral>;

/** NumPy nests one level per field of a structured dtype; deeper than this is an attack on the stack. */
const MAX_DEPTH = 32;

/**
 * Parse the literals that NumPy writes into headers: strings, integers (also Python 2's `3L`), True, False, None,
 * tuples, lists and dicts with string keys, in any spacing and order, trailing commas included.
 *
 * @throws SyntaxError naming the position, the character expected there and the one found.
 */
export function parsePythonLiteral(text: string): PythonLiteral {
  let at = 0;

  function skipSpace(): void {
    while (at < text.length && ' \t\r\n\f\v'.includes(text[at]!)) at++;
  }

  function fail(expected: string): never {
    const found = at < text.length ? quoted(text.slice(at), 12) : 'the end';
    throw new SyntaxError(`expected ${expected} at character ${at}, found ${found}`);
  }

  function eat(character: string): boolean {
    skipSpace();
    if (text[at] !== character) return false;
    at++;
    return true;
  }

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  function parseString(): string {
    const quote = text[at++]!;
    let value = '';
    while (text[at] !== quote) {
      if (at >= text.length || text[at] === '\n') fail(`a closing ${quote}`);
      if (text[at] === '\\') at++;
      value += text[at++] ?? '';
    }
    at++;
    return value;
  }

  /** The items of a tuple or list up to `close`; a trailing comma is remembered, for it makes `(3,)` a tuple. */
  function parseItems(close: string, depth: number): { items: PythonLiteral[]; hasComma: boolean } {
    const items: PythonLiteral[] = [];
    let hasComma = false;
    while (!eat(close)) {
      if (items.length > 0 && !hasComma) fail(`',' or '${close}'`);
      items.push(parseValue(depth));
      const comma = eat(',');
      hasComma = comma;
    }
    return { items, hasComma: hasComma || items.length > 1 };
  }

  function parseDict(depth: number): Map<string, PythonLiteral> {
    const entries = new Map<string, PythonLiteral>();
    let hasComma = true;
    while (!eat('}')) {
      if (!hasComma) fail("',' or '}'");
      const key = parseValue(depth);
      if (typeof key !== 'string') fail('a string as key');
      if (!eat(':')) fail("':'");
      entries.set(key, parseValue(depth));
      hasComma = eat(',');
    }
    return entries;
  }

  function parseValue(depth: number): PythonLiteral {
    if (depth > MAX_DEPTH) fail(`at most ${MAX_DEPTH} nested brackets`);
    if (eat('{')) return parseDict(depth + 1);
    if (eat('[')) return parseItems(']', depth + 1).items;
    if (eat('(')) {
      const { items, hasComma } = parseItems(')', depth + 1);
      return items.length === 1 && !hasComma ? items[0]! : items;
    }
    skipSpace();
    match(/[uUbB](?=['"])/y);
    if (text[at] === "'" || text[at] === '"') return parseString();
    const number = match(/[+-]?\d+[lL]?(?![\w.])/y);
    if (number !== undefined) return Number.parseInt(number, 10);
    const word = match(/(?:True|False|None)(?!\w)/y);
    if (word !== undefined) return word === 'None' ? null : word === 'True';
    return fail('a value');
  }

  const value = parseValue(0);
  skipSpace();
  if (at < text.length) fail('nothing more');
  return value;
}
