import { expectNoViolationsInBothThemes } from './axe.ts';
import { expect, LabPage, N, test } from './lab.ts';
import { PHONE } from './viewports.ts';

test('several experiments are kept, by name and with their versions, and two tabs do not overwrite each other', async ({
  lab,
  page,
}) => {
  const title = page.getByRole('textbox', { name: 'Title of the experiment' });
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  const experiments = page.getByRole('dialog', { name: 'Experiments' });
  const versions = page.getByRole('dialog', { name: 'Versions' });
  const openMenu = async (line: string): Promise<void> => {
    await page.getByRole('button', { name: 'Experiment', exact: true }).click();
    await page.getByRole('menuitem', { name: line }).click();
  };
  await lab.open('cpu');
  await title.fill('First');
  await lab.set('Neurons', N);
  await lab.set('Duration', 300);

  await openMenu('Experiments');
  await expect(experiments.getByRole('listitem')).toHaveText([/First.*12 neurons · 300 ms · 1 version/]);
  await experiments.getByRole('button', { name: 'New experiment' }).click();
  await expect(experiments).toBeHidden();
  await expect(title).toHaveValue('Untitled experiment');
  await expect(lab.field('Neurons')).toHaveValue('120');
  await expect(undo).toHaveAttribute('aria-disabled', 'true');

  // By keyboard: a name, a copy, and the first one again.
  await openMenu('Experiments');
  await experiments.getByRole('button', { name: 'Rename Untitled experiment' }).press('Enter');
  await page.keyboard.type('Typed by mistake');
  // It ends the new name, and leaves the dialog open.
  await page.keyboard.press('Escape');
  await expect(experiments.getByRole('listitem').first()).toContainText('Untitled experiment');
  await experiments.getByRole('button', { name: 'Rename Untitled experiment' }).press('Enter');
  await page.keyboard.type('Second');
  await page.keyboard.press('Enter');
  await expect(experiments.getByRole('listitem').first()).toContainText('Second');
  await experiments.getByRole('button', { name: 'Duplicate First' }).press('Enter');
  await experiments.getByRole('button', { name: 'Delete Copy of First' }).press('Enter');
  await expect(experiments.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await expectNoViolationsInBothThemes(page, 'in the list of experiments', { parts: ['[role=dialog]'] });
  await experiments.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  await expect(experiments.getByRole('listitem')).toHaveCount(2);
  await experiments.getByRole('button', { name: 'Open First' }).press('Enter');
  await expect(title).toHaveValue('First');
  await expect(lab.field('Duration')).toHaveValue('300');

  await openMenu('Versions');
  await versions.getByRole('textbox', { name: 'Name for the experiment as it is now' }).fill('before the talk');
  await page.keyboard.press('Enter');
  await expect(versions.getByRole('textbox', { name: /^Name of the version/ })).toHaveValue('before the talk');
  await page.keyboard.press('Escape');
  await lab.set('Duration', 450);
  await openMenu('Versions');
  await expect(versions.getByRole('listitem')).toHaveCount(2);
  await expect(versions.getByRole('listitem').first()).toContainText('Duration: 300 → 450 ms');
  await expectNoViolationsInBothThemes(page, 'in the list of versions', { parts: ['[role=dialog]'] });
  await page.setViewportSize(PHONE.viewport);
  await expect(versions.getByRole('button', { name: /Go back/ })).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 1280, height: 800 });
  await versions.getByRole('button', { name: 'Go back to the version of “before the talk”' }).click();
  await expect(lab.field('Duration')).toHaveValue('300');
  await page.getByTestId('demo-notice').getByRole('button', { name: 'Undo' }).click();
  await expect(lab.field('Duration')).toHaveValue('450');

  // Another tab begins with the same, says so, and what it edits does not come into this one.
  const second = new LabPage(await page.context().newPage());
  await second.open('cpu');
  await expect(second.page.getByTestId('demo-notice')).toContainText('“First” is open in another tab');
  await second.set('Duration', 77);
  await second.page.goto('?engine=cpu#experiments');
  const list = second.page.getByRole('dialog', { name: 'Experiments' });
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await expect(list.getByRole('listitem').filter({ hasText: 'in another tab' })).toContainText('450 ms');
  await page.reload();
  await expect(lab.field('Duration')).toHaveValue('450');
  await second.page.close();
});
