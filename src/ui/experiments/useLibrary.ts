import { useEffect } from 'react';
import { libraryOf } from '../../store/library/library.ts';
import type { Library, LibraryState } from '../../store/library/library.ts';
import { useLab, useStore } from '../labContext.ts';

/** The library, read anew when a dialog shows it. */
export function useLibrary(): { readonly library: Library; readonly state: LibraryState; readonly openId: string } {
  const { lab } = useLab();
  const library = libraryOf(lab);
  const state = useStore(library.state, (now) => now);
  const openId = useStore(lab.experiment, ({ id }) => id);
  useEffect(() => void library.refresh(), [library]);
  return { library, state, openId };
}
