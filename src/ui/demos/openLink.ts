import { DEMOS } from '../../store/demos/demos.ts';
import { LAB_FRAGMENT, readLabLink } from '../../store/demos/labLink.ts';
import { openDemo } from '../../store/demos/openDemo.ts';
import type { OpenedDemo } from '../../store/demos/openDemo.ts';
import type { Lab } from '../../store/lab.ts';
import { placeOf } from '../../store/placeOf.ts';
import { isSameWork, knowFile, mayReplace } from '../../store/unsavedWork.ts';
import { openByAddress } from '../controls/useAddress.ts';
import { SOURCE_FRAGMENT, openExperimentAt } from '../experiment/experimentFiles.ts';
import { commitDraft } from '../history/drafts.ts';
import { NARROW } from '../useMediaQuery.ts';

/** How the fragment of a link begins that names a demo. */
export const DEMO_FRAGMENT = '#demo=';

/** Opens what a fragment names, '#demo=lobe', '#lab=…' or '#src=…'; where there is no such thing, the page says so. */
export async function openLink(lab: Lab, fragment: string): Promise<void> {
  // The work that is set aside is to be whole.
  await lab.broughtBack;
  if (fragment.startsWith(SOURCE_FRAGMENT)) {
    if (!(await openExperimentAt(lab, fragment))) forget(fragment);
    return;
  }
  if (fragment.startsWith(LAB_FRAGMENT)) {
    const read = readLabLink(fragment);
    if (read.kind === 'demo') await show(lab, read.demo, fragment);
    else lab.demo.setState({ notice: read });
    return;
  }
  const id = fragment.slice(DEMO_FRAGMENT.length);
  const demo = DEMOS.find((one) => one.id === id);
  if (demo) await show(lab, demo, fragment);
  else {
    const shown = id.length > 40 ? `${id.slice(0, 40)}…` : id;
    const ids = DEMOS.map((one) => one.id).join(', ');
    lab.demo.setState({ notice: { kind: 'problem', sentence: `There is no demo “${shown}”. There are: ${ids}.` } });
  }
}

async function show(lab: Lab, demo: OpenedDemo, fragment: string): Promise<void> {
  commitDraft();
  const { title, lab: content, guide } = demo;
  const opened = { ...content, title, ...(guide && { guide }) };
  const { experiment, document } = await placeOf(lab, opened, 'link');
  // Nothing is lost either where another tab has the same open, and this one gets a name of its own.
  const by = isSameWork(opened, lab.document.getState()) ? opened : document;
  if (!(await mayReplace(lab, `Open “${title}”`, by))) return forget(fragment);
  const placed = { ...demo, title: document.title, experiment };
  openDemo(lab, matchMedia(NARROW).matches ? onPhone(placed) : placed, () => forget(fragment));
  // It is in its link.
  knowFile(lab);
}

/** What is on screen is not what the address says. */
function forget(fragment: string): void {
  if (location.hash === fragment) openByAddress('');
}

/** An editor would lie over the charts, and the stimulus would push them out of sight. */
function onPhone(demo: OpenedDemo): OpenedDemo {
  const { tracks, ...view } = demo.view;
  const [first, ...others] = tracks ?? [];
  return {
    ...demo,
    view: {
      ...view,
      dock: null,
      ...(tracks && { tracks: first === 'stimulus' && others.length > 0 ? others : tracks }),
    },
  };
}
