import type { KeepAnswer, KeepRequest } from './messages.ts';

export interface OfflineState {
  /** The lab is on this device as a whole, and opens without a network. */
  readonly isKept: boolean;
  /** There is a newer version than the one that this page runs; a reload opens it. */
  readonly hasNewVersion: boolean;
}

/** ms: how often a page that stays open looks for a newer version. */
const UPDATE_INTERVAL = 3_600_000;

/** What a visitor does on a page; `input` comes alone where a program fills a field in. */
const DEEDS = ['pointerdown', 'keydown', 'wheel', 'input', 'dragenter'] as const;

/**
 * Has a service worker keep the page on the device, and isolate it where its host sends no headers. Where there is no
 * service worker (a private window, http) nothing happens: the lab runs without.
 */
export class Offline {
  #state: OfflineState = { isKept: false, hasNewVersion: false };
  readonly #listeners = new Set<() => void>();

  readonly getState = (): OfflineState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * For cross-origin isolation (threads, fine timers) the page loads itself again once, and only while the visitor has not
   * touched it; otherwise the next visit is isolated.
   *
   * @param script the script that the page runs by, by which its version is known
   */
  async start(script: string): Promise<void> {
    // In a frame it is the embedding page that decides.
    if (!('serviceWorker' in navigator) || window.top !== window) return;
    const isTouched = watchDeeds();
    // Until then the page itself needs the connection.
    if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve));
    const { serviceWorker } = navigator;
    try {
      const registration = await serviceWorker.register('./service-worker.js', { updateViaCache: 'none' });
      await serviceWorker.ready;
      // A page that came by a reload and is not isolated would not be after another one either.
      if (!crossOriginIsolated && !isTouched() && navigationType() === 'navigate') return location.reload();
      await idle();
      const ask = async (isNewer: boolean): Promise<void> => {
        const { isKept, isCurrent } = await keep(registration.active!, script);
        this.#set({ isKept, hasNewVersion: this.#state.hasNewVersion || (isNewer && !isCurrent) });
      };
      // A page can be newer than the service worker that it came through, but not than one that came later.
      serviceWorker.addEventListener('controllerchange', () => void ask(true));
      await ask(false);
      setInterval(() => void registration.update().catch(() => undefined), UPDATE_INTERVAL);
    } catch {
      // The browser's settings forbid it, or the host does not serve the file.
    }
  }

  #set(state: OfflineState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function keep(worker: ServiceWorker, script: string): Promise<KeepAnswer> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<KeepAnswer>) => {
      port1.close();
      resolve(data);
    };
    worker.postMessage({ type: 'keep', script } satisfies KeepRequest, [port2]);
  });
}

/** Safari has no requestIdleCallback. */
function idle(): Promise<unknown> {
  return new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve));
}

function watchDeeds(): () => boolean {
  let isTouched = false;
  for (const deed of DEEDS) {
    addEventListener(deed, () => (isTouched = true), { capture: true, once: true, passive: true });
  }
  return () => isTouched;
}

function navigationType(): NavigationTimingType | undefined {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry?.type;
}
