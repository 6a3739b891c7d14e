import type { Lab } from '../../store/lab.ts';
import { defaultView } from '../../store/viewState.ts';

/** With less of the page than this a matrix of 120 neurons has cells of one pixel, and charts have no room beside what they show. */
const ROOMY_SHARE = 0.62;

/** For editors that need more height than others; who has moved the border keeps it where it is. */
export function makeRoom({ view }: Lab): void {
  const { dockShare } = view.getState();
  if (dockShare === defaultView(false).dockShare) view.setState({ dockShare: ROOMY_SHARE });
}
