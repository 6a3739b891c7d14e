import { DURATION, expect, fixture, N, test } from './lab.ts';
import { PHONE } from './viewports.ts';

test.use(PHONE);

test('at 390 pixels nothing is cut off, and Run is in reach before, during and after a run', async ({ lab }) => {
  await lab.open('reference');
  const expectFit = async (): Promise<void> => {
    expect(await lab.overflow()).toBeLessThanOrEqual(0);
    await expect(lab.runButton).toBeInViewport({ ratio: 1 });
    await expect(lab.reset).toBeInViewport({ ratio: 1 });
    await expect(lab.status).toBeInViewport({ ratio: 1 });
    await expect(lab.engineBadge).toBeInViewport({ ratio: 1 });
  };
  await expectFit();
  await expect(lab.track('traces')).toBeInViewport();

  await lab.runButton.tap();
  await expect(lab.runButton).toHaveText('Pause');
  await expectFit();
  await lab.runButton.tap();
  await expect(lab.status).toContainText('Paused at');
  await expectFit();
  await lab.reset.tap();
  await expect(lab.status).toHaveText('Ready.');
});

test('from 320 pixels on up to a wide tablet nothing makes the page wider than it is, with a long title and while a network runs', async ({
  lab,
  page,
}) => {
  await lab.open('reference');
  await page.setViewportSize({ width: 1280, height: 800 });
  const title = page.getByLabel('Title of the experiment');
  await title.fill('Odour-driven synchrony of the antennal lobe without GABA');
  await title.press('Enter');
  await lab.runButton.tap();
  await expect(lab.runButton).toHaveText('Pause');
  const tooWide: string[] = [];
  for (const width of [320, 360, 412, 448, 449, 544, 545, 640, 768, 769, 896, 1024, 1040, 1248, 1249]) {
    await page.setViewportSize({ width, height: 844 });
    await lab.frames(2);
    const overflow = await lab.overflow();
    if (overflow > 0) tooWide.push(`${overflow} pixels at ${width}`);
  }
  expect(tooWide).toEqual([]);
});

test('at 390 pixels the panels come as sheets, and a network set there runs', async ({ lab, page }) => {
  await lab.open('reference');
  await expect(lab.field('Neurons')).toBeHidden();

  await page.getByRole('button', { name: 'Network', exact: true }).tap();
  const network = page.getByRole('dialog', { name: 'Network' });
  await expect(network).toBeInViewport();
  await lab.set('Neurons', N);
  await lab.set('Duration', DURATION);
  await lab.upload(fixture('current'));
  await expect(lab.stimulusFile).toContainText('12 neurons × 1,000 samples');
  expect(await lab.overflow()).toBeLessThanOrEqual(0);
  await network.getByRole('button', { name: 'Close' }).tap();
  await expect(network).toBeHidden();

  await lab.runButton.tap();
  await lab.expectFinished();
  await expect(lab.track('raster')).toHaveAccessibleName(/: [1-9]\d* spikes? of 9 PNs/);

  await page.getByRole('button', { name: 'Neurons', exact: true }).tap();
  const neurons = page.getByRole('dialog', { name: 'Neurons' });
  await expect(neurons).toBeInViewport();
  await expect(neurons.getByTestId('neuron-grid')).toBeInViewport();
  await expect(neurons.getByRole('table', { name: 'Neurons with a trace' })).toBeVisible();
  expect(await lab.overflow()).toBeLessThanOrEqual(0);
  await page.keyboard.press('Escape');
  await expect(neurons).toBeHidden();

  await page.getByRole('button', { name: 'Stimulus editor' }).tap();
  const stimulus = page.getByRole('dialog', { name: 'Stimulus' });
  await stimulus.getByRole('button', { name: 'Add a current' }).tap();
  await page.getByRole('menuitem', { name: 'Step' }).tap();
  await expect(stimulus.getByTestId('part-fields')).toHaveAccessibleName('Step');
  await expect(lab.field('Receiving neurons')).toBeInViewport();
  expect(await lab.overflow()).toBeLessThanOrEqual(0);
});
