import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './lab.ts';

const TITLE = '<img src=x onerror="document.title=1"> & rhythm';

test('a run becomes one page that stands alone: its title as text, seed and changes, figures as SVG, the numbers of the page', async ({
  lab,
  page,
  context,
}) => {
  await lab.open('cpu');
  const button = page.getByRole('button', { name: 'Report', exact: true });
  await expect(button).toBeDisabled();
  await page.getByRole('textbox', { name: 'Title' }).fill(TITLE);
  await lab.prepareOdour({ n: 12, duration: 250 });
  const g_GABA = page.getByRole('textbox', { name: 'g_GABA of PN', exact: true });
  await g_GABA.fill('0.4');
  await g_GABA.press('Enter');
  await lab.run();
  await lab.expectFinished(250);
  const activity = await page.getByTestId('activity').innerText();
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(file.suggestedFilename()).toBe('img-src-x-onerror-document-title-1-rhyt-n12-seed1-0-250ms-report.html');
  await expect(button).toBeEnabled();

  const source = await readFile(await file.path(), 'utf8');
  // Browsers fetch nothing of it: no address but the lab's own and those of the W3C's namespaces.
  const addresses = new Set([...source.matchAll(/https?:\/\/[^/"'<> ]+/g)].map(([address]) => address));
  expect([...addresses].toSorted()).toEqual([new URL(page.url()).origin, 'http://www.w3.org'].toSorted());
  expect(source).not.toMatch(/<script|<link|<img/i);

  await context.setOffline(true);
  const report = await context.newPage();
  const problems: string[] = [];
  report.on('console', (message) => problems.push(message.text()));
  report.on('pageerror', (error) => problems.push(error.message));
  await report.setContent(source);
  await expect(report.getByRole('heading', { level: 1 })).toHaveText(TITLE);
  await expect(report).toHaveTitle(`${TITLE}: report of a simulation`);
  await expect(report.getByRole('row', { name: 'Seed', exact: false }).first()).toContainText('1');
  await expect(report.getByText('g_GABA of PN: 0.8 → 0.4 mS/cm²')).toBeVisible();
  await expect(report.locator('figure svg')).toHaveCount(3);
  for (const panel of ['Membrane potential', 'Heat map', 'Power spectrum of the mean PN voltage']) {
    await expect(report.locator('figure svg text').filter({ hasText: panel })).toHaveCount(1);
  }
  const numbersOf = async (name: string): Promise<string[]> =>
    report.getByRole('row', { name }).getByRole('cell').allInnerTexts();
  const [PN, LN] = await numbersOf('Spikes or LN events');
  expect(Number(PN)).toBeGreaterThan(0);
  const shown = activity.replaceAll(/\s+/g, ' ');
  expect(shown).toMatch(new RegExp(`PN spikes ${PN} .*LN events ${LN} `, 'i'));
  for (const rate of await numbersOf('Mean rate')) expect(shown).toContain(`${rate} Hz`);
  const { violations } = await new AxeBuilder({ page: report }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  expect(problems).toEqual([]);
});
