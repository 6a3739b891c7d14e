import { blockCounts } from '../../model/connectivity/blockCounts.ts';
import type { BlockCount } from '../../model/connectivity/blockCounts.ts';
import type { MatrixDescription } from '../../model/description.ts';
import type { PopulationRange } from '../../model/population.ts';
import { PRESETS } from '../../model/presets.ts';
import { makeMatrix } from '../../store/edits/matrixEdits.ts';
import { documentOfRun } from '../../store/compare/documentOfRun.ts';
import { writeLabLink } from '../../store/demos/labLink.ts';
import type { WrittenLink } from '../../store/demos/labLink.ts';
import type { Lab } from '../../store/lab.ts';
import { partTaken, secondsTaken } from '../../store/runState.ts';
import type { Guide } from '../../experiment/experiment.ts';
import { formatNumber } from '../format.ts';
import { GENERATORS } from '../connections/generators.ts';
import { readFigure } from '../figure/readFigure.ts';
import type { FigureContent } from '../figure/readFigure.ts';
import type { PanelName } from '../figure/panelNames.ts';
import { readRunFacts } from '../figure/runFacts.ts';
import type { RunFacts } from '../figure/runFacts.ts';
import { injectedPreview } from '../stimulus/injectedPreview.ts';
import { readRunNumbers } from './runNumbers.ts';
import type { RunNumbers } from './runNumbers.ts';
import { simulateCommand } from './simulateCommand.ts';
import type { SimulateCommand } from './simulateCommand.ts';

/** All that a report says, read at one moment. */
export interface ReportContent {
  readonly facts: RunFacts;
  readonly populations: readonly PopulationRange[];
  readonly matrices: readonly ReportMatrix[];
  /** Where the initial state came from. */
  readonly initialState: string;
  readonly guide: Guide | undefined;
  /** Sentences on what was assumed. */
  readonly notices: readonly string[];
  /** Simulated time reached, ms, and seconds of the wall clock that it took. */
  readonly time: number;
  readonly wallSeconds: number | undefined;
  /** ms: what of it these seconds were for, where the run went on from a checkpoint. */
  readonly part: number | undefined;
  /** Why the run ended early. */
  readonly failure: string | undefined;
  readonly figures: readonly ReportFigure[];
  readonly numbers: RunNumbers;
  readonly command: SimulateCommand;
  /** Of the lab as it was at the end of the run. */
  readonly link: WrittenLink;
}

export interface ReportMatrix {
  readonly type: string;
  /** How it was made: 'drawn as the model says …'. */
  readonly made: string;
  readonly blocks: readonly BlockCount[];
}

export interface ReportFigure {
  readonly title: string;
  readonly content: FigureContent;
}

/** The run is read in one go, so that one that goes on meanwhile is the same in every figure and number. Undefined while nothing has been recorded. */
export function readReport(lab: Lab): ReportContent | undefined {
  const { recording } = lab;
  const facts = readRunFacts(lab);
  if (!recording || !facts || recording.isEmpty) return undefined;
  const { network } = facts.run;
  const state = lab.run.getState();
  const { notices, failure } = state;
  const { guide, stimulus } = lab.document.getState();
  const { started, edits, engine } = facts;
  const document = documentOfRun(lab, { started, edits, engine, stimulus });
  return {
    facts,
    populations: recording.populations,
    matrices: PRESETS[network.preset].synapses.map(({ name, from, to, probability }) => ({
      type: name,
      made: describeMatrix(
        network.matrices?.[name],
        network.seed,
        `each pair from ${from.join(', ')} to ${to.join(', ')} with probability ${probability}`,
      ),
      blocks: blockCounts(makeMatrix(lab, network, name), recording.populations),
    })),
    initialState: network.initialState
      ? (network.initialStateName ?? 'a given one')
      : `drawn by seed ${network.seed} around V = ${formatNumber(network.start?.V ?? -70)} mV and closed gates, noise ${network.start?.noise ?? 0.01}`,
    guide,
    notices,
    time: recording.time,
    wallSeconds: secondsTaken(state),
    part: partTaken(state),
    failure,
    figures: readFigures(lab, recording.time),
    numbers: readRunNumbers(recording),
    command: simulateCommand(started, engine, edits.length > 0),
    link: writeLabLink(document, lab.view.getState()),
  };
}

function readFigures(lab: Lab, end: number): ReportFigure[] {
  const recording = lab.recording!;
  const { chosen } = lab.view.getState();
  const request = { chosen, view: { start: 0, end }, stimulus: injectedPreview(lab) };
  const variables: readonly PanelName[] = recording.probes.length > 0 ? ['variables'] : [];
  const figures: readonly (readonly [string, readonly PanelName[]])[] = [
    ['The run', ['stimulus', 'traces', ...variables, 'raster']],
    ['The population', ['rates', 'mean', 'spectrogram', 'heatMap']],
    ['The rhythm', ['spectrum']],
  ];
  return figures.flatMap(([title, panels]) => {
    const content = readFigure(recording, { ...request, panels });
    return content ? [{ title, content }] : [];
  });
}

function describeMatrix(matrix: MatrixDescription | undefined, seed: number, ofModel: string): string {
  if (!matrix) return `drawn by seed ${seed}: ${ofModel}`;
  const { start, patches } = matrix;
  const edited =
    patches.length === 0 ? '' : `, then edited (${patches.length} ${patches.length === 1 ? 'step' : 'steps'})`;
  switch (start.kind) {
    case 'drawn':
      return `drawn by seed ${seed}: ${ofModel}${edited}`;
    case 'none':
      return `no synapses${edited}`;
    case 'given':
      return `${start.name}${edited}`;
    default: {
      const { from, to } = start;
      const numbers = GENERATORS[start.kind].numbers.map(
        (name) => `${name} ${start[name as keyof typeof start] as number}`,
      );
      const how = [`${from.join(', ')} → ${to.join(', ')}`, ...numbers].join(', ');
      return `${GENERATORS[start.kind].name.toLowerCase()} (${how})${edited}`;
    }
  }
}
