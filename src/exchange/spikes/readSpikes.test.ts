import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { RUN } from '../fixtures/recordedRun.ts';
import { inFolder, PYTHON, runPython } from '../fixtures/python.ts';
import { readSonata } from './readSonata.ts';
import { readSpikesTable } from './readSpikesTable.ts';
import { writeSonata } from '../hdf5/sonata.ts';

const { n, populations } = RUN;

test('what the lab writes it reads again, LN events apart from spikes', async () => {
  const { bytes } = await writeSonata(RUN, 'x');
  const read = await readSonata(bytes, 'x.h5', { n, populations });
  expect(read).toEqual({ name: 'x.h5', ...RUN.spikes, events: RUN.events, duration: RUN.to, notes: [] });
});

describe.skipIf(PYTHON === undefined)('files that h5py wrote', () => {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const read = (name: string) => readSonata(files.get(name)!, `${name}.h5`, { n, populations });
  const SORTED = { neuron: Int32Array.of(0, 2, 3, 1), time: Float64Array.of(1.5, 2.25, 4, 30) };

  beforeAll(async () => {
    await inFolder(async (folder) => {
      await runPython([path.join(import.meta.dirname, 'fixtures/write_sonata.py'), folder], folder);
      for (const name of `unsorted seconds plain populations enum others outside negative years huge apart elsewhere nothing`.split(
        ' ',
      )) {
        files.set(name, new Uint8Array(readFileSync(path.join(folder, `${name}.h5`))));
      }
    });
  });

  test('unsorted spikes come in the order of time', async () => {
    expect(await read('unsorted')).toMatchObject(SORTED);
  });

  test('seconds become milliseconds', async () => {
    const { neuron, time } = await read('seconds');
    expect(neuron).toEqual(SORTED.neuron);
    expect([...time]).toEqual([...SORTED.time].map((ms) => expect.closeTo(ms, 9) as number));
  });

  test('without a population, and without a unit, which is told', async () => {
    expect(await read('plain')).toMatchObject({ ...SORTED, notes: ['Its times name no unit: taken as milliseconds.'] });
  });

  test('ids of PN and LN count from their first neuron', async () => {
    const { neuron, time } = await read('populations');
    expect([...neuron]).toEqual([2, 3, 0]);
    expect([...time]).toEqual([1, 2.5, 4]);
  });

  test('the sorting attribute as an enumeration', async () => {
    expect((await read('enum')).time).toEqual(SORTED.time);
  });

  test.each([
    ['others', /holds the populations a, b: expected one, .* or PN and LN/],
    ['outside', /holds a spike of neuron 4, the network has 4: expected 0 … 3/],
    ['negative', /holds a spike of neuron 0 at -1: expected a time from 0 on/],
    ['years', /has times in 'years': expected ms or s/],
    ['huge', /holds 1099511627776 spikes: expected 10000000 at most/],
    ['apart', /has node_ids of \[3\] and timestamps of \[4\]/],
    ['elsewhere', /holds no population in \/spikes/],
    ['nothing', /holds no \/spikes \(it has other\): expected a SONATA spike file/],
  ])('%s.h5 is refused with a sentence', async (name, sentence) => {
    await expect(read(name)).rejects.toThrow(sentence);
  });

  test('a file that is cut off or changed somewhere gives a sentence, or spikes', async () => {
    const whole = files.get('unsorted')!;
    let refused = 0;
    for (let k = 0; k < 200; k++) {
      const bytes = k < 20 ? whole.slice(0, 8 + ((whole.length - 8) * k) / 20) : whole.slice();
      if (k >= 20) bytes[(k * 7919) % bytes.length]! ^= 1 << (k % 8);
      await readSonata(bytes, 'x.h5', { n, populations }).catch((error: Error) => {
        expect(error.name).toBe('FileError');
        refused++;
      });
    }
    expect(refused).toBeGreaterThan(20);
  });
});

test('no HDF5 file', async () => {
  await expect(readSonata(new Uint8Array(100), 'x.h5', { n, populations })).rejects.toThrow('x.h5 is not an HDF5 file');
});

test('spikes.csv, with either column first, and without names', () => {
  const read = (text: string) => readSpikesTable(new TextEncoder().encode(text), 'x.csv', { n, populations });
  const spikes = { neuron: Int32Array.of(0, 1), time: Float64Array.of(1, 2.5) };
  expect(read('neuron,time_ms\n1,2.5\n0,1\n')).toMatchObject({ ...spikes, notes: [] });
  expect(read('time_ms;neuron\n1;0\n2.5;1\n')).toMatchObject(spikes);
  expect(read('0 1\n1 2.5\n')).toMatchObject({ ...spikes, notes: [expect.stringContaining('no names')] });
  expect(read('neuron,time_ms\n').time).toHaveLength(0);
  expect(() => read('neuron,time_ms\n9,1\n')).toThrow('x.csv holds a spike of neuron 9, the network has 4');
  expect(() => read('1\n2\n')).toThrow('x.csv has 1 column: expected two');
});
