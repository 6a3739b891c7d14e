import { useEffect, useMemo, useRef } from 'react';
import { THEMES } from '../../charts/chartTheme.ts';
import { Choice } from '../controls/Choice.tsx';
import { lazyPart } from '../controls/lazyPart.tsx';
import { Symbol } from '../controls/Symbol.tsx';
import { useLab, useStore } from '../labContext.ts';
import { Term } from '../help/Term.tsx';
import { useTheme } from '../useTheme.ts';
import { FirstSteps } from './FirstSteps.tsx';
import { FoldedTracks } from './FoldedTracks.tsx';
import { Plot } from './Plot.tsx';
import { TimeAxis } from './TimeAxis.tsx';
import { TimeGestures } from './timeGestures.ts';
import { TimeToolbar } from './TimeToolbar.tsx';
import { Track } from './Track.tsx';
import { TrackBoard } from './trackBoard.ts';
import styles from './Tracks.module.css';
import { makePictures } from './pictures.ts';

const LAYOUTS = [
  { value: 'lanes', label: 'Lanes' },
  { value: 'overlaid', label: 'Overlaid' },
] as const;

const VariablesTrack = lazyPart('The track of variables', () =>
  import('./VariablesTrack.tsx').then((one) => one.VariablesTrack),
);
const RatesTrack = lazyPart('The track of rates', () => import('./RatesTrack.tsx').then((one) => one.RatesTrack));
const HeatMapTrack = lazyPart('The heat map', () => import('./HeatMapTrack.tsx').then((one) => one.HeatMapTrack));
const SpectrogramTrack = lazyPart('The spectrogram', () =>
  import('./SpectrogramTrack.tsx').then((one) => one.SpectrogramTrack),
);

/** The centre of the page: charts over one time axis and one cursor. */
export function Tracks() {
  const { lab } = useLab();
  const theme = THEMES[useTheme()];
  const isEmpty = useStore(lab.run, ({ run }) => run === undefined);
  const isDockOpen = useStore(lab.view, ({ dock }) => dock !== undefined);
  const traceLayout = useStore(lab.view, (view) => view.traceLayout);
  const stack = useRef<HTMLDivElement>(null);
  const board = useMemo(() => new TrackBoard(), []);
  const gestures = useMemo(() => new TimeGestures(lab, board), [lab, board]);
  const pictures = useMemo(() => makePictures(lab, theme), [lab, theme]);

  useEffect(() => (stack.current ? gestures.attach(stack.current) : undefined), [gestures]);

  const hanging = { theme, board };
  return (
    <main className={styles.tracks} aria-label="Recordings">
      <TimeToolbar gestures={gestures} />
      <div
        ref={stack}
        id="charts"
        className={styles.stack}
        role="group"
        // Keys work here as the wheel and the pointer do.
        tabIndex={0}
        aria-label="Charts over one time axis"
        aria-description="Arrow keys move the cursor, with Shift the view; Page Up and Page Down turn a whole view; plus and minus zoom; 0 shows the whole run, End the newest samples; E goes to the next edit, with Shift to the one before"
      >
        <Track
          name="stimulus"
          note={
            <>
              <Term name="stimulus">
                <Symbol name="I_stim" />
              </Term>
              , µA/cm²; mean of the neurons that receive it then
            </>
          }
        >
          <Plot {...hanging} name="stimulus" picture={pictures.stimulus} />
        </Track>
        <Track
          name="traces"
          note={
            <>
              <Term name="membranePotential">
                <Symbol name="V" />
              </Term>
              , mV, of the chosen neurons
            </>
          }
          options={
            <Choice
              label="Layout of the traces"
              value={traceLayout}
              options={LAYOUTS}
              onChange={(value) => lab.view.setState({ traceLayout: value })}
              isSmall
            />
          }
        >
          <Plot {...hanging} name="traces" picture={pictures.traces} />
        </Track>
        <Track name="variables" note="gates, currents, synapses, concentrations of chosen neurons">
          {(head) => <VariablesTrack {...hanging} head={head} />}
        </Track>
        <Track
          name="raster"
          note={
            <>
              <Term name="raster">raster</Term> by neuron; <Term name="lnEvent">LN events</Term> faint, strong where
              they reach 0 mV; click a row for its trace, hold it to inject
            </>
          }
        >
          <Plot {...hanging} name="raster" picture={pictures.raster} />
          {/* Beside an open editor the track is scrolled half out of sight. */}
          {isEmpty && !isDockOpen && <FirstSteps />}
        </Track>
        <Track
          name="rates"
          note={
            <>
              Hz per neuron; <Term name="populationRate">PN spikes, LN events</Term>
            </>
          }
        >
          {(head) => <RatesTrack {...hanging} head={head} />}
        </Track>
        <Track
          name="mean"
          note={
            <>
              mV, PN above LN; that of the PNs stands in for the <Term name="lfp">local field potential</Term>
            </>
          }
        >
          <Plot {...hanging} name="mean" picture={pictures.mean} />
        </Track>
        <Track
          name="spectrogram"
          note={
            <>
              <Term name="spectrogram">power by frequency</Term> of the mean PN voltage
            </>
          }
        >
          {(head) => <SpectrogramTrack {...hanging} head={head} />}
        </Track>
        <Track
          name="heatMap"
          note={
            <>
              <Symbol name="V" /> of every neuron, mV; click a row for its trace
            </>
          }
        >
          <HeatMapTrack {...hanging} />
        </Track>
        <FoldedTracks />
      </div>
      <TimeAxis theme={theme} />
    </main>
  );
}
