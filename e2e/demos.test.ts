import { deflateRawSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expectNoViolationsInBothThemes } from './axe.ts';
import { expect, test } from './lab.ts';
import type { LabPage } from './lab.ts';

/** What is listed, in its order. */
const DEMOS = {
  'one-pn': 'One PN and its f–I curve',
  'one-ln': 'One LN’s calcium potential',
  pair: 'A PN and an LN',
  lobe: 'The lobe’s rhythm',
  'without-gaba': 'Without GABA',
  'without-ln-ln': 'Without LN–LN inhibition',
  trajectories: 'Odours as trajectories',
  synchrony: 'Synchrony against inhibition',
  rounding: 'Rounding and chaos',
} as const;

const guideOf = (page: Page) => page.getByRole('complementary', { name: 'Guide' });

async function expectPlaying(lab: LabPage, title: string): Promise<void> {
  await expect(guideOf(lab.page).getByRole('heading', { level: 2 })).toHaveText(title);
  await expect(lab.status).toContainText(/Running|Finished/);
  await expect.poll(() => lab.simulatedTime(), { intervals: [50] }).toBeGreaterThan(0);
}

/** Answers the question whether the demo may take the place of work that is in no file. */
async function mayOpen(page: Page): Promise<void> {
  await page.getByRole('alertdialog').getByRole('button', { name: 'Open', exact: true }).click();
}

test('every demo opens by its link and plays; the list opens them too, with a picture each', async ({ lab, page }) => {
  for (const [id, title] of Object.entries(DEMOS)) {
    await page.goto(`./?engine=cpu#demo=${id}`);
    await expectPlaying(lab, title);
  }
  await page.getByRole('button', { name: 'Demos' }).click();
  const dialog = page.getByRole('dialog', { name: 'Demos' });
  await expect(dialog.getByRole('link')).toHaveCount(9);
  await dialog.getByRole('link', { name: 'A PN and an LN' }).click();
  await expect(dialog).toBeHidden();
  await expectPlaying(lab, 'A PN and an LN');
  await page.getByRole('button', { name: 'Show the answer' }).click();
  await expect(guideOf(page)).toContainText('About 40 ms');
});

test('opening a demo destroys no work: undo brings it back, a reload keeps both, and opens the demo no second time', async ({
  lab,
  page,
}) => {
  await lab.open('cpu');
  await lab.set('Neurons', 24);
  await page.goto('./?engine=cpu#demo=one-ln');
  await mayOpen(page);
  await expectPlaying(lab, DEMOS['one-ln']);
  const notice = page.getByTestId('demo-notice');
  await expect(notice).toContainText('Undo brings back your “Odour pulse”; press Run to see it again.');
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(lab.field('Neurons')).toHaveValue('24');
  await expect(guideOf(page)).toBeHidden();
  expect(new URL(page.url()).hash).toBe('');

  await page.goto('./?engine=cpu#demo=one-pn');
  await mayOpen(page);
  await expectPlaying(lab, DEMOS['one-pn']);
  await page.getByRole('textbox', { name: 'Title of the experiment' }).fill('Mine');
  await page.keyboard.press('Enter');
  await page.reload();
  await expect(guideOf(page).getByRole('heading', { level: 2 })).toHaveText('Mine');
  await expect(guideOf(page)).toContainText(`These are still the words of the demo “${DEMOS['one-pn']}”.`);
  await expect(lab.status).toHaveText('Ready.');
  expect(new URL(page.url()).hash).toBe('#demo=one-pn');
  await page.getByRole('button', { name: 'Back to your “Odour pulse”' }).click();
  // The demo had put the panels aside, for as long as the page stood.
  await expect(lab.field('Neurons')).toHaveValue('24');
});

test('a lab is shared as a demo: its link holds it with the texts, which are text; a bad link is answered with a sentence', async ({
  lab,
  page,
}) => {
  await lab.open('cpu');
  await lab.set('Neurons', 12);
  await lab.set('Duration', 20);
  await page.getByRole('button', { name: 'Demos' }).click();
  await page.getByRole('button', { name: 'Share this lab as a demo' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share link' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Twelve neurons');
  const length = async (): Promise<number> => (await dialog.getByTestId('demo-link').inputValue()).length;
  const before = await length();
  await dialog.getByRole('textbox', { name: 'Watch' }).fill('The <img src=x onerror=alert(1)> raster.');
  // The field still has the focus.
  expect(await length()).toBeGreaterThan(before);
  await dialog.getByRole('textbox', { name: 'Predict' }).fill('How many spikes?');
  await dialog.getByRole('textbox', { name: 'Answer' }).fill('None.');
  await dialog.getByRole('textbox', { name: 'Try' }).fill('More current.');
  await dialog.getByRole('button', { name: 'Copy the link' }).click();
  const link = await dialog.getByTestId('demo-link').inputValue();
  expect(link.length).toBeLessThan(2000);
  await expect(dialog).toContainText(`${link.length.toLocaleString('en')} characters`);

  await page.evaluate(() => [localStorage, sessionStorage].forEach((one) => one.clear()));
  await page.goto('about:blank');
  await page.goto(link.replace('#', '?engine=cpu#'));
  await expectPlaying(lab, 'Twelve neurons');
  await expect(guideOf(page)).toContainText('The <img src=x onerror=alert(1)> raster.');
  await lab.expectFinished(20);

  const notice = page.getByTestId('demo-notice');
  for (const [fragment, words] of [
    ['#lab=AAAA', 'it is damaged, or was cut off'],
    [`#lab=${deflateRawSync('{"v":9}').toString('base64url')}`, 'another version of the lab'],
    ['#demo=__proto__', 'There is no demo “__proto__”'],
  ] as const) {
    await page.goto(`./?engine=cpu${fragment}`);
    await expect(notice).toContainText(words);
    await expect(guideOf(page).getByRole('heading', { level: 2 })).toHaveText('Twelve neurons');
  }
});

test('axe finds nothing to object to in the list, the guide, the notice and the dialog', async ({ lab, page }) => {
  await lab.open('cpu');
  await lab.set('Neurons', 12);
  await page.goto('./?engine=cpu#demo=pair');
  await mayOpen(page);
  await expectPlaying(lab, DEMOS.pair);
  await page.getByRole('button', { name: 'Show the answer' }).click();
  await page.getByRole('button', { name: 'Larger text' }).click();
  await expectNoViolationsInBothThemes(page, 'beside a demo', {
    parts: ['[data-testid="guide"]', '[data-testid="demo-notice"]'],
  });
  const dialog = '[role="dialog"]';
  await page.getByRole('button', { name: 'Demos' }).click();
  await expect(page.getByRole('link', { name: 'Rounding and chaos' })).toBeVisible();
  await expectNoViolationsInBothThemes(page, 'in the list of demos', { parts: [dialog] });
  await page.getByRole('button', { name: 'Share this lab as a demo' }).click();
  await expect(page.getByTestId('demo-link')).toBeVisible();
  await expectNoViolationsInBothThemes(page, 'in the dialog that shares', { parts: [dialog] });
});
