import { expectNoViolationsInBothThemes } from './axe.ts';
import { ENDLESS, expect, N, test } from './lab.ts';
import type { LabPage } from './lab.ts';

/** 9 of the 12 neurons are PNs. */
const PNS = 9;

/** The field and the slider of a parameter in the panel. */
const fieldOf = ({ page }: LabPage, name: string) => page.getByRole('textbox', { name, exact: true });
const sliderOf = ({ page }: LabPage, name: string) => page.getByRole('slider', { name, exact: true });

/** The strip's sentence: what each population has. */
const strip = ({ page }: LabPage) => page.getByTestId('neuron-strip');
const curves = ({ page }: LabPage) => page.getByTestId('gate-curves');

const SLOWEST = /h of PN: half closed at .* with ([\d.]+) ms/;

/** ms: the longest time constant of h, as the curves' sentence says it. */
async function slowestOf(lab: LabPage): Promise<number> {
  return Number(SLOWEST.exec((await curves(lab).getAttribute('aria-label'))!)?.[1]);
}

async function openEditor(lab: LabPage, parameter: string): Promise<void> {
  await lab.page.getByRole('tab', { name: 'Parameters' }).click();
  await lab.page.getByRole('combobox', { name: 'Parameter' }).selectOption(parameter);
  await expect(strip(lab)).toHaveAccessibleName(new RegExp(`^${parameter} by neuron: `));
}

test('g_Na of all PNs is halved while the network runs, and what cannot be is refused beside the field', async ({
  lab,
  page,
}) => {
  await lab.open('cpu');
  await lab.set('Neurons', N);
  await lab.set('Duration', ENDLESS);
  await lab.runUntilUnderWay();
  const before = await lab.simulatedTime();

  const filter = page.getByRole('searchbox', { name: 'Filter the parameters' });
  await filter.fill('sodium conductance');
  const gNa = fieldOf(lab, 'g_Na of PN');
  await gNa.fill('50%');
  await gNa.press('Enter');
  await expect(gNa).toHaveValue('50');
  // it goes on from where it was, without a reset
  await expect.poll(() => lab.simulatedTime()).toBeGreaterThan(before);
  await expect(lab.status).toContainText('Running on');

  await gNa.fill('9999');
  await gNa.press('Enter');
  const refusal = page.getByRole('alert').filter({ hasText: 'g_Na must be a number from 0 to 500 mS/cm², got 9999' });
  await expect(refusal).toBeVisible();
  await expect(gNa).toHaveValue('50');

  const slider = sliderOf(lab, 'g_Na of PN');
  await slider.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', '55 mS/cm²');
  await expect(refusal).toBeHidden();
  await page.getByRole('button', { name: "g_Na: back to the model's value" }).click();
  await expect(gNa).toHaveValue('100');
  for (const value of ['55', '50', '100']) {
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect(gNa).toHaveValue(value);
  }
});

test('values neuron by neuron: drawn with a seed, pasted, painted, by keyboard, from and to a file', async ({
  lab,
  page,
}) => {
  await lab.open('cpu');
  await lab.set('Neurons', N);
  await openEditor(lab, 'g_Na');
  await expect(strip(lab)).toHaveAccessibleName(`g_Na by neuron: ${PNS} PNs at 100 mS/cm².`);

  const fill = page.getByRole('button', { name: 'Fill', exact: true });
  await fill.click();
  const drawn = await strip(lab).getAttribute('aria-label');
  expect(drawn).toMatch(/from \d/);
  await expect(page.getByRole('button', { name: 'g_Na of PN differs from neuron to neuron: show' })).toBeVisible();
  await lab.set('Fill seed', 2);
  await fill.click();
  await expect(strip(lab)).not.toHaveAccessibleName(drawn!);
  await lab.set('Fill seed', 1);
  await fill.click();
  await expect(strip(lab)).toHaveAccessibleName(drawn!);
  await lab.set('Mean', 0);
  await fill.click();
  await expect(page.getByTestId('values-message')).toHaveText(
    /^\d of 9 values lay beyond the range and were brought back to its border, 0 or 500 mS\/cm²\.$/,
  );

  const paste = async (text: string): Promise<void> => {
    await page.getByRole('button', { name: 'Paste values' }).click();
    await page.getByRole('textbox', { name: 'Numbers' }).fill(text);
    await page.getByRole('button', { name: 'Take them' }).click();
  };
  await paste('1 2 3');
  await expect(page.getByTestId('values-message')).toHaveText(
    'the clipboard holds 3 numbers: expected 9 for the values of PN, or 12 for the whole network. The old values stay.',
  );
  await paste('10\n20\n30\n40\n50\n60\n70\n80\n90\n');
  await expect(strip(lab)).toHaveAccessibleName('g_Na by neuron: 9 PNs from 10 to 90 mS/cm², mean 50 mS/cm².');

  await strip(lab).press('Home');
  await strip(lab).press('Shift+ArrowRight');
  await strip(lab).press('Shift+ArrowRight');
  await expect(strip(lab)).toHaveAccessibleName(/Selected: neurons 0 to 2\.$/);
  await page.keyboard.press('6');
  await page.keyboard.type('0');
  await page.keyboard.press('Enter');
  await expect(strip(lab)).toHaveAccessibleName(/9 PNs from 40 to 90 mS\/cm², mean 63\.33/);
  // what was taken is selected: what is typed next replaces it
  await page.keyboard.type('*0.5');
  await page.keyboard.press('Enter');
  await expect(strip(lab)).toHaveAccessibleName(/9 PNs from 30 to 90 mS\/cm², mean 53\.33/);
  await page.getByRole('button', { name: /^Undo/ }).click();

  const box = (await strip(lab).boundingBox())!;
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.7 * box.width, box.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect(strip(lab)).not.toHaveAccessibleName(/mean 63\.33/);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(strip(lab)).toHaveAccessibleName(/mean 63\.33/);

  await lab.field('Indices').fill('0-8');
  await lab.field('Indices').press('Enter');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save values as .csv' }).click();
  const file = await (await saving).path();
  await page.getByRole('button', { name: "Back to the model's values" }).click();
  await expect(strip(lab)).toHaveAccessibleName(/9 PNs at 100 mS\/cm²/);
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Load values from .npy or .csv' }).click();
  await (await choosing).setFiles(file);
  await expect(strip(lab)).toHaveAccessibleName(/9 PNs from 40 to 90 mS\/cm², mean 63\.33/);
});

test("the gates' curves move with the values, and show where the neurons are", async ({ lab, page }) => {
  await lab.open('cpu');
  await lab.set('Neurons', N);
  await lab.set('Duration', ENDLESS);
  await openEditor(lab, 'phi_Na');
  await expect(curves(lab)).toHaveAccessibleName(SLOWEST);
  const before = await slowestOf(lab);
  await fieldOf(lab, 'phi_Na of PN').fill('*2');
  await fieldOf(lab, 'phi_Na of PN').press('Enter');
  // twice as fast; the sentence has three digits
  await expect.poll(async () => Math.abs((2 * (await slowestOf(lab))) / before - 1)).toBeLessThan(0.01);

  await lab.runUntilUnderWay();
  await expect(curves(lab)).toHaveAccessibleName(/At \d+\.\d ms: 9 PN with m from /);
  await lab.runButton.click();
  await expect(lab.runButton).toHaveText('Resume');
  // the last batch may still come
  await expect(async () => {
    const time = (await lab.simulatedTime()).toFixed(1);
    await expect(curves(lab)).toHaveAccessibleName(new RegExp(`At ${time} ms: 9 PN`), { timeout: 500 });
  }).toPass({ timeout: 10_000 });

  await page.getByRole('combobox', { name: 'Parameter' }).selectOption('g_KCa');
  await expect(curves(lab)).toHaveAccessibleName(/^Gates of I_KCa over \[Ca\]: m of LN: half open at 2 mM/);
});

test('axe finds nothing in the table with a refusal and in the editor', async ({ lab, page }) => {
  await lab.open('cpu');
  await lab.set('Neurons', N);
  await openEditor(lab, 'E_L');
  await page.getByRole('button', { name: 'Fill', exact: true }).click();
  await page.getByText('Values as a table').click();
  await expect(page.getByRole('table', { name: 'E_L of every neuron' })).toBeVisible();
  await fieldOf(lab, 'g_Na of PN').fill('no number');
  await fieldOf(lab, 'g_Na of PN').press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'got no number' })).toBeVisible();
  await expectNoViolationsInBothThemes(page, 'in table and editor', {
    parts: ['[aria-label="Editor"]', '[aria-label="Parameters of the model"]'],
  });
});
