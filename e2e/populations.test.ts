import { expectNoViolationsInBothThemes } from './axe.ts';
import type { Page } from '@playwright/test';
import { expect, N, test } from './lab.ts';
import type { LabPage } from './lab.ts';

/** What these tests are about: populations, initial state, inspector, transport. */
const PANELS = [
  'section:has([aria-label="Small circuits"])',
  'section:has([aria-label="Draw another seed"])',
  'aside[aria-label="Neurons"]',
  'footer',
];

/** Spikes of the neurons that have a trace, as the table counts them. */
async function spikes(page: Page): Promise<Record<string, number>> {
  const rows = page.getByRole('table', { name: 'Neurons with a trace' }).locator('tbody tr');
  const cells = await rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')),
  );
  return Object.fromEntries(cells.map(([name = '', , count]) => [name, Number(count)]));
}

async function runTo(lab: LabPage, time: number): Promise<void> {
  await lab.page.getByRole('textbox', { name: 'Run to' }).fill(String(time));
  await lab.page.getByRole('textbox', { name: 'Run to' }).press('Enter');
  await expect(lab.status).toContainText(`Paused at ${time.toFixed(1)} ms.`);
}

test('in the triplet PN 0 drives the LN, which silences PN 1; each circuit is one edit, and a usual size leads back', async ({
  lab,
  page,
}) => {
  await lab.open('cpu');
  await page.getByRole('radio', { name: 'PN→LN→PN' }).click();
  await expect(lab.field('PN')).toHaveValue('2');
  await expect(lab.field('LN')).toHaveValue('1');
  await runTo(lab, 300);
  const before = await spikes(page);
  expect(before['PN 0']).toBe(0);
  expect(before['PN 1']).toBeGreaterThan(1);
  await runTo(lab, 450);
  const driven = await spikes(page);
  expect(driven['PN 0']).toBeGreaterThan(5);
  expect(driven['PN 1']).toBe(before['PN 1']);
  await expect(page.getByTestId('connections-ACh')).toContainText('1 synapses');

  // what cannot go along is named, and comes back
  await lab.set('Neurons', 7);
  await expect(page.getByText('Made for other neurons and dropped: what was painted in ACh')).toBeVisible();
  await expect(lab.status).toContainText('The run on screen has 3 neurons; the new network starts with the next run.');
  await page.getByText('Made for other neurons').getByRole('button', { name: 'Undo' }).click();
  await expect(lab.field('Neurons')).toHaveValue('3');
  await expect(page.getByText('Made for other neurons')).toBeHidden();

  await page.getByRole('radio', { name: '48', exact: true }).click();
  await expect(lab.field('PN')).toHaveValue('36');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.getByTestId('connections-ACh')).toContainText(/\d{2,} synapses/);
});

test('populations are set by number and by their border; a run has as many of each', async ({ lab, page }) => {
  await lab.open('cpu');
  await lab.set('Neurons', N);
  await expect(lab.field('PN')).toHaveValue('9');
  await lab.set('LN', 5);
  await expect(lab.field('Neurons')).toHaveValue('14');
  const border = page.getByRole('slider', { name: 'Ratio of PN to LN' });
  await border.press('ArrowLeft');
  await border.press('ArrowLeft');
  await expect(lab.field('PN')).toHaveValue('7');
  await expect(lab.field('LN')).toHaveValue('7');
  await lab.field('LN').fill('-1');
  await lab.field('LN').press('Enter');
  await expect(page.getByText('LN must be a whole number from 0 to 4089, got -1; 7 stays.')).toBeVisible();
  await lab.set('Duration', 2);
  await lab.run();
  await lab.expectFinished(2);
  await expect(lab.track('raster')).toHaveAccessibleName(/of 7 PNs, .* of 7 LNs/);
});

test('a run that starts from here goes on as the run would have', async ({ lab, page }) => {
  await lab.open('cpu');
  await page.getByRole('radio', { name: 'One PN' }).click();
  await lab.set('Onset', 0);
  await page.getByRole('application', { name: 'Neurons' }).press('ArrowDown');
  await expect(page.getByTestId('inspected-neuron')).toHaveText('PN 0');
  const values = page.getByTestId('inspector').locator('dl');
  /** V, gates; not the rate, which counts from the start of a run. */
  const state = async (): Promise<string[]> =>
    (await values.locator('div').allTextContents()).filter((text) => /^(V|[nmh]_)|[nmh](K|Na|A)/.test(text));

  /** V is that of the charts at once; gates are read a few times a second. */
  const settled = async (): Promise<string[]> => {
    let before: string[] = [];
    const isSame = async (): Promise<boolean> => {
      const now = await state();
      const same = now.length > 0 && now.every((text, k) => text === before[k]);
      before = now;
      return same;
    };
    await expect.poll(isSame, { intervals: [600] }).toBe(true);
    return before;
  };

  await runTo(lab, 7);
  await page.getByRole('button', { name: 'From here' }).click();
  await expect(page.getByTestId('initial-state')).toHaveText('From 7 ms of a run');
  await runTo(lab, 15);
  const whole = await settled();
  expect(whole.length).toBeGreaterThan(4);
  await page.getByRole('button', { name: 'Start over' }).click();
  await lab.reset.click();
  await runTo(lab, 8);
  await expect.poll(state).toEqual(whole);

  await page.getByRole('button', { name: 'Draw the start again' }).click();
  await lab.reset.click();
  await runTo(lab, 8);
  await expect.poll(state).not.toEqual(whole);
});

test('the inspector says what a neuron does, who drives it and whom it drives; axe finds nothing in either theme', async ({
  lab,
  page,
}) => {
  await lab.open('cpu');
  await lab.set('Neurons', N);
  await runTo(lab, 3);
  const grid = page.getByRole('application', { name: 'Neurons' });
  await grid.press('ArrowRight');
  await grid.press('ArrowRight');
  await expect(page.getByTestId('inspected-neuron')).toHaveText('PN 1');
  await expect(page.getByTestId('inspected-V')).toHaveText(/^−\d+\.\d$/);
  const output = page.getByRole('list', { name: 'ACh outputs' }).getByRole('button').first();
  const name = await output.getAttribute('aria-label');
  expect(name).toMatch(/^LN \d+$/);
  await output.click();
  await expect(page.getByTestId('inspected-neuron')).toHaveText(name!);
  await expect(page.getByRole('list', { name: 'ACh inputs' }).getByRole('button', { name: 'PN 1' })).toBeVisible();

  // the current flows while the key is held
  const hold = page.getByRole('button', { name: `Hold to inject into ${name}` });
  await hold.focus();
  await page.keyboard.down('Space');
  await expect(hold).toHaveText('Injecting');
  await page.keyboard.up('Space');
  await expect(hold).toHaveText('Hold to inject');

  // with all that the panel of populations can say
  await page.getByRole('radio', { name: 'PN→LN→PN' }).click();
  await lab.set('Neurons', 5);
  // the whole page is e2e/accessibility.test.ts's
  await expectNoViolationsInBothThemes(page, 'in the panels', { parts: PANELS });
});
