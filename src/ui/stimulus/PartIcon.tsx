import type { PartKind } from '../../store/edits/stimulusParts.ts';

/** The course of each kind of current, 18 × 12. */
const COURSES: Readonly<Record<PartKind | 'array', string>> = {
  odour: 'M1 11h2C4 4 6 2 10 2c1 6 3 8.5 7 9',
  step: 'M1 11h4V2h8v9h4',
  ramp: 'M1 11h3L13 2v9h4',
  sine: 'M1 6.5c2.7-7 5.3-7 8 0s5.3 7 8 0',
  pulseTrain: 'M1 11h2V3h2v8h3V3h2v8h3V3h2v8h2',
  noise: 'M1 7l1.5-4 1.5 7 1.5-3 1.5 2 1.5-7 1.5 6 1.5-4 1.5 6 1.5-3 1.5-2 2 3',
  array: 'M2 1.5h14v9H2zM2 4.5h14M2 7.5h14M6.7 1.5v9M11.3 1.5v9',
};

export function PartIcon({ kind }: { readonly kind: PartKind | 'array' }) {
  return (
    <svg width="18" height="12" viewBox="0 0 18 12" aria-hidden="true">
      <path
        d={COURSES[kind]}
        fill="none"
        stroke="var(--stimulus)"
        strokeWidth={kind === 'array' ? 1 : 1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
