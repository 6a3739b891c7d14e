import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { readNpy } from '../src/files/npy.ts';
import { expectNoViolationsInBothThemes } from './axe.ts';
import { expect, test } from './lab.ts';
import type { LabPage } from './lab.ts';

/** ms: long enough for spikes. */
const LENGTH = 30;

/** A network that spikes at once, and a sweep of 3 × 2 of them. */
async function prepare(lab: LabPage): Promise<void> {
  await lab.open('cpu');
  await lab.prepareOdour({ n: 12, duration: 100 });
  await lab.openEditor('Sweep');
  const form = lab.page.getByRole('form', { name: 'Sweep' });
  const type = async (label: string, value: number, axis = 0): Promise<void> => {
    const field = form.getByRole('textbox', { name: label, exact: true }).nth(axis);
    await field.fill(String(value));
    await field.press('Enter');
  };
  await type('Values', 3);
  await form.getByRole('combobox', { name: 'Vertical axis: what is swept' }).selectOption('odour.amplitude');
  await type('From', 60, 1);
  await type('To', 100, 1);
  await type('Values', 2, 1);
  await type('Duration', LENGTH);
}

test('a sweep fills its picture; a cell opens as a network whose run shows what the cell shows', async ({
  lab,
  page,
}) => {
  await prepare(lab);
  await expect(page.getByTestId('sweep-estimate')).toContainText('6 runs');
  await page.getByRole('button', { name: 'Start the sweep' }).click();
  await expect(page.getByTestId('sweep-status')).toContainText('6 runs in', { timeout: 30_000 });
  await expect(page.getByTestId('sweep-summary')).toContainText(
    'over g_GABA 0 … 2 mS/cm² and Amplitude of Odour pulse 60 … 100 µA/cm²',
  );

  const picture = page.getByTestId('sweep-picture');
  await expect(picture).toHaveAccessibleName(/^Sweep: PN rate from .* Hz over g_GABA/);
  await picture.focus();
  for (const key of ['Home', 'PageUp', 'ArrowRight']) await picture.press(key);
  await expect(page.getByTestId('sweep-cursor')).toHaveText(
    /^PN rate [\d.]+ Hz at g_GABA 1 mS\/cm², Amplitude of Odour pulse 100 µA\/cm²$/,
  );
  const cell = page.getByTestId('sweep-cell');
  await expect(cell).toContainText('g_GABA 1 mS/cm²Amplitude of Odour pulse 100 µA/cm²');
  const spikes = Number(
    await cell
      .getByRole('row', { name: /^spikes/ })
      .getByRole('cell')
      .first()
      .textContent(),
  );
  expect(spikes).toBeGreaterThan(0);
  await expectNoViolationsInBothThemes(page, 'in the sweep', { parts: ['[aria-label="Editor"]'] });

  await picture.press('Enter');
  await lab.expectFinished(LENGTH);
  await expect(lab.track('raster')).toHaveAccessibleName(new RegExp(`, ${spikes} spikes? in `));
  await expect(lab.field('Amplitude')).toHaveValue('100');
  const stale = page.getByText('Of the network before the edit');
  await expect(stale).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(lab.field('Amplitude')).toHaveValue('60');
  await lab.set('Amplitude', 50);
  await expect(stale).toBeVisible();

  // other things are looked at, and the results are there again
  await lab.openEditor('Stimulus');
  await lab.openEditor('Sweep');
  await expect(page.getByTestId('sweep-status')).toContainText('6 runs in');
  // … and after a reload of the page
  await page.reload();
  await expect(page.getByTestId('sweep-status')).toContainText('6 runs in');
  await expect(stale).toBeVisible();

  const files = [];
  for (const name of ['.csv', '.npz']) {
    const saving = page.waitForEvent('download');
    await page.getByRole('region', { name: 'Results of the sweep' }).getByRole('button', { name }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe(`sweep${name}`);
    files.push(await readFile(await saved.path()));
  }
  const [header, ...below] = files[0]!.toString().trimEnd().split('\r\n');
  const lines = below.filter((line) => !line.startsWith('#'));
  expect(header).toMatch(/^run,g_GABA,odour\.amplitude,seed,spikes_PN,spikes_LN,events_LN,/);
  const rows = lines.map((line) => line.split(',').map(Number));
  expect(rows.map((row) => row.slice(0, 3))).toContainEqual([3, 1, 100]);
  expect(rows[3]![4]! + rows[3]![5]!).toBe(spikes);
  const { shape, values } = readNpy(new Uint8Array(unzipSync(files[1]!)['spikes_PN.npy']!), 'spikes_PN');
  expect(shape).toEqual([1, 2, 3]);
  expect(values[4]).toBe(rows[3]![4]);
});

test('a sweep is stopped, and keeps what has ended; what cannot be swept is refused beside its field', async ({
  lab,
  page,
}) => {
  await prepare(lab);
  const form = page.getByRole('form', { name: 'Sweep' });
  const to = form.getByRole('textbox', { name: 'To', exact: true }).first();
  await to.fill('9');
  await to.press('Enter');
  await expect(form.getByText('To is 9: expected a number from 0 to 5')).toBeVisible();
  await form
    .getByRole('radiogroup', { name: 'Horizontal axis: distances' })
    .getByRole('radio', { name: 'log' })
    .click();
  await expect(form.getByText('equal ratios need two values of one sign, and no 0')).toBeVisible();
  await expect(form.getByRole('button', { name: 'Start the sweep' })).toBeDisabled();
  await form
    .getByRole('radiogroup', { name: 'Horizontal axis: distances' })
    .getByRole('radio', { name: 'linear' })
    .click();
  const duration = form.getByRole('textbox', { name: 'Duration' });
  await duration.fill('5000');
  await duration.press('Enter');
  await form.getByRole('button', { name: 'Start the sweep' }).click();
  await expect(page.getByTestId('sweep-status')).toContainText('0 of 6 runs');
  await form.getByRole('button', { name: 'Stop the sweep' }).click();
  await expect(page.getByTestId('sweep-status')).toContainText(/Stopped after \d of 6 runs/);
});
