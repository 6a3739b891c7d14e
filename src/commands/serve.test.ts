import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from './serve.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'serve-'));
const root = path.join(folder, 'dist');
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  mkdirSync(path.join(root, 'sub/folder'), { recursive: true });
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  mkdirSync(path.join(folder, 'dist-2'));
  writeFileSync(path.join(folder, 'dist-2/secret.txt'), 'secret');
  writeFileSync(path.join(root, 'index.html'), '<p>lab</p>');
  writeFileSync(path.join(root, 'sub/folder/index.html'), '<p>sub</p>');
  writeFileSync(path.join(root, 'a b%.js'), 'export {};');
  writeFileSync(path.join(root, 'm.wasm'), '');
  writeFileSync(path.join(root, 'current.npy'), Uint8Array.of(0x93, 0, 255));
  server = await serve({
    root,
    handler: (incoming, response) => {
      if (incoming.url !== '/own') return false;
      response.end(incoming.method);
      return true;
    },
  });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const get = (address: string, init?: RequestInit) => fetch(new URL(address, server.url), init);

/** The path goes out as it is: fetch would take the dots out of it first. */
function getStatus(rawPath: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, path: rawPath }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

test('a file arrives byte for byte, with the type its ending says', async () => {
  const npy = await get('current.npy');
  expect([...new Uint8Array(await npy.arrayBuffer())]).toEqual([0x93, 0, 255]);
  expect(npy.headers.get('content-type')).toBe('application/octet-stream');
  expect((await get('m.wasm')).headers.get('content-type')).toBe('application/wasm');
  expect((await get('a%20b%25.js')).headers.get('content-type')).toMatch(/^text\/javascript/);
});

test('the page is cross-origin isolated, errors too', async () => {
  for (const address of ['.', 'current.npy', 'missing']) {
    const { headers } = await get(address);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  }
});

test('a folder is its index.html, and its address gets a slash so that relative paths count from it', async () => {
  expect(await (await get('.')).text()).toBe('<p>lab</p>');
  expect(await (await get('?a=b/../c')).text()).toBe('<p>lab</p>');
  const response = await get('sub/folder');
  expect(new URL(response.url).pathname).toBe('/sub/folder/');
  expect(await response.text()).toBe('<p>sub</p>');
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/sub/../../secret.txt',
  '/../dist-2/secret.txt',
  '//../secret.txt',
  '/..%5csecret.txt',
])('%s stays outside', async (rawPath) => {
  expect([403, 404]).toContain(await getStatus(rawPath));
});

test('what is malformed or missing is refused with its own status', async () => {
  expect(await getStatus('/%')).toBe(400);
  expect(await getStatus('/%00')).toBe(400);
  expect(await getStatus('/sub')).toBe(301);
  expect(await getStatus('/sub/')).toBe(404);
  expect((await get('.', { method: 'POST' })).status).toBe(405);
});

test('HEAD gives the length and no body', async () => {
  const response = await get('current.npy', { method: 'HEAD' });
  expect(response.headers.get('content-length')).toBe('3');
  expect(await response.text()).toBe('');
});

test('a handler is asked first and may answer any method', async () => {
  expect(await (await get('own', { method: 'POST' })).text()).toBe('POST');
});

test('a port that is taken is an error, and is free again after close', async () => {
  const port = Number(new URL(server.url).port);
  await expect(serve({ root, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  const other = await serve({ root });
  await fetch(other.url);
  await other.close();
  await expect(fetch(other.url)).rejects.toThrow('fetch failed');
});
