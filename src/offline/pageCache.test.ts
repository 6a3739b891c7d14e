import { expect, test } from 'vitest';
import { PageCache } from './pageCache.ts';
import type { PageFile } from './pageFile.ts';

const SCOPE = 'https://host.example/some/folder/';
const FIRST: readonly PageFile[] = [
  { name: 'assets/index-1.js' },
  { name: 'assets/plotly-1.js' },
  { name: 'index.html', integrity: 'sha256-first' },
];
const SECOND: readonly PageFile[] = [
  { name: 'assets/index-2.js' },
  { name: 'assets/plotly-1.js' },
  { name: 'index.html', integrity: 'sha256-second' },
];

/** A CacheStorage as far as it is used, and a host that sends what it is asked for but for `broken`. */
function makeDevice() {
  const entries = new Map<string, Response>();
  const asked: string[] = [];
  const broken = new Set<string>();
  const cache = {
    match: async (key: string) => entries.get(key)?.clone(),
    put: async (key: string, response: Response) => void entries.set(key, response),
    keys: async () => [...entries.keys()].map((url) => ({ url })),
    delete: async (url: string) => entries.delete(url),
  };
  const storage = { open: async () => cache } as unknown as CacheStorage;
  const host = (async (address: string) => {
    const name = address.slice(SCOPE.length);
    asked.push(name);
    return broken.has(name) ? new Response('', { status: 404 }) : new Response(`content of ${name}`);
  }) as unknown as typeof fetch;
  return { asked, broken, open: (files: readonly PageFile[]) => new PageCache(files, SCOPE, storage, host) };
}

const textOf = async (cache: PageCache, name: string): Promise<string | undefined> => (await cache.match(name))?.text();

test('all files are fetched once, the page last and by the address of its folder', async () => {
  const device = makeDevice();
  const first = device.open(FIRST);
  expect(await first.match('index.html')).toBeUndefined();
  await Promise.all([first.fill(), first.fill()]);
  expect(device.asked).toEqual(['assets/index-1.js', 'assets/plotly-1.js', '']);
  await device.open(FIRST).fill();
  expect(device.asked).toHaveLength(3);
  expect(await textOf(first, 'assets/plotly-1.js')).toBe('content of assets/plotly-1.js');
  expect(await textOf(first, 'index.html')).toBe('content of ');
});

test('the next version fetches what is new in it; what only the one before has is there until it is pruned', async () => {
  const device = makeDevice();
  await device.open(FIRST).fill();
  const second = device.open(SECOND);
  await second.fill();
  expect(device.asked.slice(3)).toEqual(['assets/index-2.js', '']);
  expect(await second.match('assets/index-1.js')).toBeDefined();
  await second.prune();
  expect(await second.match('assets/index-1.js')).toBeUndefined();
  expect(await device.open(FIRST).match('index.html')).toBeUndefined();
  for (const { name } of SECOND) expect(await second.match(name), name).toBeDefined();
});

test('where a file does not come the page is not kept, and the next time only what is missing is asked for', async () => {
  const device = makeDevice();
  const first = device.open(FIRST);
  device.broken.add('assets/plotly-1.js');
  await expect(first.fill()).rejects.toThrow(`${SCOPE}assets/plotly-1.js: the host answered 404, expected the file`);
  expect(await first.match('index.html')).toBeUndefined();
  device.broken.clear();
  await first.fill();
  expect(device.asked.slice(2)).toEqual(['assets/plotly-1.js', '']);
});

test('the folder is the page; its scripts tell the version; what lies elsewhere is not kept', () => {
  const cache = makeDevice().open(FIRST);
  expect(cache.nameOf(`${SCOPE}?engine=cpu#top`)).toBe('index.html');
  expect(cache.nameOf(`${SCOPE}assets/index-1.js`)).toBe('assets/index-1.js');
  expect(cache.nameOf('https://host.example/some/')).toBeUndefined();
  expect(cache.nameOf(SCOPE.replace('host', 'other'))).toBeUndefined();
  expect(cache.lists(`${SCOPE}assets/index-1.js`)).toBe(true);
  expect(cache.lists(`${SCOPE}assets/index-2.js`)).toBe(false);
  expect(cache.mayKeep('assets/index-0.js')).toBe(true);
  expect(cache.mayKeep('other/page.html')).toBe(false);
});
