import { expect, test } from 'vitest';
import { describeProgress, ProgressLine } from './progressLine.ts';

function progressAt(step: number) {
  return { step, steps: 20_000, time: step * 0.01, wallSeconds: step / 5000, speed: 0.05 };
}

/** What is written when a step of 1000 takes `stepMs` ms of a run of 20000 steps. */
function written(isTTY: boolean, stepMs: number): string[] {
  const texts: string[] = [];
  let now = 0;
  const line = new ProgressLine({ isTTY, write: (text) => texts.push(text) }, () => now);
  for (let step = 1000; step <= 20_000; step += 1000) {
    now += stepMs;
    line.show(progressAt(step));
  }
  line.end();
  return texts;
}

test('progress says how far, how fast and how long still', () => {
  expect(describeProgress(progressAt(5000))).toBe('50 of 200 ms, 0.05 × real time, 3 s left');
});

test('on a terminal one line is rewritten, at most ten times a second, and removed in the end', () => {
  const texts = written(true, 50);
  expect(texts).toHaveLength(10 + 1);
  const clear = '\r\u001b[K';
  for (const text of texts) expect(text.startsWith(clear) && !text.includes('\n')).toBe(true);
  expect(texts.at(-1)).toBe(clear);
});

test('in a log there is a line every five seconds', () => {
  expect(written(false, 1000)).toEqual([
    '50 of 200 ms, 0.05 × real time, 3 s left\n',
    '100 of 200 ms, 0.05 × real time, 2 s left\n',
    '150 of 200 ms, 0.05 × real time, 1 s left\n',
    '200 of 200 ms, 0.05 × real time, 0 s left\n',
  ]);
});
