import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, N, test } from './lab.ts';
import { DIST, servePlainly } from './plainServer.ts';

/** A folder of a site, as on GitHub Pages, whose server sends no headers of its own. */
const FOLDER = '/some/sub/folder/';

test.use({ serviceWorkers: 'allow' });

test('after one visit the lab opens, runs, measures and draws without a network', async ({
  lab,
  page,
  context,
  complaints,
}) => {
  const host = await servePlainly(FOLDER);
  try {
    await page.goto(`${host.url}?engine=cpu`);
    await page.waitForFunction(() => crossOriginIsolated);
    await expectKept(page);
    expect(host.missing).toEqual([]);
    complaints.length = 0; // what the page was fetching when it loaded itself again was given up

    await context.setOffline(true);
    host.close();
    await page.goto(`${host.url}?engine=cpu&threads=2`);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await lab.prepareOdour({ n: N, duration: 250 });
    await lab.run();
    await lab.expectFinished(250);
    await expect(lab.engineBadge, 'a thread has a script of its own').toContainText('2 threads');
    await lab.openEditor('Measures');
    await expect(page.getByTestId('measure-spectrum-line')).toContainText('Hz');
    await page.getByRole('button', { name: 'Figure', exact: true }).click();
    const figure = page.getByRole('dialog', { name: 'Figure' });
    await expect(figure.locator('svg.main-svg, img').first()).toBeVisible();
    await page.keyboard.press('Escape');
    // the service worker asked the network for a newer page first
    complaints.splice(
      0,
      complaints.length,
      ...complaints.filter((one) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(one)),
    );
  } finally {
    host.close();
  }
});

test('a newer version comes when the visitor reloads: the page goes on with its own files, and the work is kept', async ({
  lab,
  page,
  complaints,
}) => {
  const next = await nextVersion();
  const host = await servePlainly(FOLDER);
  try {
    await page.goto(`${host.url}?engine=cpu`);
    await page.waitForFunction(() => crossOriginIsolated);
    await expectKept(page);
    complaints.length = 0;
    await lab.set('Neurons', N);
    const notice = page.getByTestId('new-version');
    await expect(notice).toBeHidden();

    host.deploy(next.folder);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await expect(notice).toContainText('A new version is there: reload when it suits you.');
    // a part that was never opened: the host has it under another name only
    await page.getByRole('button', { name: 'Benchmark' }).click();
    await expect(page.getByRole('dialog', { name: 'Benchmark' }).getByRole('button', { name: 'Start' })).toBeVisible();
    await page.keyboard.press('Escape');
    await lab.set('Duration', 123);
    expect(await entryOf(page)).not.toBe(next.entry);

    await notice.getByRole('button', { name: 'Save and reload' }).click();
    await expect.poll(() => entryOf(page).catch(() => '')).toBe(next.entry);
    await expect(lab.field('Duration')).toHaveValue('123');
    await expect(lab.field('Neurons')).toHaveValue(String(N));
    await expect(notice).toBeHidden();
    expect(host.missing, 'no file of the old version was asked for').toEqual([]);
    complaints.length = 0;
  } finally {
    host.close();
    await rm(next.folder, { recursive: true });
  }
});

test('the lab can be installed: manifest, icons and colours are in order', async ({ page, baseURL }) => {
  await page.goto('.');
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // a test's window is a private one
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  const { url, errors, data } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data!) as { start_url: string; icons: { src: string; sizes: string; purpose: string }[] };
  expect(new URL(manifest.start_url, url).href).toBe(baseURL);
  for (const { src, sizes } of manifest.icons.filter(({ sizes: size }) => size !== 'any')) {
    const size = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, new URL(src, url).href);
    expect(size, src).toBe(sizes);
  }
});

/** Waits until the help says that all is on the device. */
async function expectKept(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Help' }).click();
  await expect(page.getByTestId('works-offline')).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
}

/** The script that the page runs by. */
function entryOf(page: Page): Promise<string> {
  return page.locator('script[type=module]').evaluate((script) => (script as HTMLScriptElement).src.split('/').at(-1)!);
}

/** A copy of the build in which the page's own script and a part of it have other names, as after a change. */
async function nextVersion(): Promise<{ readonly folder: string; readonly entry: string }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'nerveflow-next-'));
  await cp(DIST, folder, { recursive: true });
  const assets = path.join(folder, 'assets');
  const old = /src="\.\/assets\/(index-[^"]+\.js)"/.exec(await readFile(path.join(folder, 'index.html'), 'utf8'))![1]!;
  const names = await readdir(assets);
  const part = names.find((name) => /^BenchmarkBody-.*\.js$/.test(name))!;
  const renamed = new Map([old, part].map((name) => [name, name.replace(/-[^-]+\.js$/, '-next0000.js')]));
  for (const [from, to] of renamed) await rename(path.join(assets, from), path.join(assets, to));
  for (const name of ['index.html', 'service-worker.js', ...(await readdir(assets)).map((one) => `assets/${one}`)]) {
    if (!/\.(js|html)$/.test(name)) continue;
    const file = path.join(folder, name);
    const text = await readFile(file, 'utf8');
    let changed = text;
    for (const [from, to] of renamed) changed = changed.replaceAll(from, to);
    if (changed !== text) await writeFile(file, changed);
  }
  const [before, now] = await Promise.all([DIST, folder].map((root) => readFile(path.join(root, 'index.html'))));
  const worker = path.join(folder, 'service-worker.js');
  await writeFile(worker, (await readFile(worker, 'utf8')).replace(digestOf(before!), digestOf(now!)));
  return { folder, entry: renamed.get(old)! };
}

function digestOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('base64');
}
