import { ENDLESS, expect, N, test } from './lab.ts';

test('kind and precision, asked for in the address, are what runs, and the badge explains them', async ({
  lab,
  page,
}) => {
  await page.goto('./?engine=cpu&precision=float32&threads=1');
  await expect(lab.engineBadge).toContainText('CPU float32');
  await lab.set('Neurons', N);
  await lab.set('Duration', 2);
  await lab.run();
  await lab.expectFinished(2);
  await expect(lab.status).toContainText('on CPU, float32+');

  await lab.engineBadge.click();
  const menu = page.getByRole('dialog', { name: 'Engine' });
  await expect(menu).toContainText('CPU, float32+ on 1 thread.');
  await expect(menu).toContainText('a high and a low part');
  await expect(lab.engine('CPU')).toBeChecked();
  await expect(
    menu.getByRole('radiogroup', { name: 'Precision' }).getByRole('radio', { name: 'float32' }),
  ).toBeChecked();
});

test('precision and threads, chosen in the menu, survive a reload; another kind starts with its own', async ({
  lab,
  page,
}) => {
  await lab.open();
  await lab.engineBadge.click();
  await lab.engine('CPU').click();
  const precision = page.getByRole('radiogroup', { name: 'Precision' });
  const threads = page.getByRole('radiogroup', { name: 'Threads' });
  await expect(precision.getByRole('radio', { name: 'float64' })).toBeChecked();
  await precision.getByRole('radio', { name: 'float32' }).click();
  await threads.getByRole('radio', { name: '1', exact: true }).click();
  await expect(lab.engineBadge).toContainText('CPU float32');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('nerveflow-lab'))).toContain('"threads":1');

  await page.reload();
  await expect(lab.engineBadge).toContainText('CPU float32');
  await lab.engineBadge.click();
  await expect(lab.engine('CPU')).toBeChecked();
  await expect(precision.getByRole('radio', { name: 'float32' })).toBeChecked();
  await expect(threads.getByRole('radio', { name: '1', exact: true })).toBeChecked();

  await lab.engine('Reference').click();
  await expect(precision).toHaveCount(0);
  await expect(lab.engineBadge).toContainText('Reference float64');
});

test('before a long run the automatic choice tries the engines on this network, and shows what it found', async ({
  lab,
  page,
}) => {
  await lab.open();
  await lab.set('Neurons', N);
  await lab.set('Duration', ENDLESS);
  await lab.runUntilUnderWay();
  await lab.engineBadge.click();
  const rows = page.getByRole('table', { name: 'Tried on networks of this size' }).getByRole('row');
  await expect(rows.nth(0)).toHaveText(/Engine\s*× real time/);
  const tried = await rows.evaluateAll((all) => all.slice(1).map((row) => row.textContent));
  expect(tried.length).toBeGreaterThan(1);
  for (const precision of ['float64', 'float32']) {
    expect(tried.some((row) => new RegExp(`^CPU ${precision}, 1 thread[\\d.]+$`).test(row))).toBe(true);
  }
});
