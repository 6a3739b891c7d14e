import { expectNoViolations, expectNoViolationsInBothThemes } from './axe.ts';
import { expect, fixture, test } from './lab.ts';
import { PHONE } from './viewports.ts';

// each width takes half a minute
test.describe.configure({ mode: 'parallel' });

const DIALOG = '[role="dialog"]';

for (const [width, options] of Object.entries({ '1280 pixels': {}, '390 pixels': PHONE })) {
  test.describe(width, () => {
    test.use(options);

    test('axe finds nothing to object to: before a run, after it, in panels and menus, after a bad file', async ({
      lab,
      page,
    }) => {
      const look = (when: string, part?: string): Promise<void> =>
        expectNoViolationsInBothThemes(page, when, part ? { parts: [part] } : {});
      await lab.open('reference');
      await look('before a run');

      await lab.openNetworkSheet();
      await lab.prepare();
      await lab.upload(fixture('holds-nan'));
      await expect(lab.uploadProblem).toBeVisible();
      await look('after a bad file');
      await lab.closeSheet();
      await page.getByRole('button', { name: 'Dismiss' }).click();

      await lab.run();
      await lab.expectFinished();
      await look('after a run');

      await lab.engineBadge.click();
      await expect(lab.engine('Reference')).toBeVisible();
      await lab.engine('CPU').click();
      await expect(page.getByRole('radiogroup', { name: 'Threads' })).toBeVisible();
      await look('in the engine menu', DIALOG);
      await page.keyboard.press('Escape');

      await page.keyboard.press('?');
      for (const name of ['Glossary', 'First steps', 'Keys']) {
        await page.getByRole('tab', { name }).click();
        await look(`in the help: ${name}`, DIALOG);
      }
      await page.getByRole('dialog', { name: 'Help' }).getByRole('button', { name: 'Close' }).click();

      // below the charts the editors' own tests look at them
      if (width === '390 pixels') {
        for (const name of ['Parameters', 'Connections', 'Stimulus']) {
          await lab.openEditor(name);
          await look(`in the editor: ${name}`, DIALOG);
          await lab.closeSheet();
        }
        await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Neurons' }).click();
        await look('in the sheet of neurons', DIALOG);
        await lab.closeSheet();
      }

      await page.getByRole('button', { name: 'History of edits' }).click();
      await look('in the history', DIALOG);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Theme' }).click();
      await look('in the menu of themes', '[role="menu"]');
      await page.keyboard.press('Escape');

      // at 390 pixels its own test does
      if (width === '1280 pixels') {
        await page.getByRole('button', { name: 'Benchmark' }).click();
        await expect(page.getByRole('img', { name: /NerveFlow/ })).toBeVisible();
        await look('in the benchmark', DIALOG);
      }
    });
  });
}

test('what axe objects to is found: a button without a name, and pale text in either theme', async ({ lab, page }) => {
  await lab.open('cpu');
  await page.evaluate(() => {
    const pale = document.createElement('p');
    pale.textContent = 'pale';
    Object.assign(pale.style, { color: 'gray', backgroundColor: 'silver' });
    document.querySelector('main')!.append(document.createElement('button'), pale);
  });
  await expect(expectNoViolations(page, 'light')).rejects.toThrow(/button-name[^]*color-contrast/);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(expectNoViolations(page, 'dark', { parts: ['main'], isSecondTheme: true })).rejects.toThrow(
    /color-contrast/,
  );
});
