import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { readNpy } from '../src/files/npy.ts';
import { expectNoViolations, expectNoViolationsInBothThemes } from './axe.ts';
import { LabPage, expect, test } from './lab.ts';
import { PHONE } from './viewports.ts';

/** ms, and how many batches: short, but long enough to be cut off within. */
const LENGTH = 300;
const BATCHES = 15;

/** A page that downloads what it merges, instead of asking where it is to be put. */
async function openPage(context: BrowserContext, page?: Page): Promise<LabPage> {
  const one = page ?? (await context.newPage());
  await one.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
  const lab = new LabPage(one);
  await lab.open('cpu');
  return lab;
}

async function prepare(lab: LabPage): Promise<void> {
  await lab.prepareOdour({ n: 12, duration: LENGTH });
  await lab.openEditor('Long run');
  await setIn(lab, 'Batches', BATCHES);
}

async function setIn(lab: LabPage, label: string, value: number): Promise<void> {
  const field = lab.page.getByRole('form', { name: 'Long run' }).getByRole('textbox', { name: label, exact: true });
  await field.fill(String(value));
  await field.press('Enter');
  await expect(field).toHaveValue(String(value));
}

/** Joins the newest run to one .npy, and takes it. */
async function merged(lab: LabPage): Promise<ReturnType<typeof readNpy>> {
  const saving = lab.page.waitForEvent('download');
  await lab.page.getByTestId('disk-run').first().getByRole('button', { name: 'Merge' }).click();
  await lab.page.getByRole('menuitem', { name: '.npy' }).click();
  const download = await saving;
  await expect(lab.page.getByTestId('disk-run').first()).toContainText(`Merged: ${download.suggestedFilename()}, `);
  const saved = await download.path();
  return readNpy(new Uint8Array(await readFile(saved)), 'merged');
}

/** What the charts show of the whole run, and what was counted. */
async function chartsSay(lab: LabPage): Promise<readonly (string | null)[]> {
  const tracks = ['track-raster', 'track-mean'].map((id) => lab.page.getByTestId(id));
  for (const track of tracks) await expect(track).toHaveAccessibleName(/0 to 300 ms/);
  return [
    ...(await Promise.all(tracks.map((track) => track.getAttribute('aria-label')))),
    await lab.page.getByTestId('activity').textContent(),
  ];
}

/** Leaves time to die in, or to edit. */
async function slowDown(lab: LabPage, speed = '10 ms/s'): Promise<void> {
  await lab.page.getByTestId('speed-limit').click();
  await lab.page.getByRole('menuitemradio', { name: speed }).click();
}

/** Ends the page's process without a word to it. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const session = await page.context().newCDPSession(page);
  // There is nobody left to answer.
  void session.send('Page.crash').catch(() => {});
  await crashed;
  await page.close();
}

test('a long run whose page is reloaded, closed and crashes mid-batch is offered after each, goes on, and merges to the same bytes', async ({
  context,
  page,
}) => {
  let lab = await openPage(context, page);
  await prepare(lab);
  await expect(lab.page.getByTestId('disk-need')).toContainText(`2,000 rows`);
  await lab.page.getByRole('button', { name: 'Start the long run' }).click();
  await lab.expectFinished(LENGTH);
  await expect(lab.page.getByTestId('long-run-status')).toContainText(`${BATCHES} of ${BATCHES} batches on disk`);
  await expect(lab.page.getByTestId('overview')).toHaveAccessibleName(/15 of 15 batches on disk/);
  const whole = await merged(lab);
  expect(whole.shape[0]).toBe(100 * LENGTH);
  const shown = await chartsSay(lab);

  // The same again, at a pace that leaves time to die in.
  await slowDown(lab, '100 ms/s');
  await lab.page.getByRole('button', { name: 'Start the long run' }).click();
  await expect(lab.page.getByTestId('long-run-status')).toContainText(/[1-9]\d* of 15 batches on disk/);
  await slowDown(lab);
  const merge = lab.page.getByTestId('disk-run').first().getByRole('button', { name: 'Merge' });
  await expect(merge).toHaveAttribute('aria-disabled', 'true');
  await merge.hover();
  await expect(lab.page.getByRole('tooltip')).toContainText(/A run is merged when it is whole: \d+ of 15 batches/);
  const delays = Array.from({ length: 3 }, () => Math.round(300 + 500 * Math.random()));
  test.info().annotations.push({ type: 'died after ms', description: delays.join(', ') });
  const deaths = [() => lab.page.reload(), () => lab.page.close(), () => crash(lab.page)];
  for (const [k, die] of deaths.entries()) {
    await expect(lab.status).toContainText('to disk');
    await lab.page.waitForTimeout(delays[k]!);
    await die();
    if (k > 0) lab = await openPage(context);
    const offer = lab.page.getByTestId('run-offer');
    await expect(offer).toContainText(
      /Odour pulse of .* (\d|1[0-4]) of 15 batches \(\d+\.\d ms\) are on disk; the batch in progress begins anew/,
    );
    if (k < deaths.length - 1) await slowDown(lab);
    await offer.getByRole('button', { name: 'Go on', exact: true }).click();
    await expect(offer).toBeHidden();
  }
  await lab.expectFinished(LENGTH);
  // What was on disk is on the charts again, from the start.
  await expect.poll(() => chartsSay(lab)).toEqual(shown);
  await lab.openEditor('Long run');
  await expect(lab.page.getByTestId('disk-run')).toHaveCount(2);
  const resumed = await merged(lab);
  expect(resumed.shape).toEqual(whole.shape);
  expect(Buffer.compare(Buffer.from(resumed.values.buffer), Buffer.from(whole.values.buffer))).toBe(0);

  // A run that is over can be looked at again, as after its end.
  await lab.page.reload();
  await lab.openEditor('Long run');
  const row = lab.page.getByTestId('disk-run').last();
  await row.getByRole('button', { name: 'Show on the charts' }).click();
  await lab.expectFinished(LENGTH);
  await expect.poll(() => chartsSay(lab)).toEqual(shown);
  await expect(row).toContainText('on screen');
  await expect(lab.page.getByTestId('long-run-status')).toContainText(`${BATCHES} of ${BATCHES} batches on disk`);
});

test('runs branch from a batch’s end and from a checkpoint that was kept; what is edited while one goes to disk waits, and a run is deleted when that is confirmed', async ({
  context,
  page,
}) => {
  const lab = await openPage(context, page);
  await prepare(lab);
  const form = page.getByRole('form', { name: 'Long run' });
  await form.getByRole('radio', { name: 'chosen variables' }).click();
  await form.getByRole('checkbox', { name: 't_fire' }).check();
  await setIn(lab, 'Duration', 60);
  await setIn(lab, 'Every', 10);
  await expect(page.getByTestId('disk-need')).toContainText('24 numbers');
  await setIn(lab, 'Batches', 3);
  await page.getByRole('button', { name: 'Start the long run' }).click();
  await lab.expectFinished(60);
  await expectNoViolationsInBothThemes(page, 'in the long run', { parts: ['[aria-label="Editor"]'] });

  const row = page.getByTestId('disk-run').first();
  await row.getByRole('button', { name: 'Branch' }).click();
  await page.getByRole('menuitem', { name: '40.0 ms, the end of batch 2' }).click();
  const branch = page.getByTestId('branch-point');
  await expect(branch).toContainText('Runs start at 40.0 ms, with the state of Odour pulse');
  await page.reload();
  await expect(branch).toContainText('Runs start at 40.0 ms, with the state of Odour pulse');
  await lab.run();
  await lab.expectFinished(60);
  // With what the other run shows of the time before, which was another run.
  await expect(page.getByTestId('overview')).toHaveAccessibleName(/60 of 60 ms simulated, charts show 0 to 60 ms\./);
  await expect(page.getByTestId('time-axis')).toHaveAccessibleName(/Branch of Odour pulse/);
  await expectNoViolations(page, 'with a branch point', { parts: ['[data-testid="branch-point"]'] });
  // As a long run of its own, whose rows begin there.
  await page.getByRole('button', { name: 'Start the long run' }).click();
  await expect(page.getByTestId('disk-run')).toHaveCount(2);
  await lab.expectFinished(60);
  expect((await merged(lab)).shape).toEqual([200, 24]);
  await branch.getByRole('button', { name: 'Start at 0 again' }).click();
  await expect(branch).toBeHidden();

  // The files of the batches are folded; what was merged can be deleted again, and only that.
  await row.getByRole('button', { name: 'Files' }).click();
  const files = row.getByRole('list', { name: 'Files of Odour pulse' });
  await files.getByRole('button', { name: /Rows of 3 batches state.batch0.npy/ }).click();
  await expect(files.getByRole('button', { name: 'Download state.batch2.npy' })).toBeVisible();
  await expect(files.getByRole('button', { name: /^Delete/ })).toHaveText(['', '']);
  await files.getByRole('button', { name: 'Delete state.npy' }).click();
  await expect(files.getByRole('button', { name: 'Download state.npy' })).toBeHidden();
  await expect(row.getByRole('button', { name: 'Files' })).toBeFocused();
  await expectNoViolationsInBothThemes(page, 'in the files of a run', { parts: ['[data-testid="disk-run"]'] });

  // A browser's window for the place of the file that nobody answers.
  await page.evaluate(() => Object.assign(globalThis, { showSaveFilePicker: () => new Promise(() => {}) }));
  await row.getByRole('button', { name: 'Merge' }).click();
  await page.getByRole('menuitem', { name: '.csv' }).click();
  await expect(row.getByRole('status')).toContainText(/Waiting for you to say, in the browser’s window, where .*\.csv/);
  await page.getByRole('button', { name: 'Give up' }).press('Enter');
  await expect(row.getByRole('status')).toContainText('Not merged: no file was chosen');
  await expect(row.getByRole('button', { name: 'Merge' })).toBeFocused();

  await page.getByRole('textbox', { name: 'Run to' }).fill('10');
  await page.getByRole('textbox', { name: 'Run to' }).press('Enter');
  await expect(lab.status).toContainText('Paused at 10.0 ms');
  await page.getByRole('button', { name: 'Keep a checkpoint' }).click();
  await expect(page.getByText('Checkpoint kept at 10.0 ms.')).toBeVisible();
  await expect(page.getByTestId('overview')).toHaveAccessibleName(/a checkpoint at 10\.0 ms/);
  await lab.reset.click();
  await row.getByRole('button', { name: 'Branch' }).click();
  await page.getByRole('menuitem', { name: '10.0 ms, kept on demand' }).click();
  await expect(branch).toContainText('Runs start at 10.0 ms');
  await branch.getByRole('button', { name: 'Start at 0 again' }).click();

  await slowDown(lab);
  await page.getByRole('button', { name: 'Start the long run' }).click();
  await expect(lab.status).toContainText('to disk');
  await lab.set('Amplitude', 50);
  await expect(lab.status).toContainText('This run goes to disk as it was started');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(lab.status).not.toContainText('as it was started');
  // New asks for the batch in progress, once.
  await page.getByRole('button', { name: 'Experiment', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New' }).first().click();
  await page
    .getByRole('alertdialog', { name: 'Begin a new experiment?' })
    .getByRole('button', { name: 'Cancel' })
    .click();
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await lab.reset.click();
  await page.getByRole('alertdialog', { name: 'Reset the run?' }).getByRole('button', { name: 'Reset' }).click();
  await expect(row.getByRole('button', { name: 'Go on', exact: true })).toBeEnabled();

  await expect(page.getByTestId('disk-run')).toHaveCount(4);
  await row.getByRole('button', { name: 'Delete Odour pulse' }).click();
  const question = page.getByRole('alertdialog', { name: 'Delete Odour pulse?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByTestId('disk-run')).toHaveCount(4);
  await expect(row.getByRole('button', { name: 'Delete Odour pulse' })).toBeFocused();
  await row.getByRole('button', { name: 'Delete Odour pulse' }).click();
  await question.getByRole('button', { name: 'Delete it' }).click();
  await expect(page.getByTestId('disk-run')).toHaveCount(3);
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('a long run is planned and started from a sheet; what there is no room for is said before', async ({
    context,
    page,
  }) => {
    const lab = await openPage(context, page);
    await lab.openEditor('Long run');
    const sheet = page.getByRole('dialog', { name: 'Long run' });
    await setIn(lab, 'Duration', 100_000);
    await expect(sheet).toContainText('There is not enough room');
    await expect(sheet.getByRole('button', { name: 'Start the long run' })).toBeDisabled();
    await setIn(lab, 'Duration', 20);
    await sheet.getByRole('button', { name: 'Start the long run' }).click();
    await expect(sheet.getByTestId('long-run-status')).toContainText('Finished: 10 of 10 batches', { timeout: 60_000 });
    expect(await lab.overflow()).toBeLessThanOrEqual(0);
    await expectNoViolations(page, 'in the sheet', { parts: ['[role="dialog"]'] });
  });
});
