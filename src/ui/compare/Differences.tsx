import { useMemo } from 'react';
import { comparisonOf } from '../../store/compare/comparison.ts';
import type { Lab } from '../../store/lab.ts';
import { LiveText } from '../controls/LiveText.tsx';
import type { LiveTextProps } from '../controls/LiveText.tsx';
import type { FrameLoop } from '../frameLoop.ts';
import { useLab, useStore } from '../labContext.ts';
import { sampleAge } from '../sampleAge.ts';
import { comparedPair } from './comparedRuns.ts';
import { describePair } from './describePair.ts';
import styles from './Differences.module.css';

/** So many are listed; a network of other connections differs in many blocks. */
const MOST_LISTED = 12;

/** In what the run on screen differs from the pinned one, and from when on it shows. */
export function Differences({ against }: { readonly against: string }) {
  const { lab, frames } = useLab();
  const comparison = comparisonOf(lab);
  const pins = useStore(comparison.state, (state) => state.pins);
  const started = useStore(lab.run, (run) => run.started);
  const edits = useStore(lab.run, (run) => run.edits);
  const engine = useStore(lab.run, (run) => run.engine);
  const hasSamples = useStore(lab.run, ({ progress }) => progress !== undefined);
  const differences = useMemo(() => {
    const pin = pins.find(({ letter }) => letter === against);
    // What they are read from, named, so that they are read again when it changes.
    return pin && started && edits && engine && hasSamples ? comparison.differencesTo(pin.letter) : undefined;
  }, [comparison, pins, against, started, edits, engine, hasSamples]);
  const parting = useMemo(() => partingOf(lab, frames), [lab, frames]);
  const pin = pins.find(({ letter }) => letter === against);
  const listed = differences?.slice(0, MOST_LISTED) ?? [];
  const more = (differences?.length ?? 0) - listed.length;
  return (
    <section className={styles.differences} aria-label={`From ${against} to the run now`} data-testid="differences">
      <h3 className={styles.title}>From {against} to now</h3>
      {pin?.kind === 'spikes' && (
        <p className={styles.none}>{pin.file} holds spikes only: what was run to get them is not known.</p>
      )}
      {differences?.length === 0 && <p className={styles.none}>Nothing: the same run on the same engine.</p>}
      <ul className={styles.list}>
        {listed.map(({ kind, text }) => (
          <li key={text} data-kind={kind}>
            {text}
          </li>
        ))}
        {more > 0 && <li className={styles.more}>and {more} more</li>}
      </ul>
      <p className={styles.parting}>
        <LiveText {...parting} testId="first-difference" />
      </p>
    </section>
  );
}

/** Where the runs part, as a text that follows the samples. */
function partingOf(lab: Lab, frames: FrameLoop): Pick<LiveTextProps, 'read' | 'depends'> {
  // Of long runs a slice is compared for each frame.
  let left = 0;
  return {
    depends: () => [...sampleAge(lab, frames), comparisonOf(lab).state.getState(), left],
    read: () => {
      const pair = comparedPair(lab);
      const text = pair ? describePair(pair) : '';
      const before = left;
      left = pair?.rowsLeft ?? 0;
      // Also after the last slice, which the chart has yet to draw.
      if (before > 0 || left > 0) frames.request();
      return text;
    },
  };
}
