import { readFileSync } from 'node:fs';
import { expectNoViolationsInBothThemes } from './axe.ts';
import type { Locator, Page } from '@playwright/test';
import { ENDLESS, expect, fixture, N, test } from './lab.ts';

test.beforeEach(async ({ lab }) => {
  await lab.open('cpu');
  await lab.set('Neurons', N);
});

/** An entry of the list of currents: its box switches it, its name shows its numbers. */
const part = (page: Page, name: string): Locator => page.getByRole('checkbox', { name, exact: true });

async function add(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a current' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  await expect(part(page, name)).toBeChecked();
}

/** Where a time stands on the timeline, px of the page; the tracks end at the same places. */
async function xOf(page: Page, time: number, duration: number): Promise<number> {
  const box = (await page.getByTestId('stimulus-timeline').boundingBox())!;
  return box.x + 64 + (time / duration) * (box.width - 64 - 16);
}

test('a newcomer gives neurons 2 to 4 a step of 200 ms while the run goes on, in two clicks', async ({ lab, page }) => {
  await lab.set('Duration', ENDLESS);
  await part(page, 'Odour pulse').uncheck();
  await lab.runUntilUnderWay();
  await add(page, 'Step');
  // It goes into nobody until the newcomer says who, where the focus is.
  await expect(page.getByTestId('receiver-count')).toHaveText('0 of 12 neurons');
  await expect(lab.field('Receiving neurons')).toBeFocused();
  await expect(lab.field('Receiving neurons')).toBeInViewport();
  await expect(lab.field('Receiving neurons')).toHaveAccessibleDescription('Nobody receives it yet: choose who.');
  await page.keyboard.type('2-4');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('receiver-count')).toHaveText('3 of 12 neurons');
  const [onset, offset] = await Promise.all(['Onset', 'Offset'].map((label) => lab.field(label).inputValue()));
  expect(Number(offset) - Number(onset)).toBe(200);
  await lab.field('Receiving neurons').fill('2-12');
  await lab.field('Receiving neurons').press('Enter');
  const refusal = page.getByText('The network has neurons 0 to 11, got 12; the neurons stay as they were.');
  await expect(refusal).toBeVisible();
  await lab.field('Receiving neurons').fill('2-5');
  await expect(refusal).toBeHidden();
  await lab.field('Receiving neurons').press('Escape');
  await expect(lab.status).toContainText('Running');
  await lab.runButton.click();
  await expect(lab.status).toContainText('Paused');
});

test('what was injected before an edit stays on the track, and undo brings the current back', async ({ lab, page }) => {
  // First, so that the edit below is no second step of the same gesture.
  await lab.set('Amplitude', 60);
  await lab.set('Duration', 20);
  await lab.set('Onset', 0);
  // 60 · (1 - exp(-t / 75)): 7.5 µA/cm² at 10 ms, 14.0 at the end.
  await expect(lab.track('stimulus')).toHaveAccessibleName(/0\.00 to 14\.\d\d µA/);
  await page.getByRole('textbox', { name: 'Run to' }).fill('10');
  await page.getByRole('textbox', { name: 'Run to' }).press('Enter');
  await expect(lab.status).toContainText('Paused at 10.0 ms');
  await lab.set('Amplitude', 0);
  await expect(lab.track('stimulus')).toHaveAccessibleName(/0\.00 to 7\.\d\d µA/);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(lab.field('Amplitude')).toHaveValue('60');
  await expect(lab.track('stimulus')).toHaveAccessibleName(/0\.00 to 14\.\d\d µA/);
});

test('currents are moved on the timeline by the pointer and by keys, and given to neurons by painting', async ({
  lab,
  page,
}) => {
  await page.getByRole('button', { name: 'Edit on a timeline' }).click();
  // The editor has a menu of its own.
  await page.getByRole('region', { name: 'Editor' }).getByRole('button', { name: 'Add a current' }).click();
  await page.getByRole('menuitem', { name: 'Step', exact: true }).click();
  await page.getByRole('radio', { name: 'All neurons' }).click();
  const timeline = page.getByTestId('stimulus-timeline');
  await expect(timeline).toHaveAccessibleName(/Step, 100 to 300 ms, into all neurons, chosen/);
  const box = (await timeline.boundingBox())!;
  const y = box.y + 0.75 * box.height;
  await page.mouse.move(await xOf(page, 300, 1000), y);
  await page.mouse.down();
  await page.mouse.move(await xOf(page, 450, 1000), y, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Number(await lab.field('Offset').inputValue())).toBeGreaterThan(445);
  expect(Number(await lab.field('Offset').inputValue())).toBeLessThan(455);
  await expect(lab.field('Onset')).toHaveValue('100');

  await lab.set('Offset', 450);
  await timeline.focus();
  await timeline.press('ArrowRight');
  await timeline.press('Shift+ArrowLeft');
  await timeline.press('Alt+ArrowLeft');
  await expect(timeline).toHaveAccessibleName(/Step, 100 to 450 ms/);
  await timeline.press('+');
  await expect(lab.field('Amplitude')).toHaveValue('11');
  await timeline.press('ArrowUp');
  await expect(timeline).toHaveAccessibleName(/Odour pulse, [^;]*, chosen/);

  await page.getByRole('button', { name: 'Show Step' }).click();
  await page.getByRole('radio', { name: 'A list of neurons' }).click();
  const grid = page.getByTestId('receiver-grid');
  await expect(grid).toHaveAccessibleName('Step goes into 12 of 12 neurons.');
  await grid.scrollIntoViewIfNeeded();
  const cells = (await grid.boundingBox())!;
  // The first row: cells of at most 26 px below the population's name.
  await page.mouse.move(cells.x + 8, cells.y + 24);
  await page.mouse.down();
  await page.mouse.move(cells.x + 60, cells.y + 24, { steps: 5 });
  await page.mouse.up();
  await expect(lab.field('Receiving neurons')).toHaveValue(/^[2-4]-11$/);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(lab.field('Receiving neurons')).toHaveValue('0-11');
  await expect(page.getByTestId('stimulus-map')).toHaveAccessibleName(/12 of 12 neurons driven/);
});

test('noise has a seed, and a dropped file is added to what is switched on', async ({ lab, page }) => {
  await lab.set('Duration', 10);
  await add(page, 'Noise');
  await page.getByRole('radio', { name: 'All neurons' }).click();
  await lab.set('Onset', 0);
  await lab.set('Offset', 10);
  const first = await lab.picture('stimulus');
  await lab.set('Noise seed', 2);
  await expect.poll(async () => (await lab.changeOf('stimulus', first)).pixels).toBeGreaterThan(0);
  await lab.set('Noise seed', 1);
  await expect.poll(async () => (await lab.changeOf('stimulus', first)).pixels).toBe(0);
  await lab.field('Correlation time').fill('0');
  await lab.field('Correlation time').press('Enter');
  await expect(
    page.getByText('Correlation time must be a number from 0.01 to 10000 ms, got 0; 5 stays.'),
  ).toBeVisible();

  await (await lab.drag('current.npy', readFileSync(fixture('current')))).drop();
  await expect(part(page, 'current.npy')).toBeChecked();
  await expect(part(page, 'Noise')).not.toBeChecked();
  await expect(lab.stimulusFile).toContainText('Switched off for it: Odour pulse, Noise.');
  await expect(lab.track('stimulus')).toHaveAccessibleName(/6 of 12 neurons driven/);
  await part(page, 'Noise').check();
  await expect(lab.track('stimulus')).toHaveAccessibleName(/12 of 12 neurons driven/);
  await lab.run();
  await lab.expectFinished(10);
});

test('holding a neuron of the grid injects into it until it is let go, as one entry of the history', async ({
  lab,
  page,
}) => {
  await lab.set('Duration', ENDLESS);
  await part(page, 'Odour pulse').uncheck();
  await lab.runUntilUnderWay();
  await page.getByTestId('neuron-grid').hover({ position: { x: 8, y: 26 } });
  await page.mouse.down();
  await expect(part(page, 'Injection')).toBeChecked();
  await lab.frames(10);
  await page.mouse.up();
  await page.getByRole('button', { name: 'Show Injection' }).click();
  await expect(lab.field('Receiving neurons')).toHaveValue('0');
  await expect.poll(async () => Number(await lab.field('Offset').inputValue())).toBeLessThan(ENDLESS);
  const [onset, offset] = [await lab.field('Onset').inputValue(), await lab.field('Offset').inputValue()].map(Number);
  expect(onset).toBeGreaterThan(0);
  expect(offset).toBeGreaterThan(onset!);
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  await expect(undo).toHaveAccessibleDescription(/Injected 10 µA\/cm² into PN 0 from [\d.]+ to [\d.]+ ms/);
  await undo.click();
  await expect(part(page, 'Injection')).toHaveCount(0);
});

test('axe finds nothing on the stimulus editor, light and dark', async ({ page }) => {
  await add(page, 'Noise');
  await add(page, 'Step');
  await page.getByRole('radio', { name: 'A random share' }).click();
  await page.getByRole('button', { name: 'Edit on a timeline' }).click();
  await expect(page.getByTestId('receiver-grid')).toBeVisible();
  await expectNoViolationsInBothThemes(page, 'with the stimulus editor', {
    parts: ['[aria-label="Editor"]', '[aria-label="Network"]'],
  });
});
