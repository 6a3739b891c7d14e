import { expect, test } from 'vitest';
import { html, Markup } from './markup.ts';

test('what is put in is text, in elements and in attributes, also in lists', () => {
  const typed = `<img src=x onerror="alert('1')"> & co`;
  const escaped = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co';
  expect(html`<p title="${typed}">${typed}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`);
  expect(html`<p>${[typed, typed]}</p>`.text).toBe(`<p>${escaped}${escaped}</p>`);
});

test('markup in markup stays markup; what is undefined or false is nothing, 0 is a number', () => {
  const items = ['a', '<'].map((item) => html`<li>${item}</li>`);
  expect(
    html`<ul>
      ${items}${undefined}${false}${0}
    </ul>`.text.replace(/\s/g, ''),
  ).toBe('<ul><li>a</li><li>&lt;</li>0</ul>');
  expect(html`${new Markup('<b>1</b>')}`.text).toBe('<b>1</b>');
});
