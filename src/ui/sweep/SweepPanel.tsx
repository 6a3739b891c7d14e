import { Download, Info } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ENGINE_NAMES } from '../../engine/engineInfo.ts';
import { describeCell, describeSweep } from '../../charts/sweep/sweepPicture.ts';
import type { LabDocument } from '../../store/labDocument.ts';
import { isOfAnotherNetwork, sweepOf } from '../../store/sweep/sweep.ts';
import type { Sweep } from '../../store/sweep/sweep.ts';
import type { SweepState } from '../../store/sweep/sweepState.ts';
import { populationsOf } from '../../store/sweep/sweepPlan.ts';
import { sweepCsv, sweepNpz } from '../../store/sweep/sweepFiles.ts';
import { ABOUT_SEEDS, sweepMeasures } from '../../store/sweep/sweepMeasures.ts';
import actions from '../controls/Button.module.css';
import { IconButton } from '../controls/IconButton.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { SelectField } from '../controls/SelectField.tsx';
import { downloadCsv, downloadFile } from '../downloadFile.ts';
import { formatSeconds } from '../format.ts';
import { useLab } from '../labContext.ts';
import { useCalmStore } from '../useCalmStore.ts';
import { AboutPopover } from '../measures/AboutPopover.tsx';
import { bringIntoView } from '../bringIntoView.ts';
import { CellDetails } from './CellDetails.tsx';
import { measureOf, readSweepPicture } from './readSweepPicture.ts';
import styles from './Sweep.module.css';
import { SweepCanvas } from './SweepCanvas.tsx';
import { SweepForm } from './SweepForm.tsx';

const whole = <T,>(state: T): T => state;

/** Many runs over one or two numbers and over seeds: a picture that fills as they end, and every cell a network to be opened. */
export function SweepPanel() {
  const { lab } = useLab();
  const sweep = sweepOf(lab);
  const state = useCalmStore<SweepState, SweepState>(sweep.state, whole);
  const document = useCalmStore<LabDocument, LabDocument>(lab.document, whole);
  const { plan } = state;
  const result = useRef<HTMLElement>(null);
  const shown = useRef(plan);
  // Where the form stands above it, what has just been started is below the fold.
  useEffect(() => {
    if (plan !== shown.current) bringIntoView(result.current, 'nearest');
    shown.current = plan;
  }, [plan]);
  const picture = readSweepPicture(sweep, state, document);
  return (
    <div className={styles.panel}>
      <div className={styles.columns}>
        <SweepForm sweep={sweep} />
        <div className={styles.right}>
          <section ref={result} className={styles.result} aria-label="Results of the sweep">
            {plan ? (
              <>
                <Head sweep={sweep} state={state} />
                {isOfAnotherNetwork(state, document) && (
                  <p className={styles.stale} role="status">
                    Of the network before the edit: start again for the one that is open now.
                  </p>
                )}
                <SweepCanvas sweep={sweep} />
                <p className={styles.reading}>
                  {state.cursor === undefined
                    ? `Point at a ${plan.axes.length > 1 ? 'cell' : 'value'} for what its runs came to; press it to open its network.`
                    : describeCell(picture!, state.cursor)}
                </p>
                <p className={styles.summary} title={describeSweep(picture!)} data-testid="sweep-summary">
                  {capitalized(describeSweep(picture!))}.
                </p>
              </>
            ) : (
              <div className={styles.empty}>
                <p>
                  Choose one or two numbers of the network, press <b>Start the sweep</b>, and see where the rhythm is:
                  the picture fills from coarse to fine while the runs end.
                </p>
                <p className={styles.note}>
                  The run above is paused meanwhile. Results stay with the experiment until its next sweep; save them as
                  .csv or .npz.
                </p>
              </div>
            )}
          </section>
          <CellDetails sweep={sweep} />
        </div>
      </div>
    </div>
  );
}

function Head({ sweep, state }: { readonly sweep: Sweep; readonly state: SweepState }) {
  const { plan, status, failure, ended, share, engine } = state;
  const measure = measureOf(plan!, state.measure);
  return (
    <div className={styles.head}>
      <SelectField
        isHeading
        label="Measure"
        value={measure.key}
        groups={[
          {
            options: sweepMeasures(populationsOf(plan!)).map(({ key, label, unit }) => ({
              value: key,
              label: unit ? `${label}, ${unit}` : label,
            })),
          },
        ]}
        onChange={(key) => sweep.state.setState({ measure: key })}
      />
      <AboutPopover
        title={measure.label}
        meaning={measure.meaning}
        about={[...(measure.about ? [measure.about] : []), ...(plan!.seeds.length > 1 ? [ABOUT_SEEDS] : [])]}
      >
        <IconButton label={`What is measured: ${measure.label}`} icon={<Info size={15} aria-hidden="true" />} />
      </AboutPopover>
      <div className={styles.progress}>
        <p role={failure ? 'alert' : 'status'} data-testid="sweep-status" data-failed={failure ? true : undefined}>
          {describeProgress(state)}
        </p>
        {status === 'running' && <ProgressBar label="Progress of the sweep" share={share} />}
      </div>
      <span className={styles.files}>
        <button
          type="button"
          className={actions.button}
          disabled={ended === 0}
          onClick={() => downloadCsv(sweepCsv(plan!, sweep.results, engine), 'sweep.csv')}
        >
          <Download size={14} aria-hidden="true" /> .csv
        </button>
        <button
          type="button"
          className={actions.button}
          disabled={ended === 0}
          onClick={() => downloadFile(new Blob([sweepNpz(plan!, sweep.results)]), 'sweep.npz')}
        >
          <Download size={14} aria-hidden="true" /> .npz
        </button>
      </span>
    </div>
  );
}

function describeProgress(state: SweepState): string {
  const { status, plan, ended, isTogether, share, diverged, secondsLeft, seconds, failure, engine } = state;
  const runs = plan!.runs.length;
  const lost = diverged > 0 ? `, ${diverged} diverged` : '';
  switch (status) {
    case 'running': {
      const left = secondsLeft === undefined ? '' : `, ${formatSeconds(secondsLeft)} left`;
      const done =
        isTogether && ended === 0 ? `${runs} runs together, ${Math.round(100 * share)} %` : `${ended} of ${runs} runs`;
      return `${done}${lost}${left}`;
    }
    case 'stopped':
      return `Stopped after ${ended} of ${runs} runs${lost}.`;
    case 'failed':
      return failure ?? '';
    case 'finished':
    case 'idle': {
      const where = engine ? `, ${ENGINE_NAMES[engine.kind]} in ${engine.precision}` : '';
      return `${runs} ${runs === 1 ? 'run' : 'runs'} in ${formatSeconds(seconds)}${where}${lost}.`;
    }
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
