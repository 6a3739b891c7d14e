import { useMemo } from 'react';
import { createPortal } from 'react-dom';
import { describeRates, drawRates, readRates } from '../../charts/drawRates.ts';
import { RateSeries } from '../../charts/rateSeries.ts';
import type { RateKernel } from '../../charts/rateSeries.ts';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import type { Lab } from '../../store/lab.ts';
import type { RateKernelName } from '../../store/viewState.ts';
import { Choice } from '../controls/Choice.tsx';
import { useLab, useStore } from '../labContext.ts';
import { Plot } from './Plot.tsx';
import type { LateTrackProps } from './Plot.tsx';
import type { TrackPicture } from './trackPicture.ts';

/** ms: as wide as bins of 20 ms are in their standard deviation, and then some. */
const SIGMA = 10;

const KERNELS = [
  { value: '5', label: '5', name: 'Bins of 5 ms' },
  { value: '10', label: '10', name: 'Bins of 10 ms' },
  { value: '20', label: '20', name: 'Bins of 20 ms' },
  { value: '50', label: '50 ms', name: 'Bins of 50 ms' },
  { value: 'gaussian', label: 'Gaussian', name: `Gaussian, σ = ${SIGMA} ms` },
] as const;

export function RatesTrack({ head, theme, board }: LateTrackProps) {
  const { lab } = useLab();
  const picture = useMemo(() => ratesPicture(lab, theme), [lab, theme]);
  return (
    <>
      {head && createPortal(<RatesOptions />, head)}
      <Plot name="rates" picture={picture} theme={theme} board={board} />
    </>
  );
}

function RatesOptions() {
  const { lab } = useLab();
  const kernel = useStore(lab.view, ({ rateKernel }) => rateKernel);
  return (
    <Choice
      label="Bins of the rates"
      value={kernel}
      options={KERNELS}
      onChange={(rateKernel) => lab.view.setState({ rateKernel })}
      isSmall
    />
  );
}

function ratesPicture(lab: Lab, theme: ChartTheme): TrackPicture {
  let series: RateSeries | undefined;
  let made: RateKernelName | undefined;
  const current = (): RateSeries | undefined => {
    const { rateKernel } = lab.view.getState();
    if (series?.recording !== lab.recording || made !== rateKernel) {
      made = rateKernel;
      series = lab.recording && new RateSeries(lab.recording, kernelOf(rateKernel));
    }
    return series;
  };
  return {
    depends: () => [lab.recording, lab.recording?.revision, lab.view.getState().rateKernel],
    draw: (frame, view) => drawRates(frame, current(), view, theme),
    read: (size, time) => readRates(size, current(), time, theme),
    describe: (view) => describeRates(current(), view),
  };
}

function kernelOf(name: RateKernelName): RateKernel {
  return name === 'gaussian' ? { kind: 'gaussian', sigmaMs: SIGMA } : { kind: 'bins', binMs: Number(name) };
}
