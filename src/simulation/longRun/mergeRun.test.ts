import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readNpy } from '../../files/npy.ts';
import { BatchPlan } from './batchPlan.ts';
import { mergeRun } from './mergeRun.ts';
import { spikesFile, stateFile } from './runFiles.ts';
import { MemoryFolder } from './testing/memoryFolder.ts';

/** The batches of a run whose rows are these. */
function folderOf(plan: BatchPlan, values: Float64Array<ArrayBuffer>): MemoryFolder {
  const folder = new MemoryFolder();
  let row = 0;
  for (let batch = 0; batch < plan.batches; batch++) {
    const rows = values.slice(row * plan.width, (row + plan.rows(batch)) * plan.width);
    row += plan.rows(batch);
    folder.files.set(stateFile(batch), joined(plan.header(batch), new Uint8Array(rows.buffer)));
    const spikes = batch === 1 ? 'neuron,time_ms\n' : `neuron,time_ms\n${batch},${batch}.25\n7,${batch}.50\n`;
    folder.files.set(spikesFile(batch), new TextEncoder().encode(spikes));
  }
  return folder;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

const { width, bits, text } = JSON.parse(readFileSync(new URL('./fixtures/savetxt.json', import.meta.url), 'utf8')) as {
  width: number;
  bits: string[];
  text: string;
};
const hard = new Float64Array(BigUint64Array.from(bits, (digits) => BigInt(`0x${digits}`)).buffer);
const steps = hard.length / width;
const plan = new BatchPlan({ steps, batches: 7, every: 1, width });

describe('merging', () => {
  test('to .csv gives what numpy.savetxt writes, byte for byte', async () => {
    const folder = folderOf(plan, hard);
    expect(await mergeRun(folder, plan, 'csv')).toEqual(['state.csv', 'spikes.csv']);
    expect(new TextDecoder().decode(folder.files.get('state.csv'))).toBe(text);
  });

  test('to .npy gives all rows, and the spikes in one table', async () => {
    const folder = folderOf(plan, hard);
    await mergeRun(folder, plan, 'npy');
    const { shape, dtype, values } = readNpy(folder.files.get('state.npy')!, 'state.npy');
    expect([shape, dtype]).toEqual([[steps, width], '<f8']);
    expect(new BigUint64Array(values.slice().buffer)).toEqual(new BigUint64Array(hard.buffer));
    expect(new TextDecoder().decode(folder.files.get('spikes.csv'))).toBe(
      `neuron,time_ms\n${[0, 2, 3, 4, 5, 6].map((batch) => `${batch},${batch}.25\n7,${batch}.50\n`).join('')}`,
    );
  });

  test('goes in pieces of a MiB, whose borders leave no trace, and tells how far it is', async () => {
    const large = new BatchPlan({ steps: 3000, batches: 2, every: 1, width: 333 });
    const values = Float64Array.from({ length: 3000 * 333 }, (_, k) => k / 7 - 5e4);
    const folder = folderOf(large, values);
    let most = 0;
    const { create } = folder;
    folder.create = async (name) => {
      const writer = await create.call(folder, name);
      return { ...writer, size: 0, append: (bytes) => ((most = Math.max(most, bytes.length)), writer.append(bytes)) };
    };
    const heard: [number, number][] = [];
    await mergeRun(folder, large, 'npy', { onProgress: (done, all) => heard.push([done, all]) });
    const merged = readNpy(folder.files.get('state.npy')!, 'state.npy');
    expect(Buffer.compare(Buffer.from(merged.values.slice().buffer), Buffer.from(values.buffer))).toBe(0);
    const all = large.bytes(0) + large.bytes(1);
    expect(heard.length).toBeGreaterThan(7);
    expect(heard.at(-1)).toEqual([all, all]);
    await mergeRun(folder, large, 'csv');
    const lines = new TextDecoder().decode(folder.files.get('state.csv')).trimEnd().split('\n');
    expect(lines).toHaveLength(3000);
    const worst = lines
      .flatMap((line) => line.split(', '))
      .reduce((sum, value, k) => Math.max(sum, Math.abs(Number(value) - values[k]!)), 0);
    expect(worst).toBeLessThan(0.00051);
    expect(most).toBeLessThanOrEqual(2 ** 20);
  });

  test.each(['npy', 'csv'] as const)(
    'that is killed leaves no .%s that looks whole, one that fails none at all; again, the bytes are the same',
    async (format) => {
      const folder = folderOf(plan, hard);
      await mergeRun(folder, plan, format);
      const whole = folder.copy();
      const calls = folder.calls;
      expect(calls).toBeGreaterThan(10);
      const { remove } = folder;
      for (let failAt = 1; failAt <= calls; failAt++) {
        folder.calls = 0;
        folder.failAt = failAt;
        // As the process leaves it that is killed there.
        let left = folder;
        folder.remove = async (name) => {
          left = folder.copy();
          await remove.call(folder, name);
        };
        await expect(mergeRun(folder, plan, format)).rejects.toThrow('there is no room left for');
        for (const merged of [`state.${format}`, 'spikes.csv']) {
          const [first = 0] = left.files.get(merged) ?? [];
          if (first !== 0) expect(left.files.get(merged)).toEqual(whole.files.get(merged));
          if (folder.files.has(merged)) expect(folder.files.get(merged)).toEqual(whole.files.get(merged));
        }
      }
      folder.failAt = Infinity;
      await mergeRun(folder, plan, format);
      expect(folder.files).toEqual(whole.files);
    },
  );

  test('says that a file is whole when all of it is on the disk, not before', async () => {
    const folder = folderOf(plan, hard);
    const { create } = folder;
    const events: string[] = [];
    folder.create = async (name) => {
      const writer = await create.call(folder, name);
      const tell =
        <Args extends unknown[]>(event: string, body: (...args: Args) => Promise<void>) =>
        (...args: Args): Promise<void> => {
          if (events.at(-1) !== `${name} ${event}`) events.push(`${name} ${event}`);
          return body(...args);
        };
      return {
        size: 0,
        append: tell('append', writer.append),
        overwrite: tell('overwrite', writer.overwrite),
        flush: tell('flush', writer.flush),
        close: tell('close', writer.close),
      };
    };
    await mergeRun(folder, plan, 'npy');
    const order = ['append', 'flush', 'overwrite', 'close'];
    expect(events).toEqual(['state.npy', 'spikes.csv'].flatMap((name) => order.map((step) => `${name} ${step}`)));
  });

  test('stops when it is told to', async () => {
    const controller = new AbortController();
    const folder = folderOf(plan, hard);
    const onProgress = () => controller.abort(new Error('enough'));
    await expect(mergeRun(folder, plan, 'npy', { signal: controller.signal, onProgress })).rejects.toThrow('enough');
    expect(folder.files.has('state.npy')).toBe(false);
  });

  test('a batch that is missing, cut off or of another shape is named', async () => {
    const missing = folderOf(plan, hard);
    missing.files.delete(stateFile(3));
    await expect(mergeRun(missing, plan, 'npy')).rejects.toThrow(
      'state.batch3.npy is missing: expected the files of every batch',
    );
    const cut = folderOf(plan, hard);
    cut.files.set(stateFile(3), cut.files.get(stateFile(3))!.slice(0, -8));
    await expect(mergeRun(cut, plan, 'npy')).rejects.toThrow(
      /^state\.batch3\.npy has \d+ bytes and is not that of this run: expected \d+ bytes, an array of \[\d+, 5\] float64$/,
    );
    const other = folderOf(new BatchPlan({ ...plan, steps, width: 1 }), hard);
    await expect(mergeRun(other, plan, 'npy')).rejects.toThrow('state.batch0.npy has');
  });
});
