import type { StimulusPreview } from '../../charts/stimulusPreview.ts';
import type { Lab } from '../../store/lab.ts';
import { InjectedPreview } from './previewOf.ts';

/** What was injected into the run on screen; undefined while there is none. */
export function injectedPreview(lab: Lab): StimulusPreview | undefined {
  const { run, started, edits } = lab.run.getState();
  if (!run) return undefined;
  return new InjectedPreview().read(started ?? run, edits, run, lab.document.getState().stimulus);
}
