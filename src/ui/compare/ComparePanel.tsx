import { useEffect, useRef } from 'react';
import { comparisonOf } from '../../store/compare/comparison.ts';
import { MOST_PINS } from '../../store/compare/pins.ts';
import { bringIntoView } from '../bringIntoView.ts';
import { VOLTAGE_BYTES } from '../../recording/recording.ts';
import { formatBytes } from '../../wording/formatBytes.ts';
import action from '../controls/Button.module.css';
import { makeRoom } from '../dock/makeRoom.ts';
import { useLab, useStore } from '../labContext.ts';
import { CompareBar } from './CompareBar.tsx';
import { CompareCharts } from './CompareCharts.tsx';
import styles from './ComparePanel.module.css';
import { Differences } from './Differences.tsx';
import { RepeatSection } from './RepeatSection.tsx';
import { RunList } from './RunList.tsx';
import { RunTable } from './RunTable.tsx';
import { comparedPair, comparedRuns } from './comparedRuns.ts';

/** Runs beside each other: what differs in what was run, and in what came out. */
export function ComparePanel() {
  const { lab, frames } = useLab();
  const comparison = comparisonOf(lab);
  const { pins, layout, offer, problem } = useStore(comparison.state, (state) => state);
  // Read again when a run starts, brings its first samples, is pinned or leaves.
  useStore(lab.run, (run) => run.started);
  useStore(lab.run, ({ progress }) => progress !== undefined);
  useEffect(() => makeRoom(lab), [lab]);
  useEffect(() => comparison.watch(), [comparison]);
  useEffect(() => comparison.state.subscribe(() => frames.request()), [comparison, frames]);
  const against = comparison.compared;
  const labels = comparedRuns(lab).map(({ label }) => label);
  const pair = comparedPair(lab);
  // Nobody knows how the spikes of a file came about.
  const repeatable = pins.find(({ letter, kind }) => letter === against && kind === 'run')?.letter;
  const repeat = useRef<HTMLElement>(null);
  return (
    <div className={styles.panel}>
      <CompareBar
        onRepeat={() => {
          repeat.current?.focus({ preventScroll: true });
          bringIntoView(repeat.current);
        }}
      />
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {offer !== undefined && (
        <div className={styles.offer} role="status">
          The run before this one is still at hand ({offer}).
          <button type="button" className={action.button} onClick={() => comparison.takeOffer()}>
            Pin it
          </button>
          <button type="button" className={action.button} onClick={() => comparison.dropOffer()}>
            Let it go
          </button>
        </div>
      )}
      {pins.length === 0 ? (
        <p className={styles.empty}>
          Pin the run on screen, change something, and run again: both stay beside each other, and what differs is
          named. Up to {MOST_PINS} runs can be pinned, each with up to {formatBytes(VOLTAGE_BYTES)} of voltages; they
          stay with the experiment, also over a reload of the page. Spikes out of a file, of SONATA or a table of neuron
          and time, stand beside them.
        </p>
      ) : (
        <>
          <div className={styles.head}>
            <RunList />
            {against !== undefined && pair && <Differences against={against} />}
          </div>
          {labels.length > 0 && (
            <CompareCharts
              layout={layout}
              labels={labels}
              hasPair={pair?.difference !== undefined}
              hasEvents={!pair || (pair.a.hasEvents && pair.b.hasEvents)}
              against={pair && against}
            />
          )}
          {labels.length > 0 && <RunTable against={pair && against} />}
        </>
      )}
      <RepeatSection ref={repeat} against={repeatable} />
    </div>
  );
}
