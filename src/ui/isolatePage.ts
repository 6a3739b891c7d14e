/** What a visitor does on a page; `input` comes alone where a program fills a field in. */
const DEEDS = ['pointerdown', 'keydown', 'wheel', 'input', 'dragenter'] as const;

/**
 * Makes the page cross-origin isolated (threads, fine timers) where the host sends no headers for it: a service worker
 * adds them, from the next load on. The page loads itself again for that once, and only while the visitor has not touched
 * it; otherwise the next visit is isolated. Where there is no service worker (a private window, http) nothing happens:
 * the lab runs without isolation too.
 */
export async function isolatePage(): Promise<void> {
  // In a frame it is the embedding page that decides.
  if (crossOriginIsolated || !('serviceWorker' in navigator) || window.top !== window) return;
  const isTouched = watchDeeds();
  // Until then the page itself needs the connection.
  if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve));
  try {
    await navigator.serviceWorker.register('./isolation.js');
    await navigator.serviceWorker.ready;
  } catch {
    return; // The browser's settings forbid it, or the host does not serve the file.
  }
  // A page that came by a reload and is not isolated would not be after another one either.
  if (!isTouched() && navigationType() === 'navigate') location.reload();
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
