import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { PHONE } from './viewports.ts';

const PANELS = ['a Membrane potential', 'b Spikes', 'c Mean PN voltage', 'd Power spectrum of the mean PN voltage'];

/** Describes a run of 12 neurons and starts it. */
async function run(page: Page, duration: number): Promise<void> {
  await page.goto('./?engine=reference');
  for (const [name, value] of Object.entries({ Neurons: 12, Duration: duration })) {
    const field = page.getByRole('textbox', { name, exact: true });
    await field.fill(String(value));
    await field.press('Enter');
  }
  await page.getByTestId('run-button').click();
}

/** Bytes of all scripts that the page itself has loaded. */
const scriptBytes = (page: Page): Promise<number> =>
  page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => name.endsWith('.js'))
      .reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0),
  );

async function download(page: Page, format: 'SVG' | 'PNG' | 'CSV'): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Download ${format}` }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test('before the first run the button says why there is no figure', async ({ page }) => {
  await page.goto('./?engine=reference');
  const button = page.getByRole('button', { name: 'Figure' });
  await expect(button).toBeDisabled();
  await button.hover();
  await expect(page.getByRole('tooltip')).toContainText('run the network first');
  await button.click({ force: true });
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a run becomes a figure of four panels, and its files are white, complete and say where they come from', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await run(page, 250);
  await expect(page.getByTestId('simulated-time')).toHaveText('250.00');
  const before = await scriptBytes(page);
  await page.getByRole('button', { name: 'Figure' }).click();
  const dialog = page.getByRole('dialog', { name: 'Figure' });
  for (const panel of PANELS) await expect(dialog.getByText(panel, { exact: true })).toBeVisible();
  expect(await scriptBytes(page), 'plotly comes with the first figure').toBeGreaterThan(before + 1_000_000);
  await expect(dialog.getByText(/n = 12 \(9 PN, 3 LN\), seed 1\. .*Engine: Reference, float64/)).toBeVisible();

  const svg = await download(page, 'SVG');
  expect(svg.name).toBe('odour-pulse-n12-seed1-0-250ms.svg');
  const text = svg.bytes.toString('utf8');
  for (const panel of PANELS) expect(text).toContain(panel.slice(2));
  expect(text).toMatch(/<svg[^>]* width="174\.00mm"/);
  const [, description] = /<desc>(.*?)<\/desc>/.exec(text)!;
  expect(description).toMatch(/^Time 0\.0 to 250\.0\sms .* seed 1\. /);
  expect(text).toMatch(/<rect[^>]*fill: rgb\(255, 255, 255\)/);
  const longest = Math.max(...[...text.matchAll(/ d="(M[^"]*)"/g)].map(([, d = '']) => d.split('L').length));
  expect(longest, 'points of the longest line').toBeGreaterThan(500);

  const png = await download(page, 'PNG');
  expect(png.name).toBe('odour-pulse-n12-seed1-0-250ms.png');
  expect(png.bytes.readUInt32BE(16), 'pixels across: 174 mm at 600 to the inch').toBe(4110);
});

test('panels, size and data are chosen; axe finds nothing in the dialog in either theme', async ({ page }) => {
  await run(page, 250);
  await expect(page.getByTestId('simulated-time')).toHaveText('250.00');
  await page.getByRole('button', { name: 'Figure' }).click();
  const dialog = page.getByRole('dialog', { name: 'Figure' });
  for (const panel of ['Stimulus', 'Firing rates', 'Spectrogram', 'Heat map']) {
    await dialog.getByRole('checkbox', { name: panel }).check();
  }
  await dialog.getByRole('checkbox', { name: 'Membrane potential' }).uncheck();
  await expect(dialog.getByText('f Heat map', { exact: true })).toBeAttached();
  await dialog.getByRole('radio', { name: 'One column, 85 mm' }).click();
  await dialog.getByRole('textbox', { name: 'Type' }).fill('900');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toContainText('Type is 900: expected a number from 5 to 24');

  const { name, bytes } = await download(page, 'CSV');
  expect(name).toBe('odour-pulse-n12-seed1-0-250ms-data.zip');
  const files = unzipSync(bytes);
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(['b-spikes.csv', 'd-mean-pn-voltage.csv', 'f-heat-map.csv']),
  );
  const mean = Buffer.from(files['d-mean-pn-voltage.csv']!).toString('utf8').trimEnd().split('\r\n');
  expect(mean[0]).toBe('time_ms,mean_V_PN_mV');
  expect(mean.filter((line) => /^\d/.test(line))).toHaveLength(2500);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  }
});

test('a measure becomes a figure whose data say how it is defined and which run it is of', async ({ page }) => {
  await run(page, 250);
  await expect(page.getByTestId('simulated-time')).toHaveText('250.00');
  await page.getByRole('region', { name: 'Editor' }).getByRole('tab', { name: 'Measures' }).click();
  await page.getByRole('button', { name: 'Figure: Power spectrum' }).click();
  const dialog = page.getByRole('dialog', { name: 'Figure: Power spectrum' });
  await expect(dialog.getByText('Frequency (Hz)', { exact: true })).toBeVisible();
  const { name, bytes } = await download(page, 'CSV');
  expect(name).toBe('odour-pulse-n12-seed1-power-spectrum-data.csv');
  const [head, ...lines] = bytes.toString('utf8').split('\n');
  expect(head).toContain('frequency (Hz)');
  const notes = lines.filter((line) => line.startsWith('# ')).join('\n');
  expect(notes).toContain('seed 1');
  expect(notes).toContain('Hann segments');
  expect(lines.some((line) => /^0,[\d.e-]+,/.test(line))).toBe(true);
});

test('while the run goes on, Refresh takes in what has come since', async ({ page }) => {
  await run(page, 100_000);
  await page.getByRole('button', { name: 'Figure' }).click();
  const caption = page.getByRole('dialog').getByText(/^Time 0/);
  const first = await caption.textContent();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(caption).not.toHaveText(first!);
});

test.describe('phone', () => {
  test.use(PHONE);

  test('the figure fits the screen, Escape closes it, and the focus returns', async ({ page }) => {
    await page.goto('./?engine=reference');
    const button = page.getByRole('button', { name: 'Figure' });
    await page.getByTestId('run-button').tap();
    await expect(button).toBeEnabled();
    await button.tap();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText('b Spikes', { exact: true })).toBeVisible();
    const plot = await dialog.getByRole('img', { name: 'Figure' }).boundingBox();
    expect(plot!.x).toBeGreaterThanOrEqual(0);
    expect(plot!.x + plot!.width).toBeLessThanOrEqual(390);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(button).toBeFocused();
  });
});
