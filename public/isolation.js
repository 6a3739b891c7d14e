// Service worker of hosts that set no headers (GitHub Pages): adds to the page and to its workers' scripts the two
// headers that make the page cross-origin isolated, which threads and fine timers need. src/ui/isolatePage.ts registers
// it; its scope is the folder that it lies in. Nothing is cached here, and every other request passes by.

/** The same as src/commands/serve.mjs sends. */
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Only what runs as a document or a worker of its own has an embedder policy. */
const DESTINATIONS = ['document', 'worker', 'sharedworker'];

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('fetch', (event) => {
  if (DESTINATIONS.includes(event.request.destination)) event.respondWith(fetchIsolated(event.request));
});

/** @param {Request} request */
async function fetchIsolated(request) {
  const response = await fetch(request);
  // a redirect is the browser's to follow, and cannot be rebuilt
  if (response.type !== 'basic' || response.redirected) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
