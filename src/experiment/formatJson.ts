export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** What is shorter stands in one line. */
const LINE = 100;

/** JSON for people: short objects in one line, and lists of numbers in one however long they are. Every number is read again as it is. */
export function formatJson(value: Json, indent = ''): string {
  // JSON.stringify makes 0 of it, Python a whole number of -0.
  if (Object.is(value, -0)) return '-0.0';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((one) => formatJson(one, inner));
    const line = `[${items.join(', ')}]`;
    const isFlat = (value as readonly Json[]).every((one) => typeof one !== 'object');
    if (isFlat || isShort(line)) return line;
    return `[\n${items.map((item) => inner + item).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).flatMap(([key, one]) =>
    one === undefined ? [] : [`${JSON.stringify(key)}: ${formatJson(one, inner)}`],
  );
  if (entries.length === 0) return '{}';
  const line = `{ ${entries.join(', ')} }`;
  if (isShort(line)) return line;
  return `{\n${entries.map((entry) => inner + entry).join(',\n')}\n${indent}}`;
}

function isShort(line: string): boolean {
  return line.length <= LINE && !line.includes('\n');
}
