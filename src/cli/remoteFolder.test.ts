import { expect, test } from 'vitest';
import { MemoryFolder } from '../simulation/longRun/testing/memoryFolder.ts';
import { FolderHost } from './folderHost.ts';
import type { FolderAnswer, FolderRequest } from './folderProtocol.ts';
import { RemoteFolder } from './remoteFolder.ts';
import { pack, unpack } from './wire.ts';

/** Both ends, with the bytes of the wire between them. */
function setUp() {
  const disk = new MemoryFolder();
  const host = new FolderHost(disk);
  const ask = async (request: FolderRequest): Promise<FolderAnswer> => {
    const received = unpack(pack(request).buffer) as FolderRequest;
    return unpack(pack(await host.answer(received)).buffer) as FolderAnswer;
  };
  return { disk, host, ask, folder: new RemoteFolder(ask) };
}

test('files are written, overwritten in part, read in stretches, listed and removed on the other side', async () => {
  const { disk, host, folder } = setUp();
  const writer = await folder.create('one.bin');
  await writer.append(Uint8Array.of(0, 1, 2));
  await writer.append(Uint8Array.of(3, 4));
  expect([writer.size, host.written]).toEqual([5, 5]);
  // Who has the answer knows that it is there.
  expect([...disk.files.get('one.bin')!]).toEqual([0, 1, 2, 3, 4]);
  await writer.overwrite(1, Uint8Array.of(9, 8));
  const { calls } = disk;
  await writer.flush();
  expect(disk.calls).toBe(calls + 1);
  await writer.close();
  const reader = (await folder.open('one.bin'))!;
  expect(reader.size).toBe(5);
  expect([...(await reader.read(1, 3))]).toEqual([9, 8, 3]);
  await reader.close();
  expect(await folder.list()).toEqual(['one.bin']);
  await folder.remove('one.bin');
  expect(await folder.open('one.bin')).toBeUndefined();
});

test('a full disk is said on this side in the words of the other', async () => {
  const { disk, folder } = setUp();
  const writer = await folder.create('one.bin');
  disk.failAt = disk.calls + 1;
  await expect(writer.append(Uint8Array.of(1))).rejects.toThrow('there is no room left for one.bin');
  expect(writer.size).toBe(0);
});

test('what is asked twice because an answer was lost is done once', async () => {
  const { disk, host, ask } = setUp();
  await ask({ type: 'create', name: 'one.bin' });
  const write = { type: 'write', name: 'one.bin', at: 0, bytes: Uint8Array.of(1, 2) } as const;
  for (const request of [write, write, { ...write, at: 2 }, { type: 'close', name: 'one.bin' } as const]) {
    await ask(request);
    expect(await ask(request)).toEqual({});
  }
  expect([...disk.files.get('one.bin')!]).toEqual([1, 2, 1, 2]);
  expect(host.written).toBe(4);
});

test.each(['../one.bin', '/tmp/one.bin', 'a/b', 'a\\\\b', '..', '', 'C:one.bin', 'a\\0b', 'one.bin\\n'])(
  'a name that leads out of the folder is refused: %j',
  async (name) => {
    const { disk, folder } = setUp();
    const says = `the browser asked for the file ${JSON.stringify(name)}: expected a name without a path`;
    await expect(folder.create(name)).rejects.toThrow(says);
    await expect(folder.open(name)).rejects.toThrow(says);
    await expect(folder.remove(name)).rejects.toThrow(says);
    expect(disk.calls).toBe(0);
  },
);

test('a run that has ended touches nothing any more', async () => {
  const { disk, host, folder } = setUp();
  const writer = await folder.create('one.bin');
  const underWay = writer.append(Uint8Array.of(1));
  await host.close();
  await underWay;
  await expect(writer.append(Uint8Array.of(2))).rejects.toThrow('the command line has ended this run');
  await expect(folder.remove('one.bin')).rejects.toThrow('the command line has ended this run');
  expect([...disk.files.get('one.bin')!]).toEqual([1]);
});
