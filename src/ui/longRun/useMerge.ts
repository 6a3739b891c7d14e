import { useRef, useState } from 'react';
import type { DiskRun, LongRuns, MergeFormat } from '../../store/longRun/longRuns.ts';
import { formatBytes } from '../../wording/formatBytes.ts';
import { downloadFile } from '../downloadFile.ts';
import { chooseTarget } from './chooseTarget.ts';

export interface Merging {
  /** The file whose place the user is asked for, in a window of the browser's. */
  readonly waitsFor: string | undefined;
  /** What became of the last one, in a sentence. */
  readonly outcome: string | undefined;
  merge(format: MergeFormat): Promise<void>;
  /** Waits no longer for an answer: the browser's window cannot be closed from here, and may lie behind another one. */
  giveUp(): void;
}

/** Joins the batches of a run to one file: where the user wants it, or among the browser's downloads. */
export function useMerge(longRuns: LongRuns, run: DiskRun): Merging {
  const [waitsFor, setWaitsFor] = useState<string>();
  const [outcome, setOutcome] = useState<string>();
  // Of the questions for a place only the last one counts.
  const asking = useRef(0);

  const merge = async (format: MergeFormat): Promise<void> => {
    const name = `${run.name}.${format}`;
    const own = ++asking.current;
    setOutcome(undefined);
    setWaitsFor(name);
    const target = await chooseTarget(name);
    if (own !== asking.current) {
      if (target && target !== 'cancelled') {
        setOutcome(`Nothing was written to ${target.name}: it was chosen when nobody waited for it any more.`);
      }
      return;
    }
    setWaitsFor(undefined);
    if (target === 'cancelled') return setOutcome('Not merged: no file was chosen.');
    const file = await longRuns.merge(run, format, target);
    if (!file) return;
    if (!target) downloadFile(file, name);
    const where = target ? 'is where you wanted it' : 'is downloaded, and stays in Files until it is deleted there';
    setOutcome(
      `Merged: ${target ? target.name : name}, ${formatBytes(file.size)}, ${where}. Its spikes are spikes.csv in Files.`,
    );
  };
  const giveUp = (): void => {
    asking.current++;
    setWaitsFor(undefined);
    setOutcome('Not merged: no file was chosen. The browser’s window may still be open.');
  };
  return { waitsFor, outcome, merge, giveUp };
}
