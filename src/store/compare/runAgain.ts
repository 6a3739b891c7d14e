import type { EngineInfo } from '../../engine/engineInfo.ts';
import { addChange } from '../../model/parameters/addChange.ts';
import type { MatrixPatch } from '../../model/description.ts';
import type { Lab } from '../lab.ts';
import { withNetwork } from '../labDocument.ts';
import type { LabDocument } from '../labDocument.ts';
import { rangesOf } from '../edits/resizeNetwork.ts';
import { runBeside, runInPrecision } from './runBeside.ts';

/** A change that is made and run at once, beside the run on screen. */
export interface RunAgain {
  readonly name: string;
  /** For the menu: 'with another seed'. */
  readonly title: string;
  /** What it computes in, where that is the change. */
  readonly gives?: Pick<EngineInfo, 'precision' | 'isCompensated'>;
  /** Runs; returns why nothing was done, in one sentence. */
  readonly run: (lab: Lab) => string | undefined;
}

/** What a lecture asks for most. */
const RUNS_AGAIN: readonly RunAgain[] = [
  {
    name: 'float32',
    title: 'in float32, as rounded as it comes',
    gives: { precision: 'float32', isCompensated: false },
    run: (lab) => runInPrecision(lab, 'float32', false),
  },
  {
    name: 'compensated',
    title: 'in float32, compensated',
    gives: { precision: 'float32', isCompensated: true },
    run: (lab) => runInPrecision(lab, 'float32'),
  },
  {
    name: 'float64',
    title: 'in float64',
    gives: { precision: 'float64' },
    run: (lab) => runInPrecision(lab, 'float64'),
  },
  {
    name: 'seed',
    title: 'with the next seed',
    run: (lab) => {
      const { seed } = lab.document.getState().network;
      return runBeside(lab, `Seed: ${seed} → ${seed + 1}`, (document) => withNetwork(document, { seed: seed + 1 }));
    },
  },
  {
    name: 'odour',
    title: 'with another odour',
    run: (lab) => runBeside(lab, 'Another odour', withNextOdour),
  },
  {
    name: 'withoutGaba',
    title: 'without GABA',
    run: (lab) => runBeside(lab, 'g_GABA: 0 mS/cm²', withoutGaba),
  },
  {
    name: 'withoutLnLn',
    title: 'without LN → LN inhibition',
    run: (lab) => runBeside(lab, 'GABA: LN to LN silenced', withoutLnLn),
  },
];

/**
 * What the run on screen can be compared with.
 * @param engine what it ran on
 * @returns `other`: in the other precision, float32 as rounded as it comes; `more`: all else that differs from it
 */
export function runsAgain(engine: EngineInfo | undefined): {
  readonly other: RunAgain;
  readonly more: readonly RunAgain[];
} {
  const precision = engine?.precision === 'float32' ? 'float64' : 'float32';
  const other = RUNS_AGAIN.find(({ name }) => name === precision)!;
  const isSame = ({ gives }: RunAgain): boolean =>
    gives !== undefined && gives.precision === engine?.precision && gives.isCompensated === engine.isCompensated;
  return { other, more: RUNS_AGAIN.filter((one) => one !== other && !isSame(one)) };
}

/** The first odour that takes part drives other neurons. */
function withNextOdour(document: LabDocument): LabDocument {
  const odour = document.stimulus.find(({ isOn, part }) => isOn && part.kind === 'odour' && !part.receivers);
  if (!odour) return document;
  const { part } = odour;
  const next = { ...odour, part: part.kind === 'odour' ? { ...part, seed: part.seed + 1 } : part };
  return { ...document, stimulus: document.stimulus.map((entry) => (entry === odour ? next : entry)) };
}

function withoutGaba(document: LabDocument): LabDocument {
  const { network } = document;
  const none = { kind: 'set', parameter: 'g_GABA', value: 0 } as const;
  return withNetwork(document, { changes: addChange(network.changes ?? [], none, rangesOf(network)) });
}

function withoutLnLn(document: LabDocument): LabDocument {
  const { network } = document;
  const LN = rangesOf(network).find(({ name }) => name === 'LN');
  if (!LN || LN.count === 0) return document;
  const { first, count } = LN;
  const patch: MatrixPatch = { kind: 'block', rows: { first, count }, columns: { first, count }, weight: 0 };
  const { start = { kind: 'drawn' as const }, patches = [], allowsSelf } = network.matrices?.['GABA'] ?? {};
  const silenced = { start, patches: [...patches, patch], ...(allowsSelf !== undefined && { allowsSelf }) };
  return withNetwork(document, { matrices: { ...network.matrices, GABA: silenced } });
}
