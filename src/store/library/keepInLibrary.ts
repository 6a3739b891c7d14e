import type { Lab } from '../lab.ts';

/** Lets the library, which comes with the first edit or a moment after the page, keep the experiment on screen and its versions. */
export function keepInLibrary(lab: Lab): void {
  const library = async () => (await import('./library.ts')).libraryOf(lab);
  // Without a connection it may not come; the autosave does not wait for it.
  const tell = (act: (one: Awaited<ReturnType<typeof library>>) => void): void => void library().then(act, () => {});
  lab.document.subscribe((now, before) => {
    // What it was is told as it is now: the library may come later.
    const { latest } = lab.history.state.getState();
    const { id } = lab.experiment.getState();
    tell((one) => one.hear(now, before, latest, id));
  });
  document.addEventListener('visibilitychange', () => document.hidden && tell((one) => void one.flush()));
  setTimeout(() => tell(() => {}), AFTER_START);
}

/** ms: the page is on screen, and its engines are looked for. */
const AFTER_START = 3000;
