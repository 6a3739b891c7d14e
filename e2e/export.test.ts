import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { isDataset, isGroup, readHdf5 } from '../src/exchange/hdf5/hdf5File.ts';
import { readNpz } from '../src/files/npz.ts';
import { writeNpy } from '../src/files/npy.ts';
import { expectNoViolationsInBothThemes } from './axe.ts';
import { N, expect, test } from './lab.ts';

/** ms. */
const DURATION = 50;

test('a run leaves as NWB and .npz and comes back: its spikes beside it, a NerveFlow folder as one edit', async ({
  lab,
  page,
}) => {
  await lab.open('cpu');
  await lab.prepareOdour({ n: N, duration: DURATION });
  await lab.run();
  await lab.expectFinished(DURATION);

  await page.getByRole('button', { name: 'Experiment' }).click();
  await page.getByRole('menuitem', { name: 'Export …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  const nwb = await download(page, dialog.getByRole('button', { name: 'Download NWB 2' }));
  expect(nwb.name).toMatch(new RegExp(`-n${N}-seed\\d+\\.nwb$`));
  await expect(page.getByTestId('export-notes')).toContainText('the model has no membrane area');
  await expectNoViolationsInBothThemes(page, 'in the export', { parts: ['[role=dialog]'] });
  const rows = DURATION / 0.1;
  const { version, names, V } = await readHdf5(nwb.bytes, nwb.name, (file) => {
    const acquisition = file.get('acquisition');
    const data = file.get('acquisition/V_PN_0/data');
    return {
      version: file.attrs['nwb_version']?.value,
      names: isGroup(acquisition) ? acquisition.keys() : [],
      V: isDataset(data) ? data.shape : undefined,
    };
  });
  expect(version).toBe('2.6.0');
  expect(names).toHaveLength(N);
  expect(V).toEqual([rows]);

  const npz = await download(page, dialog.getByRole('button', { name: 'Download NumPy archive' }));
  const arrays = readNpz(npz.bytes, npz.name);
  expect(arrays['voltage_mV']?.shape).toEqual([rows, N]);
  expect(arrays['ach_mat']?.shape).toEqual([N, N]);
  const spikes = await download(page, dialog.getByRole('button', { name: 'Download SONATA spikes' }));
  await dialog.getByRole('button', { name: 'Close' }).click();

  // The file that was just written has the same spikes as the run.
  await lab.openEditor('Compare');
  await page.getByLabel('Choose a file of spikes').setInputFiles({
    name: spikes.name,
    mimeType: 'application/x-hdf5',
    buffer: Buffer.from(spikes.bytes),
  });
  await expect(page.getByRole('list', { name: 'Compared runs' })).toContainText('spikes only');
  await expect(page.getByTestId('differences')).toContainText(`${spikes.name} holds spikes only`);
  await expect(page.getByTestId('first-difference')).toContainText('Every spike comes at the same time up to 50 ms');
  await expect(page.getByTestId('compare-difference')).toBeHidden();

  await dropFiles(page, [
    ['ach_mat.npy', writeNpy({ shape: [8, 8], values: new Uint8Array(64) })],
    ['fgaba_mat.npy', writeNpy({ shape: [8, 8], values: new Uint8Array(64) })],
    ['current.npy', writeNpy({ shape: [8, 100], values: new Float64Array(800).fill(1) })],
  ]);
  await expect(page.getByTestId('import-outcome')).toContainText(
    'From 3 files: ach_mat.npy, fgaba_mat.npy, current.npy (8 neurons)',
  );
  await expectNoViolationsInBothThemes(page, 'in the import', { parts: ['[role=dialog]'] });
  await page.getByRole('dialog', { name: 'Import' }).getByRole('button', { name: 'Close' }).click();
  await expect(lab.field('Neurons')).toHaveValue('8');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(lab.field('Neurons')).toHaveValue(String(N));
});

async function download(page: Page, button: Locator): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: file.suggestedFilename(), bytes: new Uint8Array(readFileSync(await file.path())) };
}

async function dropFiles(page: Page, files: readonly (readonly [name: string, bytes: Uint8Array])[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (all) => {
      const carried = new DataTransfer();
      for (const [name, bytes] of all) carried.items.add(new File([Uint8Array.from(bytes)], name));
      return carried;
    },
    files.map(([name, bytes]) => [name, [...bytes]] as const),
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}
