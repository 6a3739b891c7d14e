import { ENDLESS, ENGINES, expect, LabPage, test } from './lab.ts';

// A browser of its own: the others' GPU is not to be taken away.
for (const engine of ['webgl', 'webgpu'] as const) {
  const { name } = ENGINES[engine];
  test(`${name}: a GPU that is taken away ends the run with a sentence, and the next run gets a new one`, async ({
    playwright,
    launchOptions,
    baseURL,
  }) => {
    const browser = await playwright.chromium.launch(launchOptions);
    try {
      const lab = new LabPage(await browser.newPage({ baseURL: baseURL! }));
      await lab.open(engine);
      await lab.set('Neurons', 12);
      await lab.set('Duration', ENDLESS);
      await lab.run();
      await expect(lab.status).toContainText(`Running on ${name}`);
      // The first batches: pipelines have been compiled, steps are under way.
      await expect(lab.time).not.toHaveText(/^0\.0/);

      const session = await browser.newBrowserCDPSession();
      await session.send('Browser.crashGpuProcess');
      await expect(lab.status).toContainText('The GPU was taken away');

      await lab.run();
      await expect(lab.status).toContainText(`Running on ${name}`, { timeout: 30_000 });
      await expect(lab.time).not.toHaveText(/^0\.0/);
    } finally {
      await browser.close();
    }
  });
}
