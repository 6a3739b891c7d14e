import { readFileSync } from 'node:fs';
import { DURATION, expect, fixture, N, test } from './lab.ts';
import { judge } from './judge.ts';

/** What the reference engine of the command line finds with current.npy. */
let spikes: number[];

test.beforeAll(async () => {
  // ms: the command line may have to be built first
  test.setTimeout(180_000);
  spikes = await judge('current');
});

test.beforeEach(async ({ lab }) => {
  await lab.open('reference');
  await lab.set('Neurons', N);
  await lab.set('Duration', DURATION);
});

test('a current.npy that is dropped on the page becomes the stimulus', async ({ lab, page }) => {
  const hint = page.getByText('current.npy to inject it');
  await expect(hint).toBeHidden();
  const carried = await lab.drag('current.npy', readFileSync(fixture('current')));
  await expect(hint).toBeVisible();
  await carried.drop();
  await expect(hint).toBeHidden();

  await expect(lab.stimulusFile).toContainText('12 neurons × 1,000 samples, float64');
  await expect(lab.stimulusFile).toContainText('10 ms, 6 neurons driven');
  await expect(page.getByRole('checkbox', { name: 'current.npy' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Odour pulse' })).not.toBeChecked();
  await expect(lab.track('stimulus')).toHaveAccessibleName(
    'Stimulus from 0 to 10 ms: 6 of 12 neurons driven, 0.00 to 25.00 µA/cm², mean 20.25 µA/cm² over those that receive a current at the time.',
  );
  await lab.run();
  await lab.expectFinished();
  await lab.expectSpikes(spikes);
});

test('however NumPy lays the same currents out, the run is the same, and the page says what it assumed', async ({
  lab,
}) => {
  const turned = (name: string): string =>
    `${name}.npy is [250, 12]: its rows were taken as samples, its columns as neurons.`;
  const files = [
    { file: 'samples-by-neurons', precision: 'float64', assumed: turned('samples-by-neurons') },
    { file: 'float32', precision: 'float32' },
    { file: 'big-endian', precision: 'float64' },
    { file: 'fortran-order', precision: 'float64' },
    { file: 'bytes', precision: 'float64' },
    {
      file: 'big-endian-samples-by-neurons',
      precision: 'float64',
      assumed: turned('big-endian-samples-by-neurons'),
    },
  ];
  for (const { file, precision, assumed } of files) {
    await test.step(file, async () => {
      await lab.upload(fixture(file));
      const held = `${file}.npy ends at 2.5 ms; its last column holds until 10 ms.`;
      await expect(lab.stimulusFile).toHaveText(
        new RegExp(`^${file}.npy12 neurons × 250 samples, ${precision}2.5 ms, 6 neurons driven.*`),
      );
      await expect(lab.stimulusFile).toContainText(held);
      if (assumed) await expect(lab.stimulusFile).toContainText(assumed);
      else await expect(lab.stimulusFile).not.toContainText('taken as');
      await lab.run();
      await lab.expectFinished();
      await expect(lab.status).toContainText(held);
      await lab.expectSpikes(spikes);
      await lab.reset.click();
    });
  }
});

test('an array with as many samples as neurons is read by rows, and the page says so', async ({ lab }) => {
  await lab.upload(fixture('square'));
  await expect(lab.stimulusFile).toContainText('square.npy is [12, 12]: its rows were taken as neurons');
  await expect(lab.stimulusFile).toContainText('6 neurons driven');
});

test('samples per ms stretch and shorten the stimulus', async ({ lab }) => {
  const [slow, fast] = [await judge('current', { samplesPerMs: 20 }), await judge('current', { samplesPerMs: 200 })];
  expect(slow, 'another rate gives another run, or this test sees nothing').not.toEqual(fast);
  await lab.upload(fixture('current'));
  await expect(lab.field('Samples per ms')).toHaveValue('100');

  await lab.set('Samples per ms', 20);
  await expect(lab.stimulusFile).toContainText('50 ms, 6 neurons driven');
  await lab.run();
  await lab.expectFinished();
  await lab.expectSpikes(slow);

  await lab.set('Samples per ms', 200);
  await expect(lab.stimulusFile).toContainText('5 ms, 6 neurons driven');
  await expect(lab.stimulusFile).toContainText('current.npy ends at 5 ms; its last column holds until 10 ms.');
  await lab.run();
  await lab.expectFinished();
  await lab.expectSpikes(fast);
});

test('a file for another network keeps Run from starting until one of them gives way', async ({ lab, page }) => {
  await lab.upload(fixture('current'));
  await lab.set('Neurons', 24);
  await expect(lab.status).toContainText('current.npy holds 12 neurons, the network has 24');
  await expect(lab.runButton).toBeDisabled();
  await page.getByRole('button', { name: 'Set Neurons to 12' }).click();
  await expect(lab.field('Neurons')).toHaveValue('12');
  await expect(lab.runButton).toBeEnabled();
});

test.describe('a bad file changes nothing, and a sentence says what was expected and what came:', () => {
  const whole = readFileSync(fixture('current'));
  const npy = (buffer: Buffer) => ({ name: 'current.npy', mimeType: 'application/octet-stream', buffer });
  const noArray = 'expected an array saved with numpy.save (.npy)';
  const cases = [
    {
      what: 'another number of neurons',
      file: fixture('of-50-neurons'),
      says: 'of-50-neurons.npy holds 50 neurons, the network has 12: expected [12, samples] or [samples, 12], got [50, 100]',
    },
    {
      what: 'truncated',
      file: npy(whole.subarray(0, -100)),
      says: 'current.npy is cut off: its header promises [12, 1000] of <f8, 96000 bytes of data, the file holds 95900',
    },
    {
      what: 'truncated in its header',
      file: npy(whole.subarray(0, 40)),
      says: 'current.npy is cut off: it ends inside its header, after 40 bytes',
    },
    {
      what: 'NaN',
      file: fixture('holds-nan'),
      says: 'holds-nan.npy holds NaN at neuron 0, sample 17: expected finite currents in µA/cm²',
    },
    {
      what: 'a table renamed to .npy',
      file: npy(Buffer.from('neuron,current\n0,10\n')),
      says: `current.npy is a text file that begins with 'neuron,current': ${noArray}`,
    },
    { what: 'empty', file: npy(Buffer.alloc(0)), says: `current.npy is empty: ${noArray}` },
  ];
  for (const { what, file, says } of cases) {
    test(what, async ({ lab, page }) => {
      await lab.upload(fixture('current'));
      const facts = await lab.stimulusFile.textContent();

      await lab.upload(file);
      await expect(lab.uploadProblem).toHaveText(`${says}. The stimulus stays as it was.`);
      await expect(page.getByText(says)).toHaveCount(1);
      await expect(lab.stimulusFile).toHaveText(facts ?? '');

      await page.getByRole('button', { name: 'Dismiss' }).click();
      await expect(lab.uploadProblem).toBeHidden();
      await lab.run();
      await lab.expectFinished();
      await lab.expectSpikes(spikes);
    });
  }

  test('a picture, dropped on the odour that was there before', async ({ lab, page }) => {
    await expect(lab.track('stimulus')).toHaveAccessibleName(/from 0 to 10 ms/);
    const before = await lab.track('stimulus').getAttribute('aria-label');
    const carried = await lab.drag('current.npy', await page.screenshot());
    await carried.drop();
    await expect(lab.uploadProblem).toHaveText(`current.npy is a PNG image: ${noArray}. The stimulus stays as it was.`);
    await expect(page.getByRole('checkbox', { name: 'Odour pulse' })).toBeChecked();
    await expect(lab.track('stimulus')).toHaveAccessibleName(before ?? '');
  });

  test('a good file after a bad one is taken', async ({ lab }) => {
    await lab.upload(fixture('holds-nan'));
    await expect(lab.uploadProblem).toBeVisible();
    await lab.upload(fixture('current'));
    await expect(lab.stimulusFile).toContainText('current.npy');
    await expect(lab.uploadProblem).toBeHidden();
  });
});
