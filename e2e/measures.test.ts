import { readFile } from 'node:fs/promises';
import { expectNoViolationsInBothThemes } from './axe.ts';
import { expect, test } from './lab.ts';
import type { LabPage } from './lab.ts';

/** Of the current that drives all neurons: the mean voltage has to follow it. */
const DRIVE_HZ = 40;
const N = 12;
const PNS = 9;
/** ms */
const DURATION = 500;

/** µA/cm² into every neuron at every ms, [N, samples], as NumPy writes it. */
function sineNpy(): Buffer {
  const samples = Float32Array.from({ length: N * DURATION }, (_, k) => {
    const t = k % DURATION;
    return 6 + 5 * Math.sin((2 * Math.PI * DRIVE_HZ * t) / 1000);
  });
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${N}, ${DURATION}), }`;
  const padded = header.padEnd(Math.ceil((10 + header.length + 1) / 64) * 64 - 11) + '\n';
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length & 255, padded.length >> 8]);
  return Buffer.concat([start, Buffer.from(padded, 'latin1'), Buffer.from(samples.buffer)]);
}

async function runDriven(lab: LabPage): Promise<void> {
  await lab.set('Neurons', N);
  await lab.set('Duration', DURATION);
  await lab.upload({ name: 'sine.npy', mimeType: 'application/octet-stream', buffer: sineNpy() });
  await expect(lab.stimulusFile).toContainText('sine.npy');
  await lab.set('Samples per ms', 1);
  await lab.run();
  await lab.expectFinished(DURATION);
}

/** The sentence of a card's chart, once it matches. */
async function sentenceOf(lab: LabPage, measure: string, expected: RegExp): Promise<string> {
  const canvas = lab.page.getByTestId(`measure-${measure}`);
  await canvas.scrollIntoViewIfNeeded();
  await expect(canvas).toHaveAttribute('aria-label', expected);
  return (await canvas.getAttribute('aria-label'))!;
}

/** What a card saves: its columns by their heads. */
async function csvOf(lab: LabPage, title: string): Promise<ReadonlyMap<string, readonly number[]>> {
  const downloading = lab.page.waitForEvent('download');
  await lab.page.getByRole('button', { name: `Save as .csv: ${title}` }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  const [heads = [], ...rows] = text
    .trimEnd()
    .split('\r\n')
    .filter((line) => !line.startsWith('# '))
    .map((line) => line.split(','));
  return new Map(
    heads.map((head, column) => [
      head,
      rows.map((row) => row[column] ?? '').flatMap((cell) => (cell === '' ? [] : Number(cell))),
    ]),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test('measures say in numbers what was recorded: the rhythm of the drive, the spikes that the page counts; axe has no objection', async ({
  lab,
  page,
}) => {
  await lab.open('cpu');
  await lab.openEditor('Measures');
  await expect(page.getByTestId('measure-window')).toContainText('Press Run');
  await runDriven(lab);
  await expect(page.getByTestId('measure-window')).toContainText(`0–${DURATION} ms`);

  const spectrum = await sentenceOf(lab, 'spectrum', /peak at [\d.]+ Hz/);
  const peak = Number(/peak at ([\d.]+) Hz/.exec(spectrum)![1]);
  // A segment of 500 ms resolves 3 Hz; its largest value lies within half of that.
  expect(Math.abs(peak - DRIVE_HZ)).toBeLessThan(1.5);
  await expect(page.getByTestId('measure-spectrum-line')).toContainText(`Peak ${peak} Hz`);

  await sentenceOf(lab, 'phase', /PN spikes? at −?\d+° on average, vector strength 0\.\d+/);

  await sentenceOf(lab, 'rates', /Firing rates, 0–500 ms: \d+ of 9 PNs fire/);
  const rates = await csvOf(lab, 'Firing rates');
  const counts = rates.get('PN: rate (Hz)')!.map((hz) => Math.round((hz * DURATION) / 1000));
  expect(counts).toHaveLength(PNS);
  // The panel of neurons counts by itself.
  await expect(page.getByTestId('activity')).toContainText(`PN spikes${sum(counts)}`);
  await expect(page.getByTestId('activity')).toContainText(`${counts.filter((count) => count > 0).length} of ${PNS}`);

  await sentenceOf(lab, 'intervals', /all PNs, 0–500 ms: \d+ with a mean of [\d.]+ ms, CV/);
  const intervals = await csvOf(lab, 'Inter-spike intervals');
  const pairs = sum(counts.map((count) => Math.max(0, count - 1)));
  const shown = sum(intervals.get('all PNs: intervals per bin')!);
  const above = Number(/; (\d+) longer/.exec(await sentenceOf(lab, 'intervals', /CV2/))?.[1] ?? 0);
  expect(shown + above).toBe(pairs);

  await sentenceOf(lab, 'synchrony', /correlation of spike counts −?[\d.]+, of voltages 0\.\d+, χ 0\.\d+/);

  // A neuron with itself: as often after as before, and never with the same spike.
  const firing = counts.findIndex((count) => count > 1);
  const card = page.getByRole('region', { name: 'Cross-correlogram' });
  for (const label of ['Spikes of', 'and of']) {
    await card.getByRole('textbox', { name: label, exact: true }).fill(String(firing));
    await card.getByRole('textbox', { name: label, exact: true }).press('Enter');
  }
  await sentenceOf(lab, 'correlogram', new RegExp(`of PN ${firing} \\(${counts[firing]} spikes\\) and PN ${firing} `));
  const correlogram = (await csvOf(lab, 'Cross-correlogram')).get('pairs: pairs per bin')!;
  expect(correlogram).toEqual(correlogram.toReversed());
  expect(correlogram[(correlogram.length - 1) / 2]).toBe(0);
  expect(sum(correlogram)).toBeGreaterThan(0);

  const average = page.getByRole('region', { name: 'Spike-triggered average' });
  await average.getByRole('textbox', { name: 'Spikes of', exact: true }).fill(String(firing));
  await average.getByRole('textbox', { name: 'Spikes of', exact: true }).press('Enter');
  await sentenceOf(lab, 'triggeredAverage', new RegExp(`around \\d+ spikes? of PN ${firing}, .* at −?\\+?[\\d.]+ ms`));
  await sentenceOf(lab, 'phasePlane', /mean PN V from −[\d.]+ to −[\d.]+ mV, mean LN V from .*, correlation/);
  await sentenceOf(lab, 'trajectory', /first 3 principal components hold \d+ %/);
  const path = await csvOf(lab, 'Population trajectory');
  for (const pc of [1, 2, 3]) {
    // Deviations from the mean.
    expect(Math.abs(sum(path.get(`PNs: PC ${pc} (Hz)`)!))).toBeLessThan(1e-6);
  }

  // Zoomed in, the measures are of what is in view.
  await page.getByRole('group', { name: 'Charts over one time axis' }).press('+');
  await expect(page.getByTestId('measure-window')).not.toContainText(`0–${DURATION} ms`);

  await expectNoViolationsInBothThemes(page, 'in the measures', { parts: ['[aria-label="Editor"]'] });
});

test('an f–I curve fills as its runs end, a synapse is recorded on request, and a card fills the panel also after a reload', async ({
  lab,
  page,
}) => {
  await lab.open('cpu');
  await runDriven(lab);
  await lab.openEditor('Measures');
  await page.getByRole('combobox', { name: 'Measure' }).selectOption('f–I curve');
  for (const [label, value] of [
    ['Neuron', 0],
    ['Runs', 3],
    ['Step', 100],
  ] as const) {
    await page
      .getByRole('region', { name: 'f–I curve' })
      .getByRole('textbox', { name: label, exact: true })
      .fill(String(value));
    await page
      .getByRole('region', { name: 'f–I curve' })
      .getByRole('textbox', { name: label, exact: true })
      .press('Enter');
  }
  await page.getByRole('button', { name: 'Run the f–I curve' }).click();
  await expect(page.getByTestId('measure-fICurve')).toHaveAttribute(
    'aria-label',
    /PN 0 without synapses, 3 of 3 steps of 100 ms: .*Hz at most, at 20 µA\/cm²/,
  );
  const curve = await csvOf(lab, 'f–I curve');
  expect(curve.get('mean: injected current (µA/cm²)')).toEqual([0, 10, 20]);
  const rates = curve.get('mean: rate (Hz)')!;
  expect(rates[0]).toBe(0);
  expect(rates[2]).toBeGreaterThan(rates[1]!);
  // Whole spikes in 100 ms.
  for (const hz of rates) expect(hz % 10).toBe(0);

  await page.getByRole('combobox', { name: 'Measure' }).selectOption('[O] and transmitter');
  const synapse = page.getByTestId('measure-synapse');
  await expect(synapse).toHaveAttribute('aria-label', /were not recorded in this range/);
  await page.getByRole('button', { name: /^Record \[O\] and \[T\] of LN/ }).click();
  await lab.run();
  await lab.expectFinished(DURATION);
  await expect(synapse).toHaveAttribute('aria-label', /open fraction 0\.\d+ on average, 0\.\d+ at most/);
  await expect(page.getByRole('button', { name: /^Record/ })).toBeHidden();

  await page.getByRole('button', { name: /What is measured/ }).click();
  await expect(page.getByRole('dialog', { name: /What is measured/ })).toContainText('d[O]/dt');
  await page.keyboard.press('Escape');

  await page.getByRole('application', { name: '[O] and transmitter' }).press('ArrowRight');
  await expect(page.getByRole('application', { name: '[O] and transmitter' }).getByRole('status')).toContainText(
    'ms: ',
  );

  await page.reload();
  await expect(page.getByTestId('measure-synapse')).toBeVisible();
  await expect(page.getByTestId('measure-spectrum')).toBeHidden();
  await page.getByRole('button', { name: 'Back to all measures' }).click();
  await expect(page.getByTestId('measure-spectrum')).toBeVisible();
  await expect(page.getByTestId('measure-fICurve')).toHaveAttribute('aria-label', /3 of 3 steps of 100 ms/);
  await expect(page.getByText('Of the network before the last edit.')).toBeHidden();
});
