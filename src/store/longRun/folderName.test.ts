import { expect, test } from 'vitest';
import { folderName } from './folderName.ts';

test('a folder is called by the title and the time of the start, in letters that every file system takes', () => {
  const date = new Date(2026, 10, 21, 22, 41, 7, 30);
  expect(folderName('Odour pulse', date)).toBe('odour-pulse-20261121-224107-030');
  expect(folderName('  Größe: g_GABA/2 … ', date)).toBe('gro-e-g-gaba-2-20261121-224107-030');
  expect(folderName('匂い', date)).toBe('nerveflow-20261121-224107-030');
  expect(folderName('../..', date)).toBe('nerveflow-20261121-224107-030');
  expect(folderName('x'.repeat(500), date)).toHaveLength(40 + 20);
});
