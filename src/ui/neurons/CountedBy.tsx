import { useMemo } from 'react';
import { LiveText } from '../controls/LiveText.tsx';
import { formatStanding } from '../format.ts';
import { useLab } from '../labContext.ts';

/** By what the lists count, for the head of a section; and since when, where that is not the run's start. */
export function CountedBy() {
  const { lab } = useLab();
  const live = useMemo(
    () => ({
      depends: () => [lab.recording],
      read: () => {
        const from = lab.recording?.completeFrom ?? 0;
        return `PN spikes, LN events${from > 0 ? ` from ${formatStanding(from)} ms on` : ''}`;
      },
    }),
    [lab],
  );
  return <LiveText {...live} />;
}
