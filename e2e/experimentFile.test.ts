import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Download, Page } from '@playwright/test';
import { run } from '../src/commands/run.mjs';
import { serve } from '../src/commands/serve.mjs';
import { expectNoViolationsInBothThemes } from './axe.ts';
import { expect, fixture, test } from './lab.ts';

const menu = (page: Page) => page.getByRole('button', { name: 'Experiment', exact: true });
const notice = (page: Page) => page.getByTestId('demo-notice');
const question = (page: Page) => page.getByRole('alertdialog');
const title = (page: Page) => page.getByRole('textbox', { name: 'Title of the experiment' });

async function downloaded(page: Page, act: () => Promise<unknown>): Promise<{ name: string; content: Buffer }> {
  const [download] = (await Promise.all([page.waitForEvent('download'), act()])) as [Download, unknown];
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

async function choose(page: Page, item: RegExp | string): Promise<void> {
  await menu(page).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('an experiment is saved and opened again by a drop: one edit, after a question where work would be lost', async ({
  lab,
  page,
}) => {
  await lab.open('cpu');
  await lab.set('Neurons', 12);
  await lab.set('Duration', 10);
  await lab.upload(fixture('current'));
  await title(page).fill('Twelve');
  await page.keyboard.press('Enter');
  const saved = await downloaded(page, () => page.keyboard.press('Control+s'));
  expect(saved.name).toBe('twelve.experiment.zip');

  // In a file as it is: nothing is asked.
  await choose(page, 'New');
  await expect(lab.field('Neurons')).toHaveValue('120');
  await lab.set('Neurons', 24);
  await lab.set('Seed', 9);
  await (await lab.drag(saved.name, saved.content)).drop();
  await expect(question(page)).toContainText('Open the file’s “Twelve”?');
  await expectNoViolationsInBothThemes(page, 'in the question', { parts: ['[role="alertdialog"]'] });
  await question(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(question(page)).toBeHidden();
  await expect(lab.field('Seed')).toHaveValue('9');

  await (await lab.drag(saved.name, saved.content)).drop();
  const [first] = await Promise.all([
    page.waitForEvent('download'),
    question(page).getByRole('button', { name: 'Save as file first' }).click(),
  ]);
  expect(first.suggestedFilename()).toBe('untitled-experiment.experiment.json');
  await expect(notice(page)).toContainText(
    'Opened “Twelve” from twelve.experiment.zip. Undo brings back your “Untitled experiment”.',
  );
  await expect(title(page)).toHaveValue('Twelve');
  await expect(lab.field('Neurons')).toHaveValue('12');
  await expect(lab.stimulusFile).toContainText('12 neurons × 1,000 samples');
  await expect(page.getByRole('button', { name: 'Undo', exact: true }).first()).toHaveAccessibleDescription(
    'Open experiment “Twelve”',
  );
  await notice(page).getByRole('button', { name: 'Undo' }).click();
  await expect(lab.field('Seed')).toHaveValue('9');
  await expect(lab.field('Neurons')).toHaveValue('24');

  // What is no experiment changes nothing.
  const file = { name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from('{ "format": "NWB" }') };
  const chooser = page.waitForEvent('filechooser');
  await choose(page, /^Open/);
  await (await chooser).setFiles(file);
  await expect(notice(page)).toContainText("mine.json: format is 'NWB': expected 'NerveFlow Lab experiment'");
  await expect(lab.field('Seed')).toHaveValue('9');
});

test('the command line gives the same spikes from the file as the page', async ({ lab, page }) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'experiment-'));
  try {
    await lab.open('cpu');
    await lab.prepareOdour({ n: 24, duration: 60 });
    await lab.run();
    await lab.expectFinished(60);
    const { name, content } = await downloaded(page, () => choose(page, /^Save as file/));
    const file = path.join(folder, name);
    await writeFile(file, content);
    await choose(page, /^Export/);
    const spikes = await downloaded(page, () => page.getByRole('button', { name: 'Download Spikes as table' }).click());
    const out = path.join(folder, 'out');
    // The page says which engine it took; the file, that it is the visitor's choice.
    const command = ['src/commands/simulate.mjs', file, '--engine', 'cpu', '--precision', 'float64', '--out', out];
    const { code, output } = await run(process.execPath, command, { stdio: 'pipe' });
    expect(code, output).toBe(0);
    const ofCommand = await readFile(path.join(out, 'spikes.csv'), 'utf8');
    expect(ofCommand.split('\n').length).toBeGreaterThan(5);
    expect(spikes.content.toString()).toBe(ofCommand);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a link names a file beside the page, and is trusted no more than a drop; others are not fetched', async ({
  lab,
  page,
}) => {
  await lab.open('cpu');
  await lab.set('Neurons', 12);
  await title(page).fill('Served');
  await page.keyboard.press('Enter');
  const { content } = await downloaded(page, () => page.keyboard.press('Control+s'));
  const asked: string[] = [];
  const site = await serve({
    root: fileURLToPath(new URL('../dist/', import.meta.url)),
    handler: (request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/large.zip') response.writeHead(200, { 'Content-Length': String(2 ** 40) }).write('PK');
      else if (request.url === '/served.json') response.end(content);
      else return false;
      return true;
    },
  });
  try {
    await page.goto(`${site.url}?engine=cpu#src=served.json`);
    await expect(notice(page)).toContainText('Opened “Served” from served.json.');
    await expect(lab.field('Neurons')).toHaveValue('12');

    await lab.set('Neurons', 13);
    await page.goto(`${site.url}?engine=cpu#lab=AAAA`);
    await expect(notice(page)).toContainText('it is damaged, or was cut off');
    await page.goto(`${site.url}?engine=cpu#demo=pair`);
    await expect(question(page)).toContainText('Open “A PN and an LN”?');
    await page.keyboard.press('Escape');
    await expect(question(page)).toBeHidden();
    await expect(lab.field('Neurons')).toHaveValue('13');
    expect(new URL(page.url()).hash).toBe('');

    for (const [source, sentence] of [
      ['large.zip', 'large.zip is larger than 67.1 MB: download it, and drop the file on this page.'],
      [
        'https://example.com/a.zip',
        'The experiment at example.com was not fetched: this page talks to no site but its own',
      ],
    ] as const) {
      await page.goto(`${site.url}?engine=cpu#src=${source}`);
      await expect(notice(page)).toContainText(sentence);
      await expect(lab.field('Neurons')).toHaveValue('13');
    }
    expect(asked.filter((url) => url.includes('example'))).toEqual([]);
  } finally {
    await site.close();
  }
});
