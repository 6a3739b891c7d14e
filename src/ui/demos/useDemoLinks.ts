import { useEffect } from 'react';
import { useLab } from '../labContext.ts';

/** What stands in the browser's memory of an address whose demo was opened: a reload keeps what was made of it since. */
interface Opened {
  readonly opened: string;
}

/**
 * Opens the demo, the lab or the file that the address names, when the page opens and when the address changes. The address stays as it is, to be
 * copied; that it was followed is kept beside it by the browser, which does not copy that.
 */
export function useDemoLinks(): void {
  const { lab } = useLab();
  useEffect(() => {
    const follow = (): void => {
      const { hash } = location;
      if (!/^#(demo|lab|src)=/.test(hash) || (history.state as Opened | null)?.opened === hash) return;
      history.replaceState({ opened: hash } satisfies Opened, '');
      import('./openLink.ts').then(
        ({ openLink }) => openLink(lab, hash),
        () =>
          lab.demo.setState({
            notice: { kind: 'problem', sentence: 'The demo could not be loaded. Is there a connection?' },
          }),
      );
    };
    follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [lab]);
}
