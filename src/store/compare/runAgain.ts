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
  /** Runs; returns why nothing was done, in one sentence. */
  readonly run: (lab: Lab) => string | undefined;
}

/** What a lecture asks for most. */
export const RUNS_AGAIN: readonly RunAgain[] = [
  {
    name: 'float32',
    title: 'in float32, as rounded as it comes',
    run: (lab) => runInPrecision(lab, 'float32', false),
  },
  {
    name: 'compensated',
    title: 'in float32, compensated',
    run: (lab) => runInPrecision(lab, 'float32'),
  },
  { name: 'float64', title: 'in float64', run: (lab) => runInPrecision(lab, 'float64') },
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
