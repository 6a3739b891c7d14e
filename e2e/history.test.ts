import { ENDLESS, expect, fixture, N, test } from './lab.ts';
import { PHONE } from './viewports.ts';

test('edits of a running network are undone and redone by button, key and list, and its clock goes on', async ({
  lab,
  page,
}) => {
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  const redo = page.getByRole('button', { name: 'Redo', exact: true });
  await lab.open('cpu');
  await lab.set('Neurons', N);
  await lab.set('Duration', ENDLESS);
  await lab.set('Onset', 0);
  await lab.runUntilUnderWay();

  const times: number[] = [];
  const expectClockToGoOn = async (): Promise<void> => {
    times.push(await lab.simulatedTime());
    await expect.poll(() => lab.simulatedTime()).toBeGreaterThan(times.at(-1)!);
    await expect(lab.status).toContainText('Running on CPU');
  };
  await lab.set('Amplitude', 20);
  await lab.set('Offset', 5000);
  await expect(undo).toHaveAccessibleDescription(/^Offset.*: 600 → 5000 ms/);
  await expectClockToGoOn();

  await undo.click();
  await expect(lab.field('Offset')).toHaveValue('600');
  await page.keyboard.press('Control+z');
  await expect(lab.field('Amplitude')).toHaveValue('10');
  await expect(redo).toHaveAccessibleDescription(/^Amplitude.*: 10 → 20/);
  await expectClockToGoOn();

  // In a field that holds a draft the keys are the browser's; without one they are the lab's.
  await lab.field('Amplitude').focus();
  await page.keyboard.press('Control+y');
  await expect(lab.field('Amplitude')).toHaveValue('20');
  await lab.field('Amplitude').pressSequentially('7');
  const draft = await lab.field('Amplitude').inputValue();
  expect(draft).toContain('7');
  await page.keyboard.press('Control+z');
  await expect(lab.field('Amplitude')).not.toHaveValue(draft);
  await expect(redo).toHaveAccessibleDescription(/^Offset/);
  // What is typed counts before the button takes it back.
  await lab.field('Amplitude').fill('33');
  await undo.click();
  await expect(lab.field('Amplitude')).toHaveValue('20');
  await expect(redo).toHaveAccessibleDescription(/^Amplitude.*: 20 → 33/);

  await page.getByRole('button', { name: 'History of edits' }).click();
  const list = page.getByRole('dialog', { name: 'History of edits' });
  await expect(list.getByRole('button')).toHaveText([
    'As it was opened',
    /^Neurons/,
    /^Duration/,
    /^Onset/,
    /^Amplitude.*: 10 → 20 µA\/cm²$/,
    /^Amplitude.*: 20 → 33 µA\/cm²$/,
  ]);
  await expect(list.locator('[aria-current=step]')).toHaveText(/^Amplitude.*: 10 → 20/);
  await list.locator('[aria-current=step]').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(lab.field('Amplitude')).toHaveValue('10');
  await list.getByRole('button', { name: /20 → 33/ }).click();
  await expect(lab.field('Amplitude')).toHaveValue('33');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(page.getByRole('button', { name: 'History of edits' })).toBeFocused();
  await expectClockToGoOn();
  expect(times).toEqual(times.toSorted((a, b) => a - b));

  // The marks of all that on the time axis, in words.
  await expect(page.getByTestId('time-axis')).toHaveAccessibleName(/\d+ edits while it ran.* Undo: .*Amplitude/);
});

test('a reload keeps numbers, a silenced matrix, the open editor and the uploaded file', async ({ lab, page }) => {
  await lab.open('cpu');
  await lab.set('Neurons', N);
  await lab.upload(fixture('current'));
  await expect(lab.stimulusFile).toContainText('12 neurons × 1,000 samples');
  await lab.openEditor('Connections');
  await page.getByRole('button', { name: 'Silence LN → LN (GABA)' }).click();
  const gaba = page.getByTestId('connections-GABA');
  await expect(gaba).toContainText('silent');
  await lab.set('Seed', 42);
  // At once: what was edited last is saved when the page goes.
  await page.reload();
  await expect(lab.field('Seed')).toHaveValue('42');
  await expect(page.getByRole('tab', { name: 'Connections', exact: true })).toHaveAttribute('aria-selected', 'true');
  await expect(gaba).toContainText('silent');
  await expect(lab.stimulusFile).toContainText('12 neurons × 1,000 samples');
  await lab.set('Duration', 10);
  await lab.run();
  await lab.expectFinished(10);
  await expect(lab.track('raster')).toHaveAccessibleName(/: [1-9]\d* spikes? of 9 PNs/);
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('every panel and editor opens as a sheet, closes by Escape and gives the focus back', async ({ lab, page }) => {
    await lab.open('cpu');
    const bar = page.getByRole('navigation', { name: 'Panels' });
    for (const name of ['Network', 'Parameters', 'Connections', 'Stimulus', 'Neurons']) {
      const button = bar.getByRole('button', { name });
      await button.tap();
      const sheet = page.getByRole('dialog', { name, exact: true });
      await expect(sheet).toBeInViewport();
      await expect(sheet.getByText('Loading …')).toBeHidden();
      expect(await lab.overflow(), name).toBeLessThanOrEqual(0);
      const body = await sheet.evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(body, `${name} is wider than its sheet`).toBeLessThanOrEqual(0);
      await page.keyboard.press('Escape');
      await expect(sheet).toBeHidden();
      await expect(button).toBeFocused();
    }
  });
});

test.describe('at twice the zoom', () => {
  test.use({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });

  test('nothing is wider than the page, and Run, the charts and every panel are in reach', async ({ lab, page }) => {
    await lab.open('cpu');
    expect(await lab.overflow()).toBeLessThanOrEqual(0);
    await expect(lab.runButton).toBeInViewport({ ratio: 1 });
    await expect(lab.track('stimulus')).toBeInViewport();
    for (const name of ['Undo', 'Redo', 'History of edits', 'Experiment', 'Help']) {
      await expect(page.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
    }
    const bar = page.getByRole('navigation', { name: 'Panels' });
    await expect(bar.getByRole('button', { name: 'Connections' })).toBeInViewport({ ratio: 1 });
  });
});

test('the Tab key skips to the charts and to Run, and ? opens the keys', async ({ lab, page }) => {
  await lab.open('cpu');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the charts' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Charts over one time axis' })).toBeFocused();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help.getByRole('region', { name: 'Transport' })).toContainText('run, pause, resume');
  await help.getByRole('tab', { name: 'Glossary' }).click();
  await help.getByRole('searchbox').fill('in-degree');
  await expect(help.getByRole('term').first()).toContainText('In-degree');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
});
