import { useEffect, useState } from 'react';

/** Whether the browser keeps runs of an earlier visit: what there is to say of them is loaded only then. */
export function useRunsOnDisk(): boolean {
  const [areThere, setThere] = useState(false);
  useEffect(() => {
    let isHere = true;
    void hasRuns().then((found) => isHere && setThere(found));
    return () => {
      isHere = false;
    };
  }, []);
  return areThere;
}

async function hasRuns(): Promise<boolean> {
  try {
    const root = await navigator.storage.getDirectory();
    const runs = await root.getDirectoryHandle('runs');
    return !(await runs.keys().next()).done;
  } catch {
    return false; // None was ever made, or the browser keeps none.
  }
}
