import { useRef } from 'react';

/**
 * Gives the focus back to what had it when a dialog opened, which need not be a trigger of the dialog: a line of a menu, a file that was
 * dropped. For `onOpenAutoFocus` and `onCloseAutoFocus` of its content.
 * @param focusElsewhere for the case that nothing had the focus, or that it is gone by then
 */
export function useReturnFocus(focusElsewhere?: () => void) {
  const opener = useRef<Element>(null);
  return {
    remember: (): void => {
      opener.current = document.activeElement;
    },
    giveBack: (event: Event): void => {
      const { current } = opener;
      const isThere = current instanceof HTMLElement && current !== document.body && current.isConnected;
      // Its trigger's, if it has one.
      if (!isThere && !focusElsewhere) return;
      event.preventDefault();
      if (isThere) current.focus();
      else focusElsewhere?.();
    },
  };
}
