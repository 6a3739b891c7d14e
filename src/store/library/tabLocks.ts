/** Which experiments the tabs of this browser have open. */
export interface TabLocks {
  /** Lets go of the experiment before, and takes this one. @returns whether no other tab has it */
  claim(id: string): Promise<boolean>;
  /** Those of other tabs. */
  others(): Promise<ReadonlySet<string>>;
}

const PREFIX = 'nerveflow-lab experiment ';

/** ms: as long as the page that is left at a reload may keep its own. */
const RELOAD_MS = 300;

/** By the Web Locks of the browser; where it has none (an insecure origin), every experiment seems free. */
export function tabLocks(locks: LockManager | undefined = globalThis.navigator?.locks): TabLocks {
  let held: string | undefined;
  let release: (() => void) | undefined;

  const tryToTake = (name: string): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const holding = locks!.request(name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        if (lock === null) return undefined;
        return new Promise<void>((done) => {
          release = done;
        });
      });
      holding.catch(reject);
    });

  return {
    async claim(id) {
      if (!locks || held === id) return true;
      release?.();
      held = undefined;
      let isTaken = await tryToTake(PREFIX + id);
      if (!isTaken) {
        await new Promise((resolve) => setTimeout(resolve, RELOAD_MS));
        isTaken = await tryToTake(PREFIX + id);
      }
      if (isTaken) held = id;
      return isTaken;
    },
    async others() {
      const { held: all = [] } = (await locks?.query()) ?? {};
      const ids = all.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
      return new Set(ids.filter((id) => id !== held));
    },
  };
}
