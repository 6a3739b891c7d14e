import { expect, test } from 'vitest';
import type { GlossaryEntry } from './glossary.ts';
import { ENTRIES, searchGlossary } from './glossary.ts';

test('every term is explained in a few full sentences, and listed once', () => {
  expect(ENTRIES.length).toBeGreaterThanOrEqual(30);
  expect(new Set(ENTRIES.map(({ title }) => title.toLowerCase())).size).toBe(ENTRIES.length);
  for (const { title, meaning } of ENTRIES) {
    expect(meaning, title).toMatch(/^\S.{30,260}\.$/);
  }
});

test('where a formula is named its source is told', () => {
  const ofFormulas = (ENTRIES as readonly GlossaryEntry[]).filter(({ meaning }) => /d\S+\/dt =/.test(meaning));
  expect(ofFormulas.length).toBeGreaterThan(3);
  for (const { title, source } of ofFormulas) expect(source, title).toMatch(/\(\d{4}\)/);
});

test('a search finds terms by their name, their symbol and their meaning, the name first', () => {
  const found = (query: string): string[] => searchGlossary(query).map(({ title }) => title);
  expect(found('')).toHaveLength(ENTRIES.length);
  expect(found('reversal')[0]).toBe('Reversal potential');
  expect(found('g_na')).toContain('Conductance');
  expect(found('runge  kutta')).toEqual(['RK4']);
  expect(found('GATE').slice(0, 1)).toEqual(['Gate']);
  expect(found('sodium spikes')).toContain('PN');
  expect(found('no such thing')).toEqual([]);
});
