import { expect, test } from 'vitest';
import { fileStem } from './fileStem.ts';

const run = {
  network: { preset: 'nerveflow', n: 12, seed: 3 },
  stimulus: { kind: 'sum', parts: [] },
  dt: 0.01,
  duration: 500,
  recordEvery: 10,
} as const;

test.each([
  ['Odour pulse', 'odour-pulse'],
  ['  Überlagerung: 50 % / GABA?', 'uberlagerung-50-gaba'],
  ['../../etc/passwd', 'etc-passwd'],
  ['嗅覚', 'nerveflow'],
  [`${'long '.repeat(20)}title`, 'long-long-long-long-long-long-long-long'],
])('the file of a run called %j is named %s with size, seed and time', (title, slug) => {
  expect(fileStem({ title, run }, { from: 100.4, to: 500 })).toBe(`${slug}-n12-seed3-100-500ms`);
});
