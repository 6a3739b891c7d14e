import type { Browser, Page } from '@playwright/test';
import { expect, test, type LabPage } from './lab.ts';
import { TRACE_CATEGORIES, tasksOf } from './mainThread.ts';

/** ms: what the lab promises that no task of the page exceeds while a network runs. */
const LONGEST_TASK = 50;
const DURATION = 100;
/** Other programs on the machine may spoil a measurement by the clock; all of so many they do not. */
const MOST_ATTEMPTS = 3;

interface Measured {
  readonly frames: number;
  /** Most processor time that a task of the main thread took, ms. */
  readonly longest: number;
  /** Half of the frames took no longer than this by the clock, ms. */
  readonly median: number;
  /** Nine of ten did not; told, not judged. */
  readonly ninetieth: number;
}

/** Runs 120 spiking neurons and measures the page's main thread meanwhile. */
async function measureRun(lab: LabPage, page: Page, browser: Browser): Promise<Measured> {
  await browser.startTracing(page, { categories: TRACE_CATEGORIES });
  await lab.run();
  await lab.expectFinished(DURATION);
  const tasks = tasksOf(await browser.stopTracing());
  const frames = tasks
    .filter(({ isFrame }) => isFrame)
    .map(({ wall }) => wall)
    .toSorted((a, b) => a - b);
  expect(frames.length, 'frames, or this test sees nothing').toBeGreaterThan(20);
  return {
    frames: frames.length,
    longest: Math.max(...tasks.map(({ cpu }) => cpu)),
    median: frames[Math.floor(0.5 * frames.length)]!,
    ninetieth: frames[Math.floor(0.9 * frames.length)]!,
  };
}

/**
 * A task's wall time, which is what the longtask API tells, holds the time in which other programs had the processor: with two
 * cores, one of them busy with the simulation, that alone passes 50 ms now and then. Chromium's trace tells them apart.
 * The promise is kept for the processor time of every single task of every run. A page that waits instead of computing does so
 * in every frame of every run, where noise (here also the compositor in software) hits some: in one run at least, the median frame has
 * to keep it by the clock too.
 */
test('while 120 neurons run and spike, no task holds the page up for 50 ms', async ({ lab, page, browser }, info) => {
  await lab.open('reference');
  await lab.prepareOdour({ n: 120, duration: DURATION });
  // as many samples as a run of 1000 ms has otherwise
  await lab.set('Record every', 1);
  const heatMap = page.getByRole('button', { name: 'Heat map' });
  if ((await heatMap.getAttribute('aria-expanded')) === 'false') await heatMap.click();
  await expect(lab.track('heatMap')).toBeVisible();

  const attempts: Measured[] = [];
  do {
    attempts.push(await measureRun(lab, page, browser));
    await expect(lab.track('raster')).toHaveAccessibleName(/: \d{2,} spikes of 90 PNs/);
  } while (attempts.at(-1)!.median >= LONGEST_TASK && attempts.length < MOST_ATTEMPTS);

  for (const { frames, longest, median, ninetieth } of attempts) {
    const description =
      `${frames} frames: at most ${longest.toFixed(1)} ms of processor time in a task, ` +
      `half of the frames within ${median.toFixed(1)} ms by the clock, nine of ten within ${ninetieth.toFixed(1)} ms`;
    info.annotations.push({ type: 'measured', description });
    process.stdout.write(`${description}\n`);
    expect(longest, description).toBeLessThan(LONGEST_TASK);
  }
  expect(Math.min(...attempts.map(({ median }) => median))).toBeLessThan(LONGEST_TASK);
});

test('the measure sees a task that holds the page up', async ({ lab, page, browser }) => {
  await lab.open('reference');
  await browser.startTracing(page, { categories: TRACE_CATEGORIES });
  await page.evaluate(() => {
    const start = performance.now();
    while (performance.now() - start < 400);
  });
  const tasks = tasksOf(await browser.stopTracing());
  expect(Math.max(...tasks.map(({ cpu }) => cpu))).toBeGreaterThan(LONGEST_TASK);
});
