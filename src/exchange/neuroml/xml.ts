/** An element: attributes that are undefined are left out; text and children are indented by two. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly children: readonly (Element | string)[];
}

export function element(
  name: string,
  attributes: Element['attributes'] = {},
  children: Element['children'] = [],
): Element {
  return { name, attributes, children };
}

/** A whole document, with comments in front of its root. */
export function writeXml(root: Element, comments: readonly string[] = []): string {
  // Two hyphens would end a comment.
  const before = comments.map((text) => `<!-- ${clean(text).replace(/-(?=-)/g, '- ')} -->`);
  return `${['<?xml version="1.0" encoding="UTF-8"?>', ...before, ...writeElement(root, '')].join('\n')}\n`;
}

function writeElement({ name, attributes, children }: Element, indent: string): string[] {
  const own = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : ` ${key}="${escape(`${value}`)}"`,
  );
  const start = `${indent}<${name}${own.join('')}`;
  if (children.length === 0) return [`${start}/>`];
  const [only] = children;
  if (children.length === 1 && typeof only === 'string') return [`${start}>${escape(only)}</${name}>`];
  const inner = children.flatMap((child) =>
    typeof child === 'string' ? `${indent}  ${escape(child)}` : writeElement(child, `${indent}  `),
  );
  return [`${start}>`, ...inner, `${indent}</${name}>`];
}

function escape(text: string): string {
  return clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Without what XML 1.0 does not allow: control characters, halves of surrogate pairs. */
function clean(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ').replace(/\p{Surrogate}/gu, ' ');
}
