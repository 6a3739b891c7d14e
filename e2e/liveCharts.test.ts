import { expectNoViolationsInBothThemes } from './axe.ts';
import { expect, N, test } from './lab.ts';

const LATE = ['Variables', 'Rates', 'Spectrogram'];
/** ms: long enough for a window of 100 ms. */
const RUN = 150;

test('variables, rates and the spectrogram are unfolded, filled while a run goes on, and say in numbers what they show', async ({
  lab,
  page,
}) => {
  await lab.open('cpu');
  await lab.prepareOdour({ n: N, duration: RUN });
  const more = page.getByRole('group', { name: 'More charts' });
  for (const name of LATE) {
    const folded = more.getByRole('button', { name, exact: true });
    await expect(folded).toHaveAttribute('aria-expanded', 'false');
    await folded.press('Enter');
    // The button that was pressed has moved to the heading, and the focus with it.
    const heading = page.getByRole('heading', { name }).getByRole('button');
    await expect(heading).toHaveAttribute('aria-expanded', 'true');
    await expect(heading).toBeFocused();
  }
  await page.getByRole('radio', { name: 'Window of 100 ms' }).click();

  await page.getByRole('button', { name: 'Add a variable' }).click();
  const picker = page.getByRole('dialog', { name: 'Variables to record' });
  const first = await picker.getByRole('combobox', { name: 'Neuron' }).locator('option').first().textContent();
  for (const name of ['m_Na', 'I_Na']) {
    const variable = picker.getByRole('button', { name: `${name} of ${first}`, exact: true });
    await variable.click();
    await expect(variable).toHaveAttribute('aria-pressed', 'true');
  }
  await page.keyboard.press('Escape');

  await lab.run();
  await lab.expectFinished(RUN);
  await expect(lab.track('variables')).toHaveAccessibleName(
    new RegExp(`^Variables from 0 to ${RUN} ms: m_Na of ${first} 0\\.\\d+ to 0\\.\\d+; I_Na of ${first} −\\d.* µA/cm²`),
  );
  await expect(lab.track('rates')).toHaveAccessibleName(
    /in bins of 20 ms: PNs 0\.0 to [1-9]\d*\.\d Hz per neuron; LNs/,
  );
  await expect(lab.track('spectrogram')).toHaveAccessibleName(/window 100 ms: peak at \d+ Hz, −?\d+ dB/);
  await expect(lab.track('mean')).toHaveAccessibleName(/mV over \d+ PNs; .* mV over \d+ LNs\.$/);
  await expect(lab.track('raster')).toHaveAccessibleName(/, \d+ spikes in \d+ neurons: /);

  // A variable that is added afterwards has nothing to show of what is over, and one that is taken away leaves.
  await page.getByRole('button', { name: 'Add a variable' }).click();
  await picker.getByRole('button', { name: `m_Na of ${first}`, exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Gaussian, σ = 10 ms' }).click();
  await expect(lab.track('rates')).toHaveAccessibleName(/by a Gaussian of σ = 10 ms/);
  await page.getByRole('button', { name: 'Undo' }).click();

  // Folded, a chart takes no height and its place in the row of names.
  await page.getByRole('heading', { name: 'Rates' }).getByRole('button').press('Enter');
  await expect(lab.track('rates')).toBeHidden();
  await expect(more.getByRole('button', { name: 'Rates', exact: true })).toBeFocused();

  // What is open, and how it is looked at, is there after a reload.
  await page.waitForTimeout(400);
  await page.reload();
  await expect(lab.track('spectrogram')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Window of 100 ms' })).toBeChecked();
  await expect(lab.track('variables')).toBeVisible();
  await expect(more.getByRole('button', { name: 'Rates', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Add a variable' }).click();
  await expect(picker).toBeVisible();
  await expectNoViolationsInBothThemes(page, 'with all charts and the picker of variables', {
    parts: ['main', '[role="dialog"]'],
  });
});
