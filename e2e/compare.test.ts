import { expectNoViolationsInBothThemes } from './axe.ts';
import { N, expect, test } from './lab.ts';
import { PHONE } from './viewports.ts';

/** ms: long enough for a spectrum. */
const DURATION = 300;

test('a run is pinned, something is changed, and both stay beside each other: what differs is named, and where they part', async ({
  lab,
  page,
}) => {
  const differences = page.getByTestId('differences');
  const parting = page.getByTestId('first-difference');
  const numbers = page.getByTestId('compare-numbers');
  await lab.open('cpu');
  await lab.prepareOdour({ n: N, duration: DURATION });
  await lab.run();
  await lab.expectFinished(DURATION);
  // What the panel of neurons counts is renewed ten times a second.
  await lab.frames(12);
  const spikes = (await page.getByTestId('activity').getByRole('definition').first().textContent())!;
  expect(Number(spikes)).toBeGreaterThan(0);

  await lab.openEditor('Compare');
  await page.getByRole('button', { name: 'Pin this run' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of run A' })).toHaveValue('Odour pulse, seed 1');

  await lab.openEditor('Connections');
  const row = page.getByTestId('blocks').getByRole('row', { name: 'Select LN → LN' });
  const synapses = await row.getByRole('cell').first().textContent();
  expect(Number(synapses)).toBeGreaterThan(0);
  await row.getByRole('button', { name: 'Silence LN → LN' }).click();
  await lab.openEditor('Compare');
  await lab.run();
  await lab.expectFinished(DURATION);
  await expect(differences).toContainText(`LN → LN block of GABA: ${synapses} synapses → 0`);
  await expect(differences.getByRole('listitem')).toHaveCount(1);
  await expect(parting).toHaveText(/^The same until [\d.]+ ms/);
  await expect(
    numbers
      .getByRole('row', { name: /^PN spikes/ })
      .first()
      .getByRole('cell')
      .first(),
  ).toHaveText(spikes);
  await expect(page.getByTestId('compare-raster')).toHaveAccessibleName(
    new RegExp(`PN spikes \\d+ now, ${spikes} in A, \\d+ in both`),
  );
  await expect(page.getByTestId('compare-traces')).toHaveAccessibleName(/\d+ in A, \d+ in now/);
  await expect(page.getByTestId('compare-mean')).toHaveAccessibleName(/A −[\d.]+ to −[\d.]+ mV, now/);
  await expect(page.getByTestId('compare-difference')).toHaveAccessibleName(/at most [\d.]+ mV in any neuron/);
  await expect(page.getByTestId('measure-compared-spectrum')).toHaveAccessibleName(
    /^Strongest peak: A (none|[\d.]+ Hz)/,
  );

  // Opened again it is the same run, to the last bit.
  await page.getByRole('button', { name: 'Open A again' }).click();
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toHaveAccessibleDescription(
    /^Back to the pinned run A/,
  );
  await lab.run();
  await lab.expectFinished(DURATION);
  await expect(differences).toContainText('Nothing: the same run on the same engine.');
  await expect(parting).toHaveText(
    `The same up to ${DURATION} ms: every spike comes at the same time, V is the same in every sample.`,
  );

  await page.getByRole('button', { name: 'Run again in float32' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of run B' })).toHaveValue('Odour pulse, seed 1, again');
  await lab.expectFinished(DURATION);
  await expect(differences).toContainText('Precision: float64 → float32, not compensated');
  await expect(parting).toHaveText(/^The same (until|up to) [\d.]+ ms/);

  await page.getByRole('radio', { name: 'Side by side' }).click();
  for (const run of ['A', 'B', 'now']) await expect(page.getByTestId(`compare-raster-${run}`)).toBeVisible();

  await page.getByRole('button', { name: 'Repeat over seeds' }).click();
  await expect(page.getByRole('region', { name: 'Repeat over seeds' })).toBeFocused();
  await lab.field('Seeds').fill('3');
  await lab.field('Seeds').press('Enter');
  await page.getByRole('button', { name: 'Repeat', exact: true }).click();
  const repeated = page.getByTestId('repeat-numbers');
  await expect(repeated).toContainText('3 seeds of B, 3 seeds of now', { timeout: 30_000 });
  await expect(repeated).toBeInViewport();
  await expect(page.getByTestId('repeat-status')).toHaveText(/^Done: 6 of 6 in \d+ s$/);
  await expect(repeated.getByRole('row', { name: /^PN rate/ })).toContainText(/[\d.]+ ± [\d.]+/);
  await expect(page.getByTestId('measure-repeated-spectrum')).toHaveAccessibleName(/^Peaks, .*3 runs/);

  // what is compared comes back with the page, to the last bit
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Name of run B' })).toHaveValue('Odour pulse, seed 1, again');
  await expect(repeated).toContainText('3 seeds of B, 3 seeds of now');
  await lab.run();
  await lab.expectFinished(DURATION);
  await page.getByRole('button', { name: 'Compare with A' }).click();
  await expect(differences).toContainText('Nothing: the same run on the same engine.');
  await expect(parting).toContainText('V is the same in every sample.');
  await page.getByRole('button', { name: 'Unpin B' }).click();

  await expectNoViolationsInBothThemes(page, 'in the comparison', { parts: ['[aria-label="Editor"]'] });
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('the comparison is a sheet that fits', async ({ lab, page }) => {
    await lab.open('cpu');
    await lab.openNetworkSheet();
    await lab.prepareOdour({ n: N, duration: 100 });
    await lab.closeSheet();
    await lab.run();
    await lab.expectFinished(100);
    await lab.openEditor('Compare');
    await page.getByRole('button', { name: 'Run again …' }).click();
    await page.getByRole('menuitem', { name: 'with the next seed' }).click();
    await expect(page.getByTestId('differences')).toContainText('Seed: 1 → 2');
    await expect(page.getByTestId('compare-numbers')).toContainText('The first 100 ms');
    expect(await lab.overflow()).toBe(0);
    await expectNoViolationsInBothThemes(page, 'in the sheet of the comparison', { parts: ['[role="dialog"]'] });
  });
});
