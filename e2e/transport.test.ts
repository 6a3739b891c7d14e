import { DURATION, ENDLESS, expect, fixture, N, test } from './lab.ts';
import type { EngineName } from './lab.ts';

/** Enough for a run to get on, and for one that stands still to show it. */
const FRAMES = 20;

for (const engine of ['webgpu', 'webgl', 'reference'] satisfies EngineName[]) {
  test(`${engine}: time stands still while the run is paused, goes on after Resume, and Reset clears it`, async ({
    lab,
  }) => {
    await lab.open(engine);
    await lab.set('Neurons', N);
    await lab.set('Duration', ENDLESS);
    await expect(lab.reset).toBeDisabled();
    await lab.runUntilUnderWay();

    await expect(lab.runButton).toHaveText('Pause');
    await lab.runButton.click();
    await expect(lab.runButton).toHaveText('Resume');
    await expect(lab.status).toContainText(/Paused at \d/);
    await lab.frames(FRAMES);
    const paused = await lab.simulatedTime();
    expect(paused).toBeGreaterThan(0);
    const picture = await lab.picture('traces');
    await lab.frames(FRAMES);
    expect(await lab.simulatedTime()).toBe(paused);
    expect((await lab.changeOf('traces', picture)).pixels).toBe(0);

    await lab.runButton.click();
    await expect(lab.runButton).toHaveText('Pause');
    await expect.poll(() => lab.simulatedTime()).toBeGreaterThan(paused);

    await lab.reset.click();
    await expect(lab.time).toHaveText('0.00');
    await expect(lab.status).toHaveText('Ready.');
    await expect(lab.runButton).toHaveText('Run');
    await expect(lab.reset).toBeDisabled();
    await expect(lab.track('raster')).toHaveAccessibleName('Spike raster: nothing has been recorded yet.');
    await lab.frames(FRAMES);
    await expect(lab.time).toHaveText('0.00');
  });
}

test('a paused run goes on where it stopped, and ends as if it had not been paused', async ({ lab, page }) => {
  const duration = 60;
  await lab.open('reference');
  await lab.prepareOdour({ n: 120, duration });
  await lab.run();
  await lab.expectFinished(duration);
  await lab.showWholeRun();
  const [raster, traces] = [await lab.picture('raster'), await lab.picture('traces')];
  const told = await lab.track('traces').getAttribute('aria-label');

  await lab.runUntilUnderWay();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(lab.status).toContainText('Paused at');
  expect(await lab.simulatedTime()).toBeLessThan(duration);
  await page.getByRole('button', { name: 'Resume' }).click();
  await lab.expectFinished(duration);
  await lab.showWholeRun();
  await expect(lab.track('traces')).toHaveAccessibleName(told ?? '');
  expect((await lab.changeOf('raster', raster)).pixels).toBe(0);
  expect((await lab.changeOf('traces', traces)).pixels).toBe(0);
});

test('another size waits for the next run, and the page says so', async ({ lab, page }) => {
  await lab.open('reference');
  await lab.set('Neurons', N);
  await lab.set('Duration', DURATION);
  await lab.run();
  await lab.expectFinished();
  await expect(lab.track('raster')).toHaveAccessibleName(/of 9 PNs, .* of 3 LNs/);

  await lab.set('Neurons', 24);
  await expect(lab.status).toContainText(
    `The run on screen has ${N} neurons; the new network starts with the next run. Start over`,
  );
  await expect(lab.track('raster')).toHaveAccessibleName(/of 9 PNs, .* of 3 LNs/);
  await lab.run();
  await lab.expectFinished();
  await expect(lab.track('raster')).toHaveAccessibleName(/of 18 PNs, .* of 6 LNs/);
  await expect(lab.status).not.toContainText('next run');

  await lab.set('Duration', ENDLESS);
  await lab.reset.click(); // a longer run would go on where it ended
  await lab.runUntilUnderWay();
  await lab.set('Time step dt', 0.005);
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(lab.status).toContainText('Running on Reference');
  await expect(lab.status).not.toContainText('next run');
  // a run that is past its new end ends where it is
  await expect.poll(() => lab.simulatedTime()).toBeGreaterThan(DURATION);
  await lab.set('Duration', DURATION);
  await expect(lab.status).toHaveText(new RegExp(`^Ended at [\\d.]+ ms, past its new end at ${DURATION} ms\\.`));
});

test('a step goes on by one dt or by some ms, from idle and after a pause, by button, menu and key', async ({
  lab,
  page,
}) => {
  await lab.open('cpu');
  await lab.set('Neurons', N);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(lab.status).toHaveText('Paused at 0.01 ms.');
  await expect(lab.time).toHaveText('0.01');
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(lab.time).toHaveText('0.02');
  await page.locator('body').press('.');
  await page.locator('body').press('.');
  await expect(lab.time).toHaveText('0.04');
  await page.getByRole('button', { name: 'Longer steps' }).click();
  await page.getByRole('menuitemradio', { name: 'Step by 10 ms' }).click();
  await expect(lab.status).toHaveText('Paused at 10.04 ms.');
  await page.getByRole('button', { name: 'Step 10 ms', exact: true }).click();
  await expect(lab.status).toHaveText('Paused at 20.04 ms.');
  await expect(lab.runButton).toHaveText('Resume');
});

test('a run goes to a time and pauses exactly there; beyond its end it becomes longer, and goes on after it', async ({
  lab,
  page,
}) => {
  const runTo = page.getByRole('textbox', { name: 'Run to' });
  await lab.open('cpu');
  await lab.set('Neurons', N);
  await lab.set('Duration', 20);
  await runTo.fill('12.3');
  await runTo.press('Enter');
  await expect(lab.status).toHaveText('Paused at 12.3 ms.');
  await expect(lab.time).toHaveText('12.30');

  await runTo.fill('5');
  await runTo.press('Enter');
  await expect(page.getByText('The run is at 12.3 ms already: expected a later time, got 5')).toBeVisible();
  await expect(lab.time).toHaveText('12.30');

  await lab.runButton.click();
  await lab.expectFinished(20);
  await runTo.fill('25');
  await runTo.press('Enter');
  await lab.expectFinished(25);
  await expect(lab.field('Duration')).toHaveValue('25');
  await lab.set('Duration', 30);
  await expect(lab.runButton).toHaveText('Resume');
  await lab.runButton.click();
  await lab.expectFinished(30);
});

test('slow motion goes at the speed that is set, and a new speed counts at once', async ({ lab, page }) => {
  await lab.open('cpu');
  await lab.set('Neurons', N);
  await lab.set('Duration', ENDLESS);
  const speed = page.getByTestId('speed-limit');
  await expect(speed).toHaveText('as fast as it goes');
  await speed.click();
  await page.getByRole('menuitemradio', { name: '10 ms/s', exact: true }).click();
  await expect(speed).toHaveText('10 ms/s');
  await lab.runUntilUnderWay();
  // what the page shows is renewed ten times a second
  const measure = async (): Promise<number> => {
    const [start, from] = [performance.now(), await lab.simulatedTime()];
    await page.waitForTimeout(3000);
    return (1000 * ((await lab.simulatedTime()) - from)) / (performance.now() - start);
  };
  const slow = await measure();
  expect(slow).toBeGreaterThan(7);
  expect(slow).toBeLessThan(13);
  await expect(page.getByTestId('speed-reached')).toHaveText(/^(9|1[01])(\.\d)? ms\/s$/);

  await page.getByRole('slider', { name: 'Speed' }).press('End');
  await expect(speed).toHaveText('as fast as it goes');
  const paused = await lab.simulatedTime();
  await expect.poll(() => lab.simulatedTime()).toBeGreaterThan(paused + 100);
});

test('a number that cannot be is refused beside its field, and the old one stays', async ({ lab, page }) => {
  await lab.open('reference');
  for (const [label, typed, why] of [
    ['Neurons', '12.5', 'Neurons must be a whole number from 1 to 4096, got 12.5; 120 stays.'],
    ['Duration', '-3', 'Duration must be a number from 1 to 100000 ms, got -3; 1000 stays.'],
    ['Time step dt', 'fast', 'Time step dt must be a number from 0.0001 to 0.1 ms, got fast; 0.01 stays.'],
  ] as const) {
    const before = await lab.field(label).inputValue();
    await lab.field(label).fill(typed);
    await lab.field(label).press('Enter');
    await expect(page.getByText(why)).toBeVisible();
    await expect(lab.field(label)).toHaveValue(before);
  }
});

for (const engine of ['webgpu', 'webgl', 'reference'] satisfies EngineName[]) {
  test(`${engine}: a run at dt = 0.02 ms diverges; a sentence says where, when and what would help, and it does`, async ({
    lab,
    page,
  }) => {
    await lab.open(engine);
    await lab.prepare();
    await lab.set('Time step dt', 0.02);
    await expect(page.getByText(/Above 0.01 ms the run is near RK4's stability edge/)).toBeVisible();
    await lab.run();
    await expect(lab.status).toHaveAttribute('data-kind', 'failure', { timeout: 60_000 });
    await expect(page.getByRole('alert')).toHaveText(
      /^Neuron \d+ \((PN|LN)\): \w+ (reached \S+( mV)?|is no number any more) at t = \d+\.?\d* ms with dt = 0\.02 ms; dt = 0\.01 ms gets past this moment\./,
    );

    await page.getByRole('button', { name: 'Set dt to 0.01 ms and run' }).click();
    await lab.expectFinished();
    await expect(lab.field('Time step dt')).toHaveValue('0.01');
    await expect(lab.track('raster')).toHaveAccessibleName(/: [1-9]\d* spikes? of 9 PNs/);
  });
}

test('space runs, pauses and resumes, and R resets, but not where somebody types', async ({ lab, page }) => {
  await lab.open('reference');
  await lab.set('Neurons', N);
  await lab.set('Duration', ENDLESS);

  const title = page.getByRole('textbox', { name: 'Title of the experiment' });
  await title.fill('');
  await title.pressSequentially('r r');
  await expect(title).toHaveValue('r r');
  await expect(lab.status).toHaveText('Ready.');
  await title.press('Enter');

  await page.keyboard.press('Space');
  await expect(lab.status).toContainText('Running on Reference');
  await page.keyboard.press('Space');
  await expect(lab.status).toContainText('Paused at');
  await lab.runButton.focus();
  await page.keyboard.press('Enter');
  await expect(lab.status).toContainText('Running on Reference');
  await expect(lab.runButton).toBeFocused();
  await page.keyboard.press('[');
  await expect(page.getByTestId('speed-limit')).toHaveText('1,000 ms/s');
  await page.keyboard.press(']');
  await expect(page.getByTestId('speed-limit')).toHaveText('as fast as it goes');
  await page.keyboard.press('r');
  await expect(lab.status).toHaveText('Ready.');
  await expect(lab.time).toHaveText('0.00');
});

test('a reload keeps the settings and the file', async ({ lab, page }) => {
  const title = page.getByRole('textbox', { name: 'Title of the experiment' });
  const duration = DURATION + 0.5;
  await lab.open();
  await lab.engineBadge.click();
  await lab.engine('WebGL').click();
  await page.keyboard.press('Escape');
  await title.fill('Two odours');
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await lab.set('Neurons', N);
  await lab.upload(fixture('current'));
  await expect(lab.stimulusFile).toBeVisible();
  await lab.set('Duration', duration);
  // edits are saved a moment after the last one
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain(String(duration));

  await page.reload();
  await expect(title).toHaveValue('Two odours');
  await expect(lab.field('Neurons')).toHaveValue(String(N));
  await expect(lab.field('Duration')).toHaveValue(String(duration));
  await expect(lab.engineBadge).toContainText('WebGL');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(lab.stimulusFile).toContainText('12 neurons × 1,000 samples');
});
