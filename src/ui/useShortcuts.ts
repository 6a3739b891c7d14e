import { useEffect } from 'react';
import { useLab } from './labContext.ts';
import { shortcutOf } from './shortcuts.ts';

/** What has a use of its own for letters and signs. */
const TAKES_KEYS = 'input, textarea, select, [contenteditable], [role="menu"], [role="dialog"]';

/** What has one for the space bar. */
const TAKES_SPACE = 'button, a[href]';

/** The keys of `SHORTCUTS`, wherever nobody types. */
export function useShortcuts(): void {
  const { lab } = useLab();
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return; // An editor took it.
      const taken = event.key === ' ' ? `${TAKES_KEYS}, ${TAKES_SPACE}` : TAKES_KEYS;
      if (event.target instanceof Element && event.target.closest(taken)) return;
      const shortcut = shortcutOf(event);
      if (!shortcut) return;
      event.preventDefault(); // Otherwise the space bar scrolls the page.
      shortcut.act(lab);
    };
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, [lab]);
}
