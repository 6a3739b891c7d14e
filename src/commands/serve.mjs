import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { PAGE_HEADERS } from './pageHeaders.mjs';

/** @type {Record<string, string>} */
const MIME_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.npy': 'application/octet-stream',
  '.npz': 'application/zip',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

const HEADERS = {
  ...PAGE_HEADERS,
  'X-Content-Type-Options': 'nosniff',
  // a build that was made a minute ago must not lose against the browser's cache
  'Cache-Control': 'no-cache',
};

/**
 * Serves the files under `root` over HTTP: GET and HEAD, nothing outside `root`, index.html for a folder.
 *
 * @param {object} options
 * @param {string} options.root the folder to serve
 * @param {number} [options.port] 0, the default, takes any free port
 * @param {string} [options.host]
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => boolean}
 *   [options.handler] is asked first; returns true where it answers the request itself
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} `url` ends with a slash
 * @throws {Error} with `code` EADDRINUSE where the port is taken
 */
export async function serve({ root, port = 0, host = '127.0.0.1', handler }) {
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (handler?.(request, response)) return;
    sendFile(path.resolve(root), request, response).catch((/** @type {unknown} */ error) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}/`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {string} root absolute
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function sendFile(root, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return sendStatus(response, 405, `${request.method} is not allowed`);
  }
  const pathname = decodePath(request.url ?? '/');
  if (pathname === undefined) return sendStatus(response, 400, 'The address is malformed');

  // resolve() takes `..` and, on Windows, backslashes out of the path: what is left either lies in root or does not
  let file = path.resolve(root, `.${pathname}`);
  if (file !== root && !file.startsWith(root + path.sep)) return sendStatus(response, 403, 'Outside the served folder');
  let stats = await statOrNothing(file);
  if (stats?.isDirectory()) {
    if (!pathname.endsWith('/')) {
      // relative addresses in a page count from the last slash
      response.setHeader('Location', `${encodeURI(path.posix.basename(pathname))}/`);
      return sendStatus(response, 301, 'Moved');
    }
    file = path.join(file, 'index.html');
    stats = await statOrNothing(file);
  }
  if (!stats?.isFile()) return sendStatus(response, 404, `No file ${pathname}`);

  response.setHeader('Content-Type', MIME_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream');
  response.setHeader('Content-Length', stats.size);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  createReadStream(file)
    .on('error', (error) => response.destroy(error))
    .pipe(response);
}

/** @param {string} url */
function decodePath(url) {
  try {
    const pathname = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '');
    return pathname.startsWith('/') && !pathname.includes('\0') ? pathname : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} file */
async function statOrNothing(file) {
  try {
    return await stat(file);
  } catch {
    return undefined;
  }
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} sentence
 */
function sendStatus(response, status, sentence) {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(`${sentence}\n`);
}
