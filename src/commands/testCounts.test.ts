import { expect, test } from 'vitest';
import { countPlaywright, countVitest } from './testCounts.mjs';

test('vitest: what was neither passed nor failed is skipped, by name', () => {
  const assertionResults = [
    { status: 'passed', fullName: 'V rests' },
    { status: 'failed', fullName: 'V spikes' },
    { status: 'pending', fullName: 'V on a real GPU' },
    { status: 'skipped', fullName: 'V on Windows' },
    { status: 'todo', fullName: 'V tomorrow' },
  ];
  expect(countVitest({ numPassedTests: 1, numFailedTests: 1, testResults: [{ assertionResults }] })).toEqual({
    passed: 1,
    failed: 1,
    skipped: ['V on a real GPU', 'V on Windows', 'V tomorrow'],
  });
});

test('Playwright: tests of nested suites count, and a flaky one has failed', () => {
  const spec = (title: string, ...statuses: ('expected' | 'unexpected' | 'flaky' | 'skipped')[]) => ({
    title,
    tests: statuses.map((status) => ({ status })),
  });
  const report = {
    suites: [
      { specs: [spec('loads', 'expected', 'expected')] },
      { suites: [{ specs: [spec('runs', 'flaky', 'unexpected')] }, { specs: [spec('on a phone', 'skipped')] }] },
    ],
  };
  expect(countPlaywright(report)).toEqual({ passed: 2, failed: 2, skipped: ['on a phone'] });
});
