import { PAGE_HEADERS } from '../commands/pageHeaders.mjs';
import type { KeepAnswer, KeepRequest } from './messages.ts';
import { PageCache } from './pageCache.ts';
import { PAGE, type PageFile } from './pageFile.ts';

/** Every file of this version: written in by the build (vite.config.ts), which makes each version another script. */
declare const PAGE_FILES: readonly PageFile[];

/** What of a service worker's global scope is used here: TypeScript has it only in place of a page's. */
interface Scope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly unknown[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'message', listener: (event: Lasting & MessageEvent<KeepRequest>) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends Lasting {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

/** ms: a network that takes longer counts as none, where there is a page on the device. */
const PATIENCE = 3000;

/** Only what runs as a document or a worker of its own has policies. */
const DESTINATIONS: readonly string[] = ['document', 'worker', 'sharedworker'] satisfies RequestDestination[];

const scope = globalThis as unknown as Scope;
const kept = new PageCache(PAGE_FILES, scope.registration.scope, caches, (...request) => fetch(...request));

scope.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      // The first version is there at once, for its headers, and keeps its files when the page is idle. A newer one takes
      // over when all of it is on the device, so that there is a whole version at any time.
      if (scope.registration.active) await kept.fill();
      await scope.skipWaiting();
    })(),
  );
});

scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));

scope.addEventListener('message', (event) => {
  if (event.data.type !== 'keep') return;
  const { script } = event.data;
  const [port] = event.ports;
  const answer = (isKept: boolean): void =>
    port?.postMessage({ isKept, isCurrent: kept.lists(script) } satisfies KeepAnswer);
  event.waitUntil(
    kept.fill().then(
      () => answer(true),
      () => answer(false),
    ),
  );
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const name = kept.nameOf(request.url);
  if (request.method !== 'GET' || name === undefined) return;
  if (request.mode === 'navigate') {
    if (name !== PAGE) return;
    event.respondWith(openPage(request));
    event.waitUntil(pruneIfAlone());
  } else if (kept.mayKeep(name)) event.respondWith(readFile(request, name));
});

/** The newest version where there is a network, else the one that is kept. */
async function openPage(request: Request): Promise<Response> {
  const page = await kept.match(PAGE);
  if (page === undefined) return withHeaders(await fetch(request));
  const fresh = await Promise.race([
    fetch(request).catch(() => undefined),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE)),
  ]);
  return withHeaders(fresh === undefined || fresh.status >= 500 ? page : fresh);
}

async function readFile(request: Request, name: string): Promise<Response> {
  const response = (await kept.match(name)) ?? (await fetch(request));
  return DESTINATIONS.includes(request.destination) ? withHeaders(response) : response;
}

/** As src/commands/serve.mjs sends it, on hosts that set no headers (GitHub Pages). */
function withHeaders(response: Response): Response {
  // a redirect is the browser's to follow, and cannot be rebuilt
  if (response.type !== 'basic' || response.redirected) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(PAGE_HEADERS)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** No page is open that could be of an older version. */
async function pruneIfAlone(): Promise<void> {
  const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.length === 0) await kept.prune();
}
