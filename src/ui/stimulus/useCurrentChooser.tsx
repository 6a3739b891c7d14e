import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useLab } from '../labContext.ts';

/** `choose` asks for a current.npy and makes it the stimulus; `input` has to stand somewhere beside the button that calls it. */
export function useCurrentChooser(): { readonly choose: () => void; readonly input: ReactNode } {
  const { lab } = useLab();
  const chooser = useRef<HTMLInputElement>(null);
  const input = (
    <input
      ref={chooser}
      type="file"
      accept=".npy"
      className="visually-hidden"
      aria-label="Choose a current.npy"
      tabIndex={-1}
      onChange={(event) => {
        const file = event.target.files?.[0];
        // The same file chosen again has to be read again.
        event.target.value = '';
        if (file) void lab.loadCurrent(file);
      }}
    />
  );
  return { choose: () => chooser.current?.click(), input };
}
