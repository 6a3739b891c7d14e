import { useEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { THEMES } from '../../charts/chartTheme.ts';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import type { CompareLayout } from '../../store/compare/comparison.ts';
import type { Lab } from '../../store/lab.ts';
import { Symbol } from '../controls/Symbol.tsx';
import { Term } from '../help/Term.tsx';
import { useLab, useStore } from '../labContext.ts';
import { TimeGestures } from '../tracks/timeGestures.ts';
import { TrackBoard } from '../tracks/trackBoard.ts';
import type { TrackPicture } from '../tracks/trackPicture.ts';
import { useTheme } from '../useTheme.ts';
import { CompareAxis } from './CompareAxis.tsx';
import { CompareChart } from './CompareChart.tsx';
import styles from './CompareCharts.module.css';
import {
  differencePicture,
  meansPicture,
  rasterPicture,
  sharedRasterPicture,
  tracesPicture,
} from './comparePictures.ts';
import { RunSwatch } from './RunSwatch.tsx';

export interface CompareChartsProps {
  readonly layout: CompareLayout;
  /** Of the runs that are shown: 'A', 'now'. */
  readonly labels: readonly string[];
  /** Whether two runs can be compared neuron by neuron. */
  readonly hasPair: boolean;
  /** Whether the runs that are compared tell LN events. */
  readonly hasEvents: boolean;
  /** The pin that is compared with. */
  readonly against: string | undefined;
}

/** More lanes than this share the height of so many. */
const MOST_LANES = 6;
const LANE_REM = 3.75;

type MakePicture = (lab: Lab, theme: ChartTheme, label?: string) => TrackPicture;

/** Charts of several runs over the page's time axis and cursor. */
export function CompareCharts({ layout, labels, hasPair, hasEvents, against }: CompareChartsProps) {
  const { lab } = useLab();
  const theme = THEMES[useTheme()];
  const lanes = useStore(lab.view, ({ chosen }) => Math.min(MOST_LANES, Math.max(1, chosen.length)));
  const stack = useRef<HTMLDivElement>(null);
  const board = useMemo(() => new TrackBoard(), []);
  const gestures = useMemo(() => new TimeGestures(lab, board), [lab, board]);
  useEffect(() => (stack.current ? gestures.attach(stack.current) : undefined), [gestures]);
  const isBeside = layout === 'sideBySide' && labels.length > 1;
  const shared = { theme, board, labels: isBeside ? labels : undefined };
  return (
    <div
      ref={stack}
      className={styles.stack}
      role="group"
      tabIndex={0}
      aria-label="Charts of the compared runs"
      aria-description="Arrow keys move the cursor, with Shift the view; plus and minus zoom; 0 shows the whole run"
    >
      <ChartRow
        {...shared}
        name="traces"
        title="Membrane potential"
        note={
          <>
            <Symbol name="V" />, mV, of the chosen neurons
          </>
        }
        height={lanes * LANE_REM}
        make={tracesPicture}
      />
      <ChartRow
        {...shared}
        name="raster"
        title="Spikes"
        note={
          isBeside || against === undefined ? (
            <>
              <Term name="raster">raster</Term> by neuron
            </>
          ) : (
            <>
              of each row the upper half is now, the lower {against}: a long tick is in both;{' '}
              {hasEvents ? (
                <>
                  PN spikes, <Term name="lnEvent">LN events</Term>
                </>
              ) : (
                'spikes of 0 mV, since the file tells no LN events'
              )}
            </>
          )
        }
        height={8.5}
        make={isBeside ? rasterOf : sharedRasterPicture}
      />
      <ChartRow {...shared} name="mean" title="Mean PN voltage" note="mV" height={6} make={meansPicture} />
      {hasPair && (
        <ChartRow
          theme={theme}
          board={board}
          labels={undefined}
          name="difference"
          title={<>Difference of V</>}
          note={`|V now − V ${against}|, mV: largest of all neurons, and root mean square (dotted); the line is 1 mV`}
          height={8}
          make={differencePicture}
        />
      )}
      <div className={styles.columns} data-columns={isBeside ? labels.length : 1}>
        {(isBeside && !hasPair ? labels : ['all']).map((label) => (
          <CompareAxis key={label} theme={theme} />
        ))}
      </div>
    </div>
  );
}

const rasterOf: MakePicture = (lab, theme, label = '') => rasterPicture(lab, theme, label);

interface ChartRowProps {
  readonly name: string;
  readonly title: ReactNode;
  readonly note: ReactNode;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly board: TrackBoard;
  /** A chart for each of the runs, side by side; one for all where it is left out. */
  readonly labels: readonly string[] | undefined;
  readonly make: MakePicture;
}

function ChartRow({ name, title, note, labels, ...chart }: ChartRowProps) {
  return (
    <section className={styles.row} aria-label={`Compared: ${name}`}>
      <div className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        <span className={styles.note}>{note}</span>
      </div>
      <div className={styles.columns} data-columns={labels?.length ?? 1}>
        {labels ? (
          labels.map((label) => <OneChart key={label} name={`compare-${name}-${label}`} label={label} {...chart} />)
        ) : (
          <OneChart name={`compare-${name}`} {...chart} />
        )}
      </div>
    </section>
  );
}

type OneChartProps = Pick<ChartRowProps, 'name' | 'height' | 'theme' | 'board' | 'make'> & {
  readonly label?: string;
};

function OneChart({ label, make, ...chart }: OneChartProps) {
  const { lab } = useLab();
  const { theme } = chart;
  const picture = useMemo(() => make(lab, theme, label), [make, lab, theme, label]);
  return (
    <CompareChart {...chart} picture={picture} {...(label !== undefined && { caption: <RunSwatch label={label} /> })} />
  );
}
