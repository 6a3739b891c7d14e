/** Text that is HTML already; everything else is escaped where it is put into a page. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Insert = string | number | Markup | undefined | false | readonly Insert[];

/** HTML in which every value that is put in stands as text: a title `<img onerror=…>` is shown, not made. */
export function html(strings: TemplateStringsArray, ...values: readonly Insert[]): Markup {
  return new Markup(strings.reduce((page, piece, k) => page + textOf(values[k - 1]) + piece));
}

function textOf(value: Insert): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(textOf).join('');
  return escapeHtml(String(value));
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
