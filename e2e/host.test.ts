import type { Page } from '@playwright/test';
import { ENGINES, expect, N, test } from './lab.ts';
import type { LabPage } from './lab.ts';
import { servePlainly } from './plainServer.ts';

/** A folder of a site, as on GitHub Pages, whose server sends no headers of its own. */
const FOLDER = '/some/sub/folder/';

test.use({ serviceWorkers: 'allow' });

test('on any static host, in any folder, the built page isolates itself with one reload, and runs', async ({
  lab,
  page,
  complaints,
}) => {
  const loads = countLoads(page);
  const host = await servePlainly(FOLDER);
  try {
    const address = `${host.url}?engine=cpu&threads=2#top`;
    await page.goto(address);
    await expectIsolated(page);
    expect(page.url(), 'the address is kept').toBe(address);
    await expect.poll(loads).toBe(2);
    complaints.length = 0; // what the page was fetching when it loaded itself again was given up

    // both backends are files of their own, fetched by the worker
    await lab.engineBadge.click();
    for (const { name, precision } of [ENGINES.webgpu, ENGINES.webgl]) {
      await expect(lab.engine(name)).toContainText(precision);
    }
    await page.keyboard.press('Escape');
    // the file is read by a worker too
    await lab.prepare();
    await lab.run();
    await lab.expectFinished();
    await expect(lab.engineBadge, 'threads share memory').toContainText('CPU float64 on 2 threads');
    const [simulation] = page.workers();
    expect(await simulation!.evaluate(() => crossOriginIsolated), 'and so is its worker').toBe(true);

    await page.goto(host.url);
    await expectIsolated(page);
    await expect.poll(loads, 'the next visit needs no reload').toBe(3);
    expect(host.missing).toEqual([]);
  } finally {
    host.close();
  }
});

test('a visitor who has begun is not interrupted: the next visit is isolated', async ({ lab, page }) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const loads = countLoads(page);
  const host = await servePlainly(FOLDER, { 'service-worker.js': held });
  try {
    await page.goto(`${host.url}?engine=reference`);
    await lab.set('Neurons', N);
    release();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await lab.frames(10);
    expect(loads()).toBe(1);
    await expectRun(lab);

    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await expect(lab.field('Neurons')).toHaveValue(String(N));
  } finally {
    host.close();
  }
});

test.describe('without service workers', () => {
  test.use({ serviceWorkers: 'block' });

  test('the page is not isolated, loads once, and runs', async ({ lab, page }) => {
    const loads = countLoads(page);
    const host = await servePlainly(FOLDER);
    try {
      await page.goto(`${host.url}?engine=reference`);
      await lab.set('Neurons', N);
      await expectRun(lab);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
      expect(loads()).toBe(1);
    } finally {
      host.close();
    }
  });
});

async function expectIsolated(page: Page): Promise<void> {
  await page.waitForFunction(() => crossOriginIsolated);
}

async function expectRun(lab: LabPage): Promise<void> {
  await lab.set('Duration', 1);
  await lab.run();
  await lab.expectFinished(1);
}

function countLoads(page: Page): () => number {
  let loads = 0;
  page.on('domcontentloaded', () => loads++);
  return () => loads;
}
