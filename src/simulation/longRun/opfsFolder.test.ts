import { expect, test } from 'vitest';
import { OpfsFolder } from './opfsFolder.ts';
import { FakeDirectory } from './testing/fakeDirectory.ts';

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);

function setUp(patience = 200) {
  const directory = new FakeDirectory();
  return { directory, folder: new OpfsFolder(directory.handle, patience) };
}

test('what is appended and overwritten is read back, from anywhere and no further than the end', async () => {
  const { folder } = setUp();
  const writer = await folder.create('state.batch0.npy');
  await writer.append(bytes(1, 2, 3));
  await writer.append(bytes(4, 5));
  await writer.overwrite(1, bytes(9, 8));
  expect(writer.size).toBe(5);
  await expect(writer.overwrite(4, bytes(0, 0))).rejects.toThrow('holds 5 bytes: 4 … 6 lies beyond them');
  await writer.close();
  const reader = (await folder.open('state.batch0.npy'))!;
  expect(reader.size).toBe(5);
  expect(await reader.read(0, 5)).toEqual(bytes(1, 9, 8, 4, 5));
  expect(await reader.read(3, 100)).toEqual(bytes(4, 5));
  expect(await reader.read(7, 2)).toEqual(bytes());
  await reader.close();
  expect(await folder.list()).toEqual(['state.batch0.npy']);
});

test('a file that is created again is empty, one that is not there is undefined, and removing it twice does no harm', async () => {
  const { directory, folder } = setUp();
  for (const length of [3, 0]) {
    const writer = await folder.create('a');
    await writer.append(new Uint8Array(length));
    await writer.close();
  }
  expect(directory.files.get('a')!.bytes).toHaveLength(0);
  await folder.remove('a');
  await folder.remove('a');
  expect(await folder.open('a')).toBeUndefined();
});

test('a file that a worker held which is gone can be had a moment later', async () => {
  const { directory, folder } = setUp();
  const dying = new OpfsFolder(directory.handle);
  await dying.create('a');
  setTimeout(() => dying.release(), 80);
  const writer = await folder.create('a');
  await writer.close();
  expect(directory.files.get('a')!.open).toEqual([]);
});

test('a file that another tab keeps is said to be used there', async () => {
  const { directory, folder } = setUp(60);
  await new OpfsFolder(directory.handle).create('a');
  const sentence = 'a is used by another tab of the lab: close it there, then try again';
  await expect(folder.create('a')).rejects.toThrow(sentence);
  await expect(folder.open('a')).rejects.toThrow(sentence);
  await expect(folder.remove('a')).rejects.toThrow(sentence);
});

test('a full disk is said in a sentence that names the file, and leaves nothing locked once it is closed', async () => {
  const { directory, folder } = setUp();
  directory.quota = 4;
  const writer = await folder.create('a');
  await writer.append(bytes(1, 2, 3));
  await expect(writer.append(bytes(4, 5))).rejects.toThrow('there is no room left for a on the disk');
  expect(writer.size).toBe(3);
  await writer.close();
  expect(directory.files.get('a')!.open).toEqual([]);
});
