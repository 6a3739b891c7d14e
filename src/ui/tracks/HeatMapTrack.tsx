import { useMemo } from 'react';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { HeatMapCache, describeHeatMap, drawHeatMap, neuronAtHeatMap, readHeatMap } from '../../charts/drawHeatMap.ts';
import type { Lab } from '../../store/lab.ts';
import { useLab } from '../labContext.ts';
import { Plot } from './Plot.tsx';
import type { TrackHanging } from './TimeChart.tsx';
import type { TrackPicture } from './trackPicture.ts';

/** V of all neurons in colour. */
export function HeatMapTrack({ theme, board }: TrackHanging) {
  const { lab } = useLab();
  const picture = useMemo(() => heatMapPicture(lab, theme), [lab, theme]);
  return <Plot name="heatMap" picture={picture} theme={theme} board={board} />;
}

function heatMapPicture(lab: Lab, theme: ChartTheme): TrackPicture {
  const cache = new HeatMapCache();
  return {
    depends: () => {
      const { chosen, hovered } = lab.view.getState();
      return [lab.recording, lab.recording?.revision, chosen, hovered];
    },
    draw: (frame, view) => {
      const { chosen, hovered } = lab.view.getState();
      drawHeatMap(frame, lab.recording, view, theme, { cache, chosen, hovered });
    },
    read: (size, time) => readHeatMap(size, lab.recording, time, theme, lab.view.getState().hovered),
    describe: (view) => describeHeatMap(lab.recording, view),
    neuronAt: (size, _view, _x, y) => lab.recording && neuronAtHeatMap(size, lab.recording.populations, y),
    isPicker: true,
  };
}
