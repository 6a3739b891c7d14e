import { gzipSync } from 'node:zlib';
import { expect, N, test } from './lab.ts';

/** Bytes of compressed script that the lab may load before it can be used. */
const MOST_SCRIPT = 300_000;

test('the lab opens ready to run, and says how it finds on what it will run', async ({ lab, page }) => {
  await lab.open();

  await expect(page).toHaveTitle('NerveFlow Lab');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('NerveFlow Lab');
  await expect(lab.runButton).toBeEnabled();
  await expect(lab.status).toHaveText('Ready.');
  await expect(lab.engineBadge).toContainText('Automatic chosen at the start');
  await expect(page.getByTestId('first-steps')).toContainText('current.npy');
  expect(await lab.overflow()).toBeLessThanOrEqual(0);
});

test('the server of the lab isolates the page, for threads and fine timers, and no service worker is needed', async ({
  lab,
  page,
}) => {
  await lab.open();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('the automatic choice passes over adapters in software and says so', async ({ lab, page }) => {
  await lab.open();
  await lab.engineBadge.click();
  await expect(lab.engine('Automatic')).toBeChecked();
  for (const name of ['WebGPU', 'WebGL']) {
    await expect(lab.engine(name)).toContainText(/float32 on .*SwiftShader.* \(software, no GPU\)/i);
  }
  await page.keyboard.press('Escape');

  await lab.set('Neurons', N);
  await lab.set('Duration', 1);
  await lab.run();
  await lab.expectFinished(1);
  await lab.engineBadge.click();
  const menu = page.getByRole('dialog', { name: 'Engine' });
  await expect(menu).toContainText('Chosen automatically: CPU is the best that is left');
  await expect(menu).toContainText(/WebGPU: .*SwiftShader.* is a program on the processor, no GPU/i);
  await expect(menu).toContainText(/WebGL: .*SwiftShader.* is a program on the processor, no GPU/i);
});

test('page and worker take less than 300 kB of compressed script before Run can be pressed; engines, editors and figures come later', async ({
  lab,
  page,
}, info) => {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  // The page has to be usable before they are there.
  await page.context().route(/\/provide\w+-[^/]+\.js$/, async (route) => {
    await released;
    await route.continue();
  });
  const scripts = new Map<string, Promise<Buffer>>();
  page.context().on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (/\.(js|wasm)$/.test(pathname)) scripts.set(pathname, response.body());
  });
  const worker = page.waitForEvent('worker');
  await page.goto('.');
  await expect(lab.runButton).toBeEnabled();
  await expect(page.getByRole('group', { name: 'Charts over one time axis' })).toBeVisible();
  await (await worker).evaluate(() => undefined);

  const sizes = await Promise.all(
    [...scripts].map(async ([name, body]) => [name, gzipSync(await body).length] as const),
  );
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  const description = `${total} bytes: ${sizes.map(([name, size]) => `${name} ${size}`).join(', ')}`;
  info.annotations.push({ type: 'measured', description });
  process.stdout.write(`${description}\n`);
  const names = sizes.map(([name]) => name).join(' ');
  expect(names).toMatch(/index-.* .*simulation\.worker-/);
  expect(names).not.toMatch(/provide|plotly|Editor|Body/);
  expect(total, description).toBeLessThan(MOST_SCRIPT);

  release();
  await expect(lab.engineBadge).toContainText('chosen at the start');
});

test('a part that does not come says so, leaves the page alone, and comes when it is asked for again', async ({
  lab,
  page,
  complaints,
}) => {
  await lab.open('cpu');
  await page.route(/\/BenchmarkBody-[^/]+\.js$/, (route) => route.abort());
  await page.getByRole('button', { name: 'Benchmark' }).click();
  const refusal = page.getByRole('alert').filter({ hasText: 'The benchmark could not be loaded' });
  await expect(refusal).toBeVisible();
  await page.unroute(/\/BenchmarkBody-[^/]+\.js$/);
  await refusal.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('dialog', { name: 'Benchmark' }).getByRole('button', { name: 'Start' })).toBeVisible();
  expect(complaints.splice(0).join(' ')).toContain('BenchmarkBody');
});
