import { gzipSync } from 'node:zlib';
import { expect, N, test } from './lab.ts';

/** Bytes of compressed script that the lab may load before it can be used. */
const MOST_SCRIPT = 300_000;

test('the lab opens ready to run, and says on what it will run', async ({ lab, page }) => {
  await lab.open();

  await expect(page).toHaveTitle('NerveFlow Lab');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('NerveFlow Lab');
  await expect(lab.runButton).toBeEnabled();
  await expect(lab.status).toHaveText('Ready.');
  await expect(lab.engineBadge).toContainText('CPU');
  await expect(lab.engineBadge).toContainText('float64');
  await expect(page.getByTestId('first-steps')).toContainText('current.npy');
  expect(await lab.overflow()).toBeLessThanOrEqual(0);
});

test('the server of the lab isolates the page, for threads and fine timers, and no service worker is needed', async ({
  lab,
  page,
}) => {
  await lab.open();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
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

test('less than 300 kB of compressed script is loaded before the page can be used; figures, editors and engines come later', async ({
  lab,
  page,
}, info) => {
  const scripts = new Map<string, Promise<Buffer>>();
  // Of workers too.
  page.context().on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js') || pathname.endsWith('.wasm')) scripts.set(pathname, response.body());
  });
  await page.goto('.');
  await expect(lab.runButton).toBeEnabled();
  await expect(page.getByRole('group', { name: 'Charts over one time axis' })).toBeVisible();
  const before = [...scripts];
  const sizes = await Promise.all(before.map(async ([name, body]) => [name, gzipSync(await body).length] as const));
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  const description = `${total} bytes: ${sizes.map(([name, size]) => `${name} ${size}`).join(', ')}`;
  info.annotations.push({ type: 'measured', description });
  process.stdout.write(`${description}\n`);
  expect(total, description).toBeGreaterThan(50_000);
  expect(total, description).toBeLessThan(MOST_SCRIPT);
  expect(sizes.map(([name]) => name).filter((name) => /plotly|tfjs|Editor|Body/.test(name))).toEqual([]);
});
