import { FileDown, Repeat, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { BAND_KINDS, meanOf } from '../../analysis/runs/meanBand.ts';
import type { BandKind } from '../../analysis/runs/meanBand.ts';
import { formatFixed } from '../../charts/ticks.ts';
import { populationRanges } from '../../model/buildNetwork.ts';
import { PRESETS } from '../../model/presets.ts';
import { comparisonOf } from '../../store/compare/comparison.ts';
import { FEWEST_REPEATS, MOST_REPEATS } from '../../store/compare/repeatRun.ts';
import { repeatsIn } from '../../store/compare/repeats.ts';
import type { RepeatRequest, RepeatSet } from '../../store/compare/repeatsState.ts';
import type { Lab } from '../../store/lab.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { checkDocument } from '../../store/warnings.ts';
import { bringIntoView } from '../bringIntoView.ts';
import action from '../controls/Button.module.css';
import { LocalNumber } from '../controls/LocalNumber.tsx';
import { CheckField } from '../controls/CheckField.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { Choice } from '../controls/Choice.tsx';
import { downloadCsv } from '../downloadFile.ts';
import { figureCsv } from '../figure/figureCsv.ts';
import { formatSeconds } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { FigureChart } from './FigureChart.tsx';
import styles from './RepeatSection.module.css';
import { RunSwatch } from './RunSwatch.tsx';
import table from './RunTable.module.css';
import { NOW } from './comparedRuns.ts';
import { repeatCsv } from './repeatCsv.ts';
import { BAND_NAMES, repeatFigures, wholeRuns } from './repeatFigures.ts';
import { changeText, runNumbers } from './runNumbers.ts';

const BANDS = BAND_KINDS.map((value) => ({ value, label: value === 'deviation' ? '± s.d.' : '95 % of the mean' }));

export interface RepeatSectionProps {
  readonly ref: RefObject<HTMLElement | null>;
  /** Letter of the pin that the run is compared with. */
  readonly against: string | undefined;
}

/** The same run with many seeds: what is chance, and what is the change. */
export function RepeatSection({ ref, against }: RepeatSectionProps) {
  const { lab } = useLab();
  const repeats = repeatsIn(lab);
  const { status, done, total, share, seconds, secondsLeft, problem } = useStore(repeats.state, (state) => state);
  const [count, setCount] = useState(8);
  const [isBoth, setIsBoth] = useState(true);
  const [band, setBand] = useState<BandKind>('deviation');
  const isRunning = status === 'running';
  const hindrance = useStore(lab.document, checkDocument);
  // The first results of what was started here come below the fold.
  const isAwaited = useRef(false);
  const hasResults = done > 0;
  useEffect(() => {
    if (!hasResults || !isAwaited.current) return;
    isAwaited.current = false;
    bringIntoView(ref.current);
  }, [hasResults, ref]);
  return (
    <section ref={ref} className={styles.repeat} aria-label="Repeat over seeds" tabIndex={-1}>
      <div className={styles.head}>
        <h3>Repeat over seeds</h3>
        <div className={styles.count}>
          <LocalNumber
            label="Seeds"
            meaning="How many runs: the network's own seed and those that follow draw connections, initial state and who receives the currents."
            value={count}
            range={[FEWEST_REPEATS, MOST_REPEATS]}
            isWhole
            step={1}
            inputMode="decimal"
            onChange={setCount}
          />
        </div>
        {against !== undefined && (
          <CheckField isChecked={isBoth} onChange={setIsBoth}>
            of {against} too
          </CheckField>
        )}
        {isRunning ? (
          <button type="button" className={action.button} onClick={() => repeats.stop()}>
            <Square size={13} aria-hidden="true" /> Stop
          </button>
        ) : (
          <button
            type="button"
            className={action.button}
            disabled={hindrance !== undefined}
            onClick={() => {
              isAwaited.current = true;
              void repeats.start(requestsOf(lab, isBoth ? against : undefined), count);
            }}
          >
            <Repeat size={14} aria-hidden="true" /> Repeat
          </button>
        )}
        {isRunning && (
          <div className={styles.progress}>
            <ProgressBar label="Progress of the repeated runs" share={share} />
            {done} of {total} runs{secondsLeft !== undefined && `, ${formatSeconds(secondsLeft)} left`}
          </div>
        )}
        <p className={styles.progress} role="status" data-testid="repeat-status">
          {status === 'finished' && `Done: ${done} of ${total} in ${formatSeconds(seconds)}`}
          {status === 'stopped' && `Stopped after ${done} of ${total} runs`}
        </p>
        <div className={styles.band}>
          <Choice label="Band" value={band} options={BANDS} onChange={setBand} isSmall />
        </div>
        <p className={styles.note}>
          Runs what the document describes{against !== undefined && `, and what it described in ${against}`}, each with
          the same seeds, on the engine that is chosen now; edits count from the start. Connections that came from a
          file stay.
        </p>
      </div>
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <RepeatResults band={band} />
    </section>
  );
}

/** Of the run on screen what the document describes: that is what is repeated, edits from the start on. */
function requestsOf(lab: Lab, against: string | undefined): RepeatRequest[] {
  const pin = comparisonOf(lab)
    .state.getState()
    .pins.find((one) => one.kind === 'run' && one.letter === against);
  const now = { label: NOW, run: describeRun(lab.document.getState()) };
  return pin?.kind === 'run' ? [{ label: pin.letter, run: describeRun(pin.document) }, now] : [now];
}

function RepeatResults({ band }: { readonly band: BandKind }) {
  const { lab } = useLab();
  const repeats = repeatsIn(lab);
  useStore(repeats.state, ({ revision }) => revision);
  const sets = repeats.sets.filter((set) => wholeRuns(set).length > 0);
  const [first] = sets;
  if (!first) return null;
  const { preset, n, counts } = first.run.network;
  const populations = populationRanges(PRESETS[preset], n, counts);
  const figures = repeatFigures(sets, band);
  return (
    <>
      <div className={styles.figures}>
        {figures.map((figure) => (
          <FigureChart key={figure.name} figure={figure} populations={populations} />
        ))}
        <RepeatTable sets={sets} band={band} />
      </div>
      <div className={styles.files}>
        <button
          type="button"
          className={action.button}
          onClick={() => downloadCsv(repeatCsv(repeats.sets, notesOf(lab, repeats.sets)), 'repeats.csv')}
        >
          <FileDown size={14} aria-hidden="true" /> Numbers of each seed .csv
        </button>
        {figures.map((figure) => (
          <button
            key={figure.name}
            type="button"
            className={action.button}
            onClick={() => downloadCsv(figureCsv(figure), `${figure.name}.csv`)}
          >
            <FileDown size={14} aria-hidden="true" /> {figure.y.label} .csv
          </button>
        ))}
      </div>
    </>
  );
}

/** What the runs are. */
function notesOf(lab: Lab, sets: readonly RepeatSet[]): string[] {
  const { pins } = comparisonOf(lab).state.getState();
  return sets.map(({ label, run, seeds }) => {
    const name = pins.find(({ letter }) => letter === label)?.name ?? lab.document.getState().title;
    const { network, duration, dt } = run;
    return `${label}: ${name}; n = ${network.n}, ${duration} ms, dt = ${dt} ms, seeds ${seeds[0]} to ${seeds.at(-1)}`;
  });
}

function RepeatTable({ sets, band }: { readonly sets: readonly RepeatSet[]; readonly band: BandKind }) {
  const numbers = runNumbers(wholeRuns(sets[0]!)[0]!.summary.populations);
  const lost = sets.reduce((sum, set) => sum + set.runs.length - wholeRuns(set).length, 0);
  return (
    <div className={table.scroll} role="region" aria-label="Repeated runs in numbers" tabIndex={0}>
      <table className={table.table} data-testid="repeat-numbers">
        <caption className={table.caption}>
          Mean {BAND_NAMES[band]} over {sets.map((set) => `${wholeRuns(set).length} seeds of ${set.label}`).join(', ')}
          {lost > 0 && `; ${lost} diverged and ${lost === 1 ? 'takes' : 'take'} no part`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Number</th>
            {sets.map(({ label }) => (
              <th key={label} scope="col">
                <RunSwatch label={label} />
              </th>
            ))}
            {sets.length > 1 && <th scope="col">change</th>}
          </tr>
        </thead>
        <tbody>
          {numbers.map((number) => {
            const { name, unit, decimals, of } = number;
            const means = sets.map((set) =>
              meanOf(
                wholeRuns(set).map(({ summary }) => of(summary)),
                band,
              ),
            );
            return (
              <tr key={name}>
                <th scope="row">
                  {name}
                  {unit && <span className={table.unit}>, {unit}</span>}
                </th>
                {means.map(({ mean, width }, set) => (
                  <td key={sets[set]!.label}>
                    {formatFixed(mean, Math.max(1, decimals))} ± {formatFixed(width, Math.max(1, decimals))}
                  </td>
                ))}
                {sets.length > 1 && <td>{changeText(number, means[0]!.mean, means.at(-1)!.mean)}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
