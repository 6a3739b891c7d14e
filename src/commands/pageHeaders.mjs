/** They make the page cross-origin isolated, for threads and fine timers. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * What the page may load and run: its own files, and WebAssembly that it writes itself. No text becomes a script or a
 * style, and nothing goes to another host. Blobs and data: addresses are pictures (of figures) only.
 *
 * @type {Readonly<Record<string, string>>}
 */
const DIRECTIVES = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'img-src': "'self' blob: data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** The Content-Security-Policy as it may stand in the page itself, where browsers do not read `frame-ancestors`. */
export const PAGE_POLICY = Object.entries(DIRECTIVES)
  .map(([name, sources]) => `${name} ${sources}`)
  .join('; ');

/** What the page and the scripts of its workers are sent with: by serve.mjs, and by the service worker where a host sends none. */
export const PAGE_HEADERS = {
  ...ISOLATION_HEADERS,
  'Content-Security-Policy': `${PAGE_POLICY}; frame-ancestors 'self'`,
};
