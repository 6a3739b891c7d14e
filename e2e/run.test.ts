import { ENGINES, expect, fixture, N, test } from './lab.ts';
import type { EngineName } from './lab.ts';
import { judge } from './judge.ts';

/** What the command line's reference engine finds in the same run. */
let spikes: number[];

test.beforeAll(async () => {
  // the command line may have to be built first
  test.setTimeout(180_000);
  spikes = await judge('current');
  expect(Math.max(...spikes), 'or these tests see nothing').toBeGreaterThan(0);
});

for (const [engine, { name, precision }] of Object.entries(ENGINES)) {
  test(`${name}, chosen in the menu, runs an uploaded current.npy and shows its traces and spikes`, async ({
    lab,
    page,
  }) => {
    await lab.open();
    await lab.engineBadge.click();
    await lab.engine(name).click();
    await page.keyboard.press('Escape');
    await lab.prepare();
    const before = { traces: await lab.picture('traces'), raster: await lab.picture('raster') };

    await lab.run();
    await lab.expectFinished();
    await expect(lab.engineBadge).toContainText(name);
    await expect(lab.engineBadge).toContainText(precision);
    await expect(lab.status).toContainText(`on ${name}, ${precision}`);
    await lab.expectSpikes(spikes);
    for (const track of ['traces', 'raster'] as const) {
      expect((await lab.changeOf(track, before[track])).pixels, track).toBeGreaterThan(100);
    }

    await lab.engineBadge.click();
    await expect(page.getByRole('dialog', { name: 'Engine' })).toContainText(`${name} was asked for.`);
  });

  test(`${name}, asked for in the address, runs the built-in odour`, async ({ lab }) => {
    await lab.open(engine as EngineName);
    await expect(lab.engineBadge).toContainText(name);
    await lab.set('Neurons', N);
    await lab.set('Duration', 2);
    await lab.run();
    await lab.expectFinished(2);
    await expect(lab.status).toContainText(`on ${name}, ${precision}`);
  });
}

test('the traces are those of the neurons that spike, each with its spikes', async ({ lab, page }) => {
  await lab.open('reference');
  await lab.prepare();
  await lab.run();
  await lab.expectFinished();

  const chosen = page
    .getByRole('table', { name: 'Neurons with a trace' })
    .getByRole('row')
    .filter({ hasText: /[PL]N/ });
  const shown = await chosen.evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll('th, td')].slice(0, 3).map((cell) => cell.textContent)),
  );
  expect(shown.length).toBeGreaterThan(2);
  for (const [neuron = '', V, count] of shown) {
    expect(V, neuron).toMatch(/^[−-]?\d+\.\d/);
    if (neuron.startsWith('LN')) continue; // counted at −20 mV
    const index = Number(neuron.split(' ')[1]);
    expect(Number(count), neuron).toBe(spikes[index]);
    await expect(lab.track('traces')).toHaveAccessibleName(
      new RegExp(`${neuron} [−-]\\d+ to [−-]?\\d+ mV, ${count} spike`),
    );
  }
  expect(shown.some(([, , count]) => Number(count) > 0)).toBe(true);
});

test('a spike is a tick in the raster, at its time, and a peak of its trace; a silent run has neither', async ({
  lab,
  page,
}) => {
  const first = spikes.indexOf(1);
  await lab.open('reference');
  await lab.prepare({ file: 'silence' });
  // chosen by the user: the same rows are tinted in both runs, and whatever differs between the rasters is a tick
  const remove = page.getByRole('button', { name: /^Remove [PL]N/ });
  for (let left = await remove.count(); left > 0; left--) {
    await remove.first().click();
    await expect(remove).toHaveCount(left - 1);
  }
  await page.getByRole('textbox', { name: 'Add neuron' }).fill(String(first));
  await page.getByRole('button', { name: 'Add the trace' }).click();
  await expect(remove).toHaveCount(1);

  await lab.run();
  await lab.expectFinished();
  await expect(lab.track('raster')).toHaveAccessibleName(/: 0 spikes of 9 PNs, 0 spikes/);
  await expect(lab.track('traces')).toHaveAccessibleName(new RegExp(`PN ${first} [−-]\\d+ to [−-]\\d+ mV, 0 spikes`));
  await lab.showWholeRun();
  const silent = { raster: await lab.picture('raster'), traces: await lab.picture('traces') };

  await lab.upload(fixture('current'));
  await expect(lab.stimulusFile).toContainText('current.npy');
  await lab.run();
  await lab.expectFinished();
  await lab.expectSpikes(spikes);
  await expect(lab.track('traces')).toHaveAccessibleName(new RegExp(`PN ${first} [−-]\\d+ to \\d+ mV, 1 spike`));
  await lab.showWholeRun();
  const ticks = await lab.changeOf('raster', silent.raster);
  expect(ticks.pixels).toBeGreaterThan(0);
  // the first PN spikes 3.5 ms after the start of 10 ms
  expect(ticks.from).toBeGreaterThan(0.3);
  expect(ticks.from).toBeLessThan(0.5);
  // from 1 ms on; what stands at the axis may differ too
  expect((await lab.changeOf('traces', silent.traces, 0.15)).pixels).toBeGreaterThan(100);
});

test('all charts show the same stretch of time, whatever changes it', async ({ lab, page }) => {
  await lab.open('reference');
  await lab.prepare();
  await lab.run();
  await lab.expectFinished();
  /** 'from 0 to 10 ms', as each chart says. */
  const stretches = (): Promise<(string | undefined)[]> =>
    Promise.all(
      (['stimulus', 'traces', 'raster', 'mean'] as const).map(
        async (track) => /from \S+ to \S+ ms/.exec((await lab.track(track).getAttribute('aria-label')) ?? '')?.[0],
      ),
    );
  const whole = Array.from({ length: 4 }, () => 'from 0 to 10 ms');
  await expect.poll(stretches).toEqual(whole);

  await page.getByRole('group', { name: 'Spikes' }).hover();
  await page.mouse.wheel(0, -400);
  await expect.poll(async () => (await stretches()).filter((stretch) => stretch === whole[0])).toEqual([]);
  expect(new Set(await stretches()).size).toBe(1);

  await page.getByRole('group', { name: 'Charts over one time axis' }).press('0');
  await expect.poll(stretches).toEqual(whole);
});
