import { readFile } from 'node:fs/promises';
import { expectNoViolations, expectNoViolationsInBothThemes } from './axe.ts';
import type { Locator, Page } from '@playwright/test';
import { ENDLESS, N, expect, test } from './lab.ts';
import type { LabPage } from './lab.ts';
import { PHONE } from './viewports.ts';

/** The matrix editor as its users know it. */
class Connections {
  readonly page: Page;
  readonly matrix: Locator;
  readonly reading: Locator;
  readonly cursor: Locator;

  constructor(page: Page) {
    this.page = page;
    this.matrix = page.getByTestId('matrix');
    this.reading = page.getByTestId('matrix-reading');
    this.cursor = page.getByTestId('matrix-cursor');
  }

  /** From the left panel, at a synapse type. */
  async open(type = 'GABA'): Promise<void> {
    await this.page.getByRole('button', { name: `Edit the ${type} matrix` }).click();
    await expect(this.matrix).toHaveAccessibleName(new RegExp(`^${type} matrix of`));
  }

  /** Takes the newest edit back, which has this name. */
  async undo(label: string): Promise<void> {
    const button = this.page.getByRole('button', { name: 'Undo', exact: true });
    await expect(button).toHaveAccessibleDescription(label);
    await button.click();
  }

  /** Synapses from one population to another, as the table beside the matrix says. */
  count(from: string, to: string): Locator {
    return this.page
      .getByTestId('blocks')
      .getByRole('row', { name: `Select ${from} → ${to}` })
      .getByRole('cell')
      .first();
  }

  /** Where a cell is on the screen: found by what is said of it, along the axes. */
  async point(post: number, pre: number): Promise<{ x: number; y: number }> {
    const { x, y, width, height } = (await this.matrix.boundingBox())!;
    const find = async (at: (offset: number) => [number, number], neuron: number, most: number): Promise<number> => {
      for (let offset = 64; offset < most; offset += 6) {
        const [left, top] = at(offset);
        await this.page.mouse.move(x + left, y + top);
        const text = await this.read();
        if (new RegExp(`^[A-Z]+ ${neuron} `).test(text)) return offset;
      }
      throw new Error(`neuron ${neuron} was not found along the axis`);
    };
    const left = await find((offset) => [offset, 36], pre, width);
    const top = await find((offset) => [50, offset - 18], post, height + 18);
    return { x: x + left + 3, y: y + top - 15 };
  }

  /** What is said of the place under the pointer, once it is said. */
  async read(): Promise<string> {
    await this.page.evaluate(() => new Promise(requestAnimationFrame));
    await this.page.evaluate(() => new Promise(requestAnimationFrame));
    return (await this.reading.textContent()) ?? '';
  }
}

async function prepare(lab: LabPage, n = N): Promise<Connections> {
  await lab.open('cpu');
  await lab.set('Neurons', n);
  return new Connections(lab.page);
}

test('a cell that is painted while the network runs is a synapse at once, has a name in the history, and can be taken back', async ({
  lab,
  page,
}) => {
  const connections = await prepare(lab);
  await lab.set('Duration', ENDLESS);
  await connections.open();
  await expect(connections.count('PN', 'LN')).toHaveText('0');
  const { x, y } = await connections.point(10, 2);
  await page.mouse.move(x, y);
  expect(await connections.read()).toBe('PN 2 → LN 10 · GABA · no synapse');

  await lab.runUntilUnderWay();
  await page.mouse.click(x, y);
  await expect(connections.reading).toHaveText('PN 2 → LN 10 · GABA · weight 1');
  await expect(connections.count('PN', 'LN')).toHaveText('1');
  await expect(page.getByTestId('network-picture')).toHaveAccessibleName(/PN inhibit LN by 1 GABA synapses/);
  const before = await lab.simulatedTime();
  await expect.poll(() => lab.simulatedTime()).toBeGreaterThan(before);
  await connections.undo('GABA: 1 cell painted');
  await expect(connections.count('PN', 'LN')).toHaveText('0');
  await expect(lab.status).toContainText('Running on');
});

test('LN-LN inhibition is silenced with one click, a block with two, and both come back with undo', async ({
  lab,
  page,
}) => {
  const connections = await prepare(lab, 120);
  const card = page.getByTestId('connections-GABA');
  await expect(card).toContainText('435');
  await card.getByRole('button', { name: 'Silence LN → LN' }).click();
  await expect(card).toContainText('silent');
  await connections.undo('GABA: LN to LN silenced');
  await expect(card).toContainText('435');

  await connections.open();
  await page.getByRole('button', { name: 'Silence LN → PN', exact: true }).click();
  await expect(connections.count('LN', 'PN')).toHaveText('0');
  await expect(connections.count('LN', 'LN')).toHaveText('435');
  await connections.undo('GABA: LN to PN silenced');
  await expect(connections.count('LN', 'PN')).toHaveText('1,347');
});

test('a rectangle is drawn from corner to corner; what is selected is filled, scaled and cleared', async ({
  lab,
  page,
}) => {
  const connections = await prepare(lab);
  await connections.open('ACh');
  await page.getByRole('radio', { name: 'Rectangle', exact: true }).click();
  const [from, to] = [await connections.point(1, 2), await connections.point(3, 6)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  // 3 × 5 pairs, of which two neurons meet themselves
  await expect(connections.count('PN', 'PN')).toHaveText('13');

  await page.getByRole('button', { name: 'Select PN → PN' }).click();
  const selected = page.getByTestId('selection');
  await expect(selected).toContainText('PN → PN');
  await lab.set('Fill at', 100);
  await lab.set('with weight', -0.5);
  await selected.getByRole('button', { name: 'Fill' }).click();
  await expect(connections.count('PN', 'PN')).toHaveText('72');
  await selected.getByRole('button', { name: 'Scale' }).click();
  await page.mouse.move(to.x, to.y);
  await expect(connections.reading).toHaveText('PN 6 → PN 3 · ACh · weight −0.25');
  await selected.getByRole('button', { name: 'Clear' }).click();
  await expect(connections.count('PN', 'PN')).toHaveText('0');
  await lab.field('Fill at').fill('120');
  await lab.field('Fill at').press('Enter');
  await expect(selected).toContainText('Fill at is 120: expected a number from 0 to 100; 100 stays.');
});

test('a generator shows what it would make before it makes it, and another seed makes another', async ({
  lab,
  page,
}) => {
  const connections = await prepare(lab, 120);
  await connections.open();
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  const preview = page.getByTestId('generator-preview');
  await page.getByRole('radio', { name: 'Fixed in-degree' }).click();
  await lab.set('In-degree', 7);
  await expect(preview).toContainText('840');
  await page.getByRole('radio', { name: 'Random', exact: true }).click();
  await lab.set('Probability', 20);
  await expect(preview).not.toContainText('840');
  const first = await preview.textContent();
  await page.getByRole('button', { name: 'Another seed', exact: true }).click();
  await expect(preview).not.toHaveText(first!);
  await page.getByRole('button', { name: 'Replace the GABA matrix' }).click();
  await expect(preview).toBeHidden();
  await expect(connections.count('LN', 'LN')).not.toHaveText('435');
  expect(Number(await connections.count('LN', 'LN').textContent())).toBeLessThan(250);
  await connections.undo('GABA: random, 20 %, seed 2');
  await expect(connections.count('LN', 'LN')).toHaveText('435');
});

test('a matrix goes out as NumPy reads it and comes in again; where its orientation cannot be told, both readings are shown', async ({
  lab,
  page,
}) => {
  const connections = await prepare(lab);
  await connections.open();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Save as .npy' }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toBe('GABA_post_pre.npy');
  const bytes = await readFile(await download.path());
  const header = bytes.subarray(0, 128).toString('latin1');
  expect(header).toContain("{'descr': '|u1', 'fortran_order': False, 'shape': (12, 12), }");
  const weights = bytes.subarray(bytes.length - N * N);
  // rows are postsynaptic: LNs, the last three columns, send to all
  expect(weights.some((weight, k) => weight !== 0 && k % N < 9)).toBe(false);
  const synapses = weights.filter((weight) => weight === 1).length;
  await expect(connections.matrix).toHaveAccessibleName(new RegExp(`: ${synapses} synapses`));

  const load = async (name: string, content: Buffer): Promise<void> => {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'File', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Open .npy or .csv' }).click();
    await (await choosing).setFiles({ name, mimeType: 'application/octet-stream', buffer: content });
  };
  const ring = Array.from({ length: N }, (_, row) =>
    Array.from({ length: N }, (__, column) => (column === (row + 1) % N ? 1 : 0)).join(','),
  ).join('\n');
  await load('ring.csv', Buffer.from(ring));
  const question = page.getByRole('dialog', { name: 'Which way round is ring.csv?' });
  await expect(question.getByRole('radio')).toHaveCount(2);
  await question.getByRole('radio', { name: 'Its rows are presynaptic' }).click();
  await question.getByRole('button', { name: 'Use it so' }).click();
  await expect(connections.matrix).toHaveAccessibleName(/: 12 synapses/);
  const { x, y } = await connections.point(3, 2);
  await page.mouse.move(x, y);
  await expect(connections.reading).toHaveText('PN 2 → PN 3 · GABA · weight 1');

  await load('square.npy', await readFile(new URL('fixtures/of-50-neurons.npy', import.meta.url)));
  await expect(page.getByTestId('matrix-problem')).toContainText('square.npy');
  await expect(connections.matrix).toHaveAccessibleName(/: 12 synapses/);

  // dropped on the editor it is a matrix, not a stimulus
  await page.getByTestId('matrix').evaluate((target, base64) => {
    const transfer = new DataTransfer();
    transfer.items.add(
      new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], 'GABA_post_pre.npy'),
    );
    for (const type of ['dragover', 'drop'])
      target.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, bytes.toString('base64'));
  await expect(connections.matrix).toHaveAccessibleName(new RegExp(`: ${synapses} synapses`));

  // beside the editor a matrix whose name says what it is comes in by that name, and undo takes it back
  await connections.undo('GABA: from GABA_post_pre.npy');
  await page.getByRole('button', { name: 'Close the editor' }).click();
  await (await lab.drag('GABA_post_pre.npy', bytes)).drop();
  await expect(page.getByTestId('import-outcome')).toContainText('GABA_post_pre.npy');
  await page.getByRole('dialog', { name: 'Import' }).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();

  // of any other the user is asked, and neither the stimulus nor a matrix changes before the answer
  await (await lab.drag('wiring.npy', bytes)).drop();
  const asked = page.getByRole('alertdialog', { name: 'wiring.npy looks like a connectivity matrix' });
  await expect(asked.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await asked.getByRole('button', { name: 'Replace GABA' }).click();
  await expect(connections.matrix).toHaveAccessibleName(new RegExp(`: ${synapses} synapses`));
  await expect(page.getByRole('checkbox', { name: 'Odour pulse' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'wiring.npy' })).toHaveCount(0);
});

test('the matrix is painted, selected and searched by keys alone, and says where it is', async ({ lab, page }) => {
  const connections = await prepare(lab);
  await connections.open('ACh');
  await connections.matrix.focus();
  await page.keyboard.press('Control+Home');
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
  await expect(connections.cursor).toHaveText('PN 2 → PN 1 · ACh · no synapse');
  await page.keyboard.press('Enter');
  await expect(connections.cursor).toHaveText('PN 2 → PN 1 · ACh · weight 1');
  await page.keyboard.press(' ');
  await expect(connections.cursor).toHaveText('PN 2 → PN 1 · ACh · no synapse');
  await expect(lab.status).not.toContainText('Running');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('End');
  await expect(connections.cursor).toContainText('PN 8 → LN 9');
  await page.keyboard.press('b');
  await expect(page.getByRole('radio', { name: 'Block', exact: true })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(connections.count('PN', 'LN')).toHaveText('27');
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(page.getByTestId('selection')).toContainText('PN 7–8 → PN 8 – LN 9');
  await page.keyboard.press('Delete');
  await expect(connections.count('PN', 'LN')).toHaveText('25');
});

test('axe finds nothing to object to in the editor, its menus and its generators', async ({ lab, page }) => {
  const connections = await prepare(lab);
  await connections.open();
  await page.getByRole('button', { name: 'Select LN → LN' }).click();
  await expectNoViolationsInBothThemes(page, 'in the editor', { parts: ['[aria-label="Editor"]'] });
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  await expect(page.getByTestId('generator-preview')).toBeVisible();
  await expectNoViolationsInBothThemes(page, 'in the generator', {
    parts: ['[aria-label="Generate the GABA matrix"]'],
  });
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('a finger paints in the sheet', async ({ lab, page }) => {
    const connections = new Connections(page);
    await lab.open('cpu');
    await lab.openNetworkSheet();
    await lab.set('Neurons', N);
    await connections.open();
    await expect(connections.count('PN', 'PN')).toHaveText('0');
    const { x, y, width } = (await connections.matrix.boundingBox())!;
    // the upper left of the cells is PN to PN, off the diagonal
    await page.touchscreen.tap(x + 0.4 * width, y + 70);
    await expect(connections.count('PN', 'PN')).toHaveText('1');
    expect(await lab.overflow()).toBe(0);
    await expectNoViolations(page, 'in the sheet', { parts: ['[role="dialog"]'] });
  });
});
