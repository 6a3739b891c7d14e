import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * The built page as any host serves it: in a folder of a site, with no header but the type. Nothing else is on the site.
 *
 * @param held Files that arrive only when their promise resolves, by name.
 * @param root What is served at first.
 * @returns the page's address, what was asked for in vain, how to serve another build, and how to stop
 */
export async function servePlainly(folder: string, held: Readonly<Record<string, Promise<void>>> = {}, root = DIST) {
  const missing: string[] = [];
  let from = root;
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname.slice(folder.length) || 'index.html';
    try {
      if (!pathname.startsWith(folder)) throw new Error('outside');
      const content = await readFile(path.join(from, name));
      await held[name];
      response.setHeader('Content-Type', MIME_TYPES[path.extname(name)] ?? 'application/octet-stream');
      response.end(content);
    } catch {
      missing.push(pathname);
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${folder}`,
    missing,
    deploy: (other: string) => void (from = other),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
