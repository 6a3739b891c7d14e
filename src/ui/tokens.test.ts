import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { THEMES } from '../charts/chartTheme.ts';
import { contrast } from '../charts/testing/contrast.ts';

/** WCAG 2.1, success criteria 1.4.3 (text) and 1.4.11 (what has to be seen to use a control). */
const TEXT = 4.5;
const CONTROL = 3;

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split(":root[data-theme='dark']");

function tokensOf(part: string): ReadonlyMap<string, string> {
  return new Map([...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name!, colour!]));
}

test.each([
  ['light', tokensOf(light)],
  ['dark', tokensOf(dark)],
] as const)('%s: every text is read on every ground, and what is chosen or in focus is seen', (name, tokens) => {
  const of = (token: string): string => tokens.get(token)!;
  const grounds = [...['ground', 'panel', 'raised'].map(of), THEMES[name].background];
  for (const ground of grounds) {
    for (const token of ['text', 'text-soft', 'text-faint', 'accent-strong', 'warn', 'fail']) {
      expect(contrast(of(token), ground), `--${token} on ${ground}`).toBeGreaterThanOrEqual(TEXT);
    }
    expect(contrast(of('accent'), ground), `--accent on ${ground}`).toBeGreaterThanOrEqual(CONTROL);
  }
  // Names of populations stand on panels, fields and charts.
  for (const ground of grounds.slice(1)) {
    for (const token of ['pn', 'ln']) expect(contrast(of(token), ground), `--${token}`).toBeGreaterThanOrEqual(TEXT);
  }
  for (const [text, ground] of [
    ['on-accent', 'accent'],
    ['accent-strong', 'accent-soft'],
    ['text', 'accent-soft'],
    ['warn', 'warn-soft'],
    ['fail', 'fail-soft'],
    ['text-soft', 'line'],
  ] as const) {
    expect(contrast(of(text), of(ground)), `--${text} on --${ground}`).toBeGreaterThanOrEqual(TEXT);
  }
});

test('populations have the same colour in panels as on charts', () => {
  for (const [name, part] of [
    ['light', light],
    ['dark', dark],
  ] as const) {
    const tokens = tokensOf(part);
    expect([tokens.get('pn'), tokens.get('ln')]).toEqual(THEMES[name].populations);
  }
});
