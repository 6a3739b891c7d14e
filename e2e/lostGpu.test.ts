import { ENDLESS, ENGINES, expect, LabPage, test } from './lab.ts';

// A browser of its own: the others' GPU is not to be taken away.
for (const engine of ['webgl', 'webgpu'] as const) {
  const { name } = ENGINES[engine];
  test(`${name}: a GPU that is taken away ends the run with a sentence; it goes on where it was kept last, and the next run gets a new one`, async ({
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
      const start = Date.now();
      // The first batches: pipelines have been compiled, steps are under way.
      await expect(lab.time).not.toHaveText(/^0\.0/);
      // A checkpoint is kept every two seconds.
      await lab.page.waitForTimeout(Math.max(0, start + 3000 - Date.now()));

      const session = await browser.newBrowserCDPSession();
      await session.send('Browser.crashGpuProcess');
      await expect(lab.status).toContainText('The GPU was taken away');
      const reached = await lab.simulatedTime();
      const goOn = lab.page.getByRole('button', { name: /^Go on from [\d.]+ ms$/ });
      const kept = Number((await goOn.textContent())!.replaceAll(/[^\d.]/g, ''));
      expect(kept).toBeGreaterThan(0);
      expect(kept).toBeLessThanOrEqual(reached);
      await goOn.click();
      await expect(lab.status).toContainText(`Running on ${name}`, { timeout: 30_000 });
      await expect.poll(() => lab.simulatedTime()).toBeGreaterThan(reached);

      await lab.reset.click();
      await lab.run();
      await expect(lab.status).toContainText(`Running on ${name}`, { timeout: 30_000 });
      await expect(lab.time).not.toHaveText(/^0\.0/);
    } finally {
      await browser.close();
    }
  });
}
