import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderFiles } from '../files/folder/folderFile.ts';
import { takeArrays } from '../files/folder/takeArrays.ts';
import { weightsOf } from '../model/connectivity/matrix.ts';
import { writeRunNpz } from './arrays.ts';
import { inFolder, PYTHON, runPython } from './fixtures/python.ts';
import { RUN } from './fixtures/recordedRun.ts';
import { injectedCurrent } from './injectedCurrent.ts';

/** The lab's .npz, saved again by NumPy: as a folder of its own types, and as an archive. */
const SAVE_AGAIN = `
import os, numpy as np
run = np.load('run.npz')
os.mkdir('folder')
arrays = {
    'ach_mat': run['ach_mat'].astype(bool),
    'fgaba_mat': np.asfortranarray(run['fgaba_mat'], dtype=np.float64),
    'current': np.asfortranarray(run['voltage_mV'].T.astype('>f8')),
}
for name, array in arrays.items():
    np.save(f'folder/{name}.npy', array)
width = 7 * 4 + int((run['ach_mat'] != 0).sum() + (run['fgaba_mat'] != 0).sum())
np.save('folder/state.batch0.npy', np.arange(5 * width, dtype=np.float64).reshape(5, width) / 1000)
np.savez_compressed('again.npz', **arrays)
`;

const PURPOSE = {
  network: { preset: 'nerveflow', n: 120, seed: 1 },
  samplesPerMs: 100,
  dt: 0.01,
  duration: 10,
} as const;

test('the .npz of a run comes back with what was injected, at as many samples per ms as it has rows', async () => {
  const file = new File([writeRunNpz(RUN, 'run').bytes], 'run.npz');
  const { taken } = await takeArrays(await folderFiles([{ path: 'run.npz', file }]), PURPOSE);
  const { stimulus } = taken!.current!;
  expect(stimulus).toMatchObject({ n: 4, samples: 30, samplesPerMs: 10, name: 'I_stim_uA_per_cm2' });
  const { neurons, values } = injectedCurrent(RUN);
  expect(neurons).toEqual([2]);
  expect(Array.from({ length: 30 }, (_, row) => stimulus.values[row * 4 + 2])).toEqual([...values]);
  expect(stimulus.values.filter((_, k) => k % 4 !== 2).every((value) => value === 0)).toBe(true);
  expect(Object.keys(taken!.matrices)).toEqual(['ACh', 'GABA']);
  expect(taken!.notices.join(' ')).toMatch(/every 0\.1 ms .* “Save as file” keeps a stimulus whole/);
  expect(taken!.notices.join(' ')).not.toMatch(/Left aside: [^.]*(I_stim|time_ms\b)/);
});

test('of a run whose rows begin later the current is left aside, and that is said', async () => {
  const later = { ...RUN, voltage: { ...RUN.voltage, start: 1 } };
  const file = new File([writeRunNpz(later, 'run').bytes], 'run.npz');
  const { taken } = await takeArrays(await folderFiles([{ path: 'run.npz', file }]), PURPOSE);
  expect(taken!.current).toBeUndefined();
  expect(Object.keys(taken!.matrices)).toEqual(['ACh', 'GABA']);
  expect(taken!.notices.join(' ')).toMatch(/I_stim_uA_per_cm2 is left aside/);
});

test.skipIf(PYTHON === undefined)(
  'what NumPy makes of the .npz of a run comes back, as a folder and as an archive',
  async () => {
    const opened = await inFolder(async (folder) => {
      writeFileSync(path.join(folder, 'run.npz'), writeRunNpz(RUN, 'run').bytes);
      await runPython(['-c', SAVE_AGAIN], folder);
      const named = (name: string) => {
        const bytes = new Uint8Array(readFileSync(path.join(folder, name)));
        return { path: name, file: new File([bytes], path.basename(name)) };
      };
      const inside = readdirSync(path.join(folder, 'folder')).map((name) => named(`folder/${name}`));
      return { folder: await folderFiles(inside), archive: await folderFiles([named('again.npz')]) };
    });
    for (const files of [opened.folder, opened.archive]) {
      const { taken } = await takeArrays(files, PURPOSE);
      expect(taken!.n).toBe(4);
      for (const [type, name] of [
        ['ACh', 'ach_mat'],
        ['GABA', 'fgaba_mat'],
      ] as const) {
        const { weights } = RUN.matrices.find((one) => one.name === name)!;
        expect([...weightsOf(taken!.matrices[type]!)]).toEqual([...weights]);
      }
      // [neuron, sample] in the file, sample by sample here.
      expect([...taken!.current!.stimulus.values]).toEqual([...RUN.voltage.values]);
    }
    const { taken } = await takeArrays(opened.folder, PURPOSE);
    expect(taken!.state!.name).toBe('last row of state.batch0.npy');
    expect(taken!.state!.values[0]).toBeCloseTo((4 * taken!.state!.values.length) / 1000, 12);
  },
);
