import { useEffect, useState } from 'react';

/** Opens what the address names by its fragment: '#benchmark'. A dialog that is open stands there, so that it can be sent to somebody. */
export function openByAddress(fragment: string): void {
  // No entry of the browser's history: its way back leads out of the lab.
  history.replaceState(null, '', fragment || location.pathname + location.search);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** Which of the fragments the address names now; undefined for none of them. */
export function useAddress<T extends string>(fragments: readonly T[]): T | undefined {
  const [named, setNamed] = useState(() => fragments.find((one) => one === location.hash));
  useEffect(() => {
    const follow = (): void => setNamed(fragments.find((one) => one === location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [fragments]);
  return named;
}
