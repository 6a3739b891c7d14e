import { useEffect } from 'react';
import { useLab } from './labContext.ts';

/** What has a use of its own for the space bar and for letters. */
const TAKES_KEYS = 'input, textarea, select, button, a[href], [contenteditable], [role="menu"], [role="dialog"]';

/** Space runs and pauses, R resets, wherever nobody types. */
export function useShortcuts(): void {
  const { lab } = useLab();
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (event.target instanceof Element && event.target.closest(TAKES_KEYS)) return;
      if (event.key === ' ') {
        event.preventDefault(); // Otherwise the page scrolls.
        lab.runOrPause();
      } else if (event.key.toLowerCase() === 'r') {
        lab.reset();
      }
    };
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, [lab]);
}
