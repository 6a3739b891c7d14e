import { useEffect, useState } from 'react';
import type { ComponentType } from 'react';
import styles from './LazyPart.module.css';

/**
 * A part of the page that comes when it is shown first. While it comes it says so; where it does not (no connection, or the lab was renewed
 * since the page was opened) it says that, and the rest of the page goes on.
 * @param what as a sentence begins with it: 'The benchmark'
 */
export function lazyPart<Props extends object>(
  what: string,
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let coming: Promise<ComponentType<Props>> | undefined;
  let arrived: { readonly Part: ComponentType<Props> } | undefined;
  return function LazyPart(props: Props) {
    const [state, setState] = useState(arrived);
    const [hasFailed, setFailed] = useState(false);
    const [attempt, setAttempt] = useState(0);
    useEffect(() => {
      if (arrived) return undefined;
      let isHere = true;
      setFailed(false);
      const wait = async (): Promise<void> => {
        try {
          coming ??= load();
          arrived = { Part: await coming };
          if (isHere) setState(arrived);
        } catch {
          coming = undefined;
          if (isHere) setFailed(true);
        }
      };
      void wait();
      return () => {
        isHere = false;
      };
    }, [attempt]);
    if (state) return <state.Part {...props} />;
    if (!hasFailed) return <p className={styles.sentence}>Loading …</p>;
    return (
      <p className={styles.sentence} role="alert">
        {what} could not be loaded. Is there a connection? If there is, reload the page: your work is kept.{' '}
        <button type="button" className={styles.again} onClick={() => setAttempt(attempt + 1)}>
          Try again
        </button>
      </p>
    );
  };
}
