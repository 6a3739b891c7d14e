import { populationRanges } from '../../model/buildNetwork.ts';
import type { LongRunDescription, RecordingPlan } from '../../model/description.ts';
import { PRESETS } from '../../model/presets.ts';
import { checkBatches, recordableVariables } from '../../model/stateColumns.ts';
import { bytesNeeded } from '../../simulation/longRun/bytesNeeded.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { formatNeurons } from '../edits/neuronList.ts';
import type { Lab } from '../lab.ts';
import type { LabDocument } from '../labDocument.ts';
import { messageOf } from '../../wording/messageOf.ts';

/** As NerveFlow splits its runs and records them: the full state of every step. */
const BY_DEFAULT: LongRunDescription = { batches: 10, record: { every: 1 } };

/** How the document's run would go to disk. */
export function planOf({ longRun }: LabDocument): LongRunDescription {
  return longRun ?? BY_DEFAULT;
}

/** What a long run takes on disk, in bytes. */
export interface DiskNeed {
  /** A row: the numbers that are kept of one step. */
  readonly row: number;
  /** Rows of a batch, and with its spikes and its checkpoint what it takes: about, since batches are alike to a step. */
  readonly batchRows: number;
  readonly batch: number;
  readonly whole: number;
}

/** float64. */
const NUMBER = 8;

/** What the document's long run needs on disk; or why it cannot be, in one sentence. */
export function needOf(
  lab: Lab,
  document: LabDocument,
  branch = lab.run.getState().branch,
): DiskNeed | { readonly problem: string } {
  const { network } = document;
  const { n, preset, counts, seed } = network;
  const model = PRESETS[preset];
  const populations = populationRanges(model, n, counts);
  const plan = planOf(document);
  try {
    const synapses = model.synapses.map((type) => ({
      type,
      ...lab.matrices.synapsesOf(type, network.matrices?.[type.name], { n, populations, types: model.synapses, seed }),
    }));
    const run = describeRun(document);
    const { rows, width, states, others } = bytesNeeded(
      run,
      plan,
      { model, n, populations, synapses },
      branch?.checkpoint.step,
    );
    const whole = states + others;
    return { row: NUMBER * width, batchRows: Math.ceil(rows / plan.batches), batch: whole / plan.batches, whole };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

/** Returns why not, in one sentence; the plan stays then. */
export function setBatches(lab: Lab, batches: number): string | undefined {
  const document = lab.document.getState();
  const before = planOf(document);
  try {
    checkBatches({ batches }, Math.round(document.duration / document.dt));
  } catch (error) {
    return messageOf(error);
  }
  if (batches === before.batches) return undefined;
  lab.edit(`Batches: ${before.batches} → ${batches}`, (now) => withPlan(now, { ...planOf(now), batches }), 'batches');
  return undefined;
}

/** A row for every so many steps. */
export function setEvery(lab: Lab, every: number): void {
  const before = planOf(lab.document.getState()).record;
  if (every === before.every) return;
  edit(lab, `Recorded to disk: every ${before.every} → ${every} steps`, { ...before, every }, 'every');
}

/** @param variables undefined: all, the full state */
export function setVariables(lab: Lab, variables: readonly string[] | undefined): void {
  const { variables: _, ...others } = planOf(lab.document.getState()).record;
  const names = recordableVariables(PRESETS[lab.document.getState().network.preset]);
  // In the order of the columns.
  const chosen = variables && names.filter((name) => variables.includes(name));
  edit(lab, `Recorded to disk: ${chosen?.join(', ') ?? 'all variables'}`, {
    ...others,
    ...(chosen && { variables: chosen }),
  });
}

/** @param neurons undefined: all */
export function setNeurons(lab: Lab, neurons: readonly number[] | undefined): void {
  const { neurons: _, ...others } = planOf(lab.document.getState()).record;
  const label = neurons ? `neurons ${formatNeurons(neurons)}` : 'all neurons';
  edit(lab, `Recorded to disk: ${label}`, { ...others, ...(neurons && { neurons }) });
}

function edit(lab: Lab, label: string, record: RecordingPlan, gesture?: string): void {
  lab.edit(label, (now) => withPlan(now, { ...planOf(now), record }), gesture);
}

function withPlan(document: LabDocument, longRun: LongRunDescription): LabDocument {
  return { ...document, longRun };
}
