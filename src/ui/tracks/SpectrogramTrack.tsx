import { useMemo } from 'react';
import { createPortal } from 'react-dom';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import {
  SpectrogramPainter,
  describeSpectrogram,
  drawSpectrogram,
  readSpectrogram,
} from '../../charts/drawSpectrogram.ts';
import { SpectrogramColumns } from '../../charts/spectrogramColumns.ts';
import type { Lab } from '../../store/lab.ts';
import { SPECTROGRAM_WINDOWS } from '../../store/viewState.ts';
import { Choice } from '../controls/Choice.tsx';
import type { FrameLoop } from '../frameLoop.ts';
import { useLab, useStore } from '../labContext.ts';
import { Plot } from './Plot.tsx';
import type { LateTrackProps } from './Plot.tsx';
import type { TrackPicture } from './trackPicture.ts';

const WINDOWS = SPECTROGRAM_WINDOWS.map((value, index) => ({
  value,
  label: index === SPECTROGRAM_WINDOWS.length - 1 ? `${value} ms` : value,
  name: `Window of ${value} ms`,
}));

export function SpectrogramTrack({ head, theme, board }: LateTrackProps) {
  const { lab, frames } = useLab();
  const picture = useMemo(() => spectrogramPicture(lab, frames, theme), [lab, frames, theme]);
  return (
    <>
      {head && createPortal(<SpectrogramOptions />, head)}
      <Plot name="spectrogram" picture={picture} theme={theme} board={board} />
    </>
  );
}

function SpectrogramOptions() {
  const { lab } = useLab();
  const window = useStore(lab.view, ({ spectrogramWindow }) => spectrogramWindow);
  return (
    <Choice
      label="Window of the spectrogram"
      value={window}
      options={WINDOWS}
      onChange={(spectrogramWindow) => lab.view.setState({ spectrogramWindow })}
      isSmall
    />
  );
}

function spectrogramPicture(lab: Lab, frames: FrameLoop, theme: ChartTheme): TrackPicture {
  const painter = new SpectrogramPainter();
  let columns: SpectrogramColumns | undefined;
  /** Goes up while columns are still being computed: the next frame goes on. */
  let passes = 0;
  const current = (): SpectrogramColumns | undefined => {
    const { recording } = lab;
    const windowMs = Number(lab.view.getState().spectrogramWindow);
    if (columns?.recording !== recording || columns?.windowMs !== windowMs) {
      const population = recording?.populations.findIndex(({ count }) => count > 0);
      columns = recording && new SpectrogramColumns(recording, population ?? 0, windowMs);
    }
    return columns;
  };
  return {
    depends: () => [lab.recording, lab.recording?.revision, lab.view.getState().spectrogramWindow, passes],
    draw: (frame, view) => {
      drawSpectrogram(frame, current(), view, theme, painter);
      if (!painter.isPending) return;
      passes++;
      frames.request();
    },
    read: (size, time) => readSpectrogram(size, current(), lab.view.getState().time, time, theme),
    describe: (view) => describeSpectrogram(current(), view),
  };
}
