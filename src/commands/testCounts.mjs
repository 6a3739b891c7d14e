/** @typedef {{ passed: number, failed: number, skipped: string[] }} Counts */

/**
 * @param {{
 *   numPassedTests: number,
 *   numFailedTests: number,
 *   testResults: { assertionResults: { status: string, fullName: string }[] }[],
 * }} report of vitest's json reporter
 * @returns {Counts}
 */
export function countVitest(report) {
  const skipped = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName }) => fullName);
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped };
}

/**
 * @typedef {{
 *   suites?: Suite[],
 *   specs?: { title: string, tests: { status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }[] }[],
 * }} Suite
 *
 * @param {{ suites: Suite[] }} report of Playwright's json reporter
 * @returns {Counts} a flaky test counts as failed
 */
export function countPlaywright(report) {
  /** @type {Counts} */
  const counts = { passed: 0, failed: 0, skipped: [] };
  for (const { title, tests } of report.suites.flatMap(listSpecs)) {
    for (const { status } of tests) {
      if (status === 'expected') counts.passed += 1;
      else if (status === 'skipped') counts.skipped.push(title);
      else counts.failed += 1;
    }
  }
  return counts;
}

/**
 * @param {Suite} suite
 * @returns {NonNullable<Suite['specs']>}
 */
function listSpecs({ suites = [], specs = [] }) {
  return [...specs, ...suites.flatMap(listSpecs)];
}
