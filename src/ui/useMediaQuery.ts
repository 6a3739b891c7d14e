import { useCallback, useSyncExternalStore } from 'react';

/** No room for panels beside the charts: they come as sheets. Transport.module.css says the same. */
export const NARROW = '(max-width: 63.99rem)';

export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
