import { useMemo } from 'react';
import { LiveText } from '../controls/LiveText.tsx';
import { formatStanding } from '../format.ts';
import { useLab } from '../labContext.ts';

/** By what the lists count, for the head of a section; or from when on, where that is not the run's start: there is no room for both. */
export function CountedBy() {
  const { lab } = useLab();
  const live = useMemo(
    () => ({
      depends: () => [lab.recording],
      read: () => {
        const from = lab.recording?.completeFrom ?? 0;
        return from > 0 ? `counted from ${formatStanding(from)} ms on` : 'PN spikes, LN events';
      },
    }),
    [lab],
  );
  return <LiveText {...live} />;
}
