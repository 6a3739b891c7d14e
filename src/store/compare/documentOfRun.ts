import type { RunDescription } from '../../model/description.ts';
import { partsOf } from '../../model/stimulus/stimulus.ts';
import { kindOf, newId } from '../edits/stimulusParts.ts';
import type { Lab } from '../lab.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import type { LabDocument, StimulusEntry } from '../labDocument.ts';
import type { DescribedRun } from './describedRun.ts';

/**
 * The document that a run is a run of as it is now: the lab's, or an older one of its history where it was edited since; where that has been
 * forgotten, the lab's with all that the run is made of.
 */
export function documentOfRun({ document, history }: Lab, { started, edits }: DescribedRun): LabDocument {
  const run = edits.at(-1)?.run ?? started;
  const now = document.getState();
  const { past, future } = history.state.getState();
  const known = [
    now,
    ...past.toReversed().flatMap(({ after, before }) => [after, before]),
    ...future.map((one) => one.after),
  ];
  const found = known.find((one) => isRunOf(one, run));
  if (found) return { ...found, engine: now.engine };
  return documentWithRun(now, run);
}

/** The document with all that the run is made of. */
export function documentWithRun(document: LabDocument, run: RunDescription): LabDocument {
  const { probes: _, ...others } = document;
  const { network, duration, dt, recordEvery, probes } = run;
  const stimulus = entriesOf(run, document);
  return { ...others, network, duration, dt, recordEvery, stimulus, ...(probes && { probes }) };
}

/** Parts that stay are the same objects. */
function isRunOf(document: LabDocument, run: RunDescription): boolean {
  const { network, stimulus, duration, dt, recordEvery } = describeRun(document);
  return (
    network === run.network &&
    stimulus === run.stimulus &&
    duration === run.duration &&
    dt === run.dt &&
    recordEvery === run.recordEvery
  );
}

/** The parts of a run as entries; those that the document knows keep their ids. */
function entriesOf(run: RunDescription, document: LabDocument): readonly StimulusEntry[] {
  const entries: StimulusEntry[] = [];
  for (const part of partsOf(run.stimulus)) {
    const known =
      document.stimulus.find((entry) => entry.part === part) ??
      document.stimulus.find(
        (entry) => kindOf(entry.part) === kindOf(part) && entries.every(({ id }) => id !== entry.id),
      );
    const taken = { ...document, stimulus: [...document.stimulus, ...entries] };
    entries.push({ ...(known ?? { id: newId(taken, kindOf(part)) }), isOn: true, part });
  }
  return entries;
}
