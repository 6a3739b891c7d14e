import type { Browser, Locator, Page, TestInfo } from '@playwright/test';
import { ENDLESS, expect, test } from './lab.ts';
import { TRACE_CATEGORIES, tasksOf } from './mainThread.ts';

/** ms: what the lab promises that no task of the page exceeds while a network runs. */
const LONGEST_TASK = 50;
const DURATION = 100;
/** Other programs on the machine may spoil a measurement by the clock; all of so many they do not. */
const MOST_ATTEMPTS = 3;

interface Measured {
  readonly frames: number;
  /** By the clock; told, not judged. */
  readonly perSecond: number;
  /** Most processor time that a task of the main thread took, ms. */
  readonly longest: number;
  /** Half of the frames took no longer than this by the clock, ms. */
  readonly median: number;
  /** Nine of ten did not; told, not judged. */
  readonly ninetieth: number;
}

/** Measures the page's main thread while something goes on. */
async function measureWhile(page: Page, browser: Browser, action: () => Promise<void>): Promise<Measured> {
  await browser.startTracing(page, { categories: TRACE_CATEGORIES });
  const start = performance.now();
  await action();
  const seconds = (performance.now() - start) / 1000;
  const tasks = tasksOf(await browser.stopTracing());
  const frames = tasks
    .filter(({ isFrame }) => isFrame)
    .map(({ wall }) => wall)
    .toSorted((a, b) => a - b);
  expect(frames.length, 'frames, or this test sees nothing').toBeGreaterThan(20);
  return {
    frames: frames.length,
    perSecond: frames.length / seconds,
    longest: Math.max(...tasks.map(({ cpu }) => cpu)),
    median: frames[Math.floor(0.5 * frames.length)]!,
    ninetieth: frames[Math.floor(0.9 * frames.length)]!,
  };
}

/** Says what was measured, and holds every task's processor time to the promise. */
function judge({ frames, perSecond, longest, median, ninetieth }: Measured, what: string, info: TestInfo): void {
  const description =
    `${what}: ${frames} frames, ${perSecond.toFixed(0)} a second, at most ${longest.toFixed(1)} ms of processor time in a task, ` +
    `half of the frames within ${median.toFixed(1)} ms by the clock, nine of ten within ${ninetieth.toFixed(1)} ms`;
  info.annotations.push({ type: 'measured', description });
  process.stdout.write(`${description}\n`);
  expect(longest, description).toBeLessThan(LONGEST_TASK);
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
    const run = async (): Promise<void> => {
      await lab.run();
      await lab.expectFinished(DURATION);
    };
    attempts.push(await measureWhile(page, browser, run));
    await expect(lab.track('raster')).toHaveAccessibleName(/: \d{2,} spikes of 90 PNs/);
  } while (attempts.at(-1)!.median >= LONGEST_TASK && attempts.length < MOST_ATTEMPTS);

  for (const measured of attempts) judge(measured, 'running', info);
  expect(Math.min(...attempts.map(({ median }) => median))).toBeLessThan(LONGEST_TASK);
});

test('while 120 neurons run with 8 traces, painting a matrix and dragging a slider hold no task up', async ({
  lab,
  page,
  browser,
}, info) => {
  await lab.open('cpu');
  await lab.prepareOdour({ n: 120, duration: ENDLESS });
  await page.getByRole('tab', { name: 'Connections' }).click();
  const matrix = page.getByTestId('matrix');
  await expect(matrix).toBeVisible();
  const conductance = page.getByRole('slider', { name: 'g_Na of PN' });
  await conductance.scrollIntoViewIfNeeded();
  await lab.run();
  // Three more than the lab proposes.
  for (const neuron of [30, 60, 100]) {
    await page.getByRole('textbox', { name: 'Add neuron' }).fill(String(neuron));
    await page.keyboard.press('Enter');
  }
  judge(await measureWhile(page, browser, () => sweepOver(page, matrix)), 'painting', info);
  judge(await measureWhile(page, browser, () => sweepOver(page, conductance)), 'dragging', info);
  await expect(lab.status).toContainText('Running');
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeEnabled();
});

test('while 120 neurons go to disk, are merged and are exported, no task holds the page up for 50 ms', async ({
  lab,
  page,
  browser,
}, info) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
  await lab.open('cpu');
  await lab.prepareOdour({ n: 120, duration: DURATION });
  await lab.set('Record every', 1);
  await lab.openEditor('Long run');
  const save = async (action: () => Promise<void>): Promise<void> => {
    const saving = page.waitForEvent('download');
    await action();
    await (await saving).path();
  };
  const toDisk = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Start the long run' }).click();
    await lab.expectFinished(DURATION);
    await save(async () => {
      await page.getByTestId('disk-run').getByRole('button', { name: 'Merge' }).click();
      await page.getByRole('menuitem', { name: '.npy' }).click();
    });
    await page.evaluate(() => (location.hash = '#export'));
    await save(() => page.getByRole('button', { name: 'Download V as table' }).click());
    await save(() => page.getByRole('button', { name: 'Download NumPy archive' }).click());
  };
  judge(await measureWhile(page, browser, toDisk), 'going to disk', info);
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

/** A pressed pointer goes to and fro over the middle of something. */
async function sweepOver(page: Page, target: Locator): Promise<void> {
  const box = (await target.boundingBox())!;
  const y = box.y + 0.5 * box.height;
  await page.mouse.move(box.x + 0.5 * box.width, y);
  await page.mouse.down();
  for (let k = 0; k < 40; k++) {
    await page.mouse.move(box.x + box.width * (0.5 + 0.3 * Math.sin(k / 3)), y + 0.2 * box.height * Math.cos(k / 2));
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
}
