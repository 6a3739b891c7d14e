import type { MeasureName } from '../../../store/measureView.ts';
import { asMeasure } from '../measure.ts';
import type { Measure } from '../measure.ts';
import { correlogram } from './correlogram.ts';
import { intervals } from './intervals.ts';
import { phase } from './phase.ts';
import { phasePlane } from './phasePlane.ts';
import { rates } from './rates.ts';
import { spectrum } from './spectrum.ts';
import { synapse } from './synapse.ts';
import { synchrony } from './synchrony.ts';
import { trajectory } from './trajectory.ts';
import { triggeredAverage } from './triggeredAverage.ts';

/** All that is measured of a recording. The f–I curve is not: it makes runs of its own. */
export const MEASURES: Readonly<Record<Exclude<MeasureName, 'fICurve'>, Measure>> = {
  spectrum: asMeasure(spectrum),
  phase: asMeasure(phase),
  rates: asMeasure(rates),
  intervals: asMeasure(intervals),
  synchrony: asMeasure(synchrony),
  triggeredAverage: asMeasure(triggeredAverage),
  correlogram: asMeasure(correlogram),
  phasePlane: asMeasure(phasePlane),
  trajectory: asMeasure(trajectory),
  synapse: asMeasure(synapse),
};
