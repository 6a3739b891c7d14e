import { useEffect } from 'react';
import { useLab } from '../labContext.ts';
import { shortcutOf } from '../shortcuts.ts';
import { holdsDraft, isTextField, watchDrafts } from './drafts.ts';

/**
 * Ctrl+Z (Cmd+Z) takes the last edit back, Ctrl+Shift+Z and Ctrl+Y bring it again, Ctrl+S and Ctrl+O save and open, wherever the focus is. In a text field that holds a draft
 * undo and redo are the browser's, for the letters typed there.
 */
export function useHistoryKeys(): void {
  const { lab } = useLab();
  useEffect(watchDrafts, []);
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      const shortcut = shortcutOf(event);
      if (!shortcut?.isEverywhere) return;
      if (shortcut.topic === 'Editing' && isTextField(event.target) && holdsDraft(event.target)) return;
      event.preventDefault();
      shortcut.act(lab);
    };
    // Before the keys of what has the focus: a grid that takes letters must not take these.
    window.addEventListener('keydown', handleKey, { capture: true });
    return () => window.removeEventListener('keydown', handleKey, { capture: true });
  }, [lab]);
}
