import { ChartNoAxesGantt, FileUp } from 'lucide-react';
import type { ArrayStimulus } from '../../model/description.ts';
import { stimulusNotice } from '../../model/stimulus/stimulus.ts';
import type { StimulusEntry } from '../../store/labDocument.ts';
import { shownEntry } from '../../store/edits/stimulusParts.ts';
import { Section } from '../controls/Section.tsx';
import { formatCount, formatNumber } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { AddPartMenu } from './AddPartMenu.tsx';
import { PartFields } from './PartFields.tsx';
import { PartList } from './PartList.tsx';
import { StimulusStrip } from './StimulusStrip.tsx';
import styles from './StimulusCard.module.css';
import { useCurrentChooser } from './useCurrentChooser.tsx';

/** What is injected: currents that are added up, and the numbers of the one that is chosen. */
export function StimulusCard() {
  const { lab } = useLab();
  const entries = useStore(lab.document, (document) => document.stimulus);
  const chosen = useStore(lab.view, (view) => view.stimulusEntry);
  const reading = useStore(lab.upload, (state) => state.reading);
  const lost = useStore(lab.upload, (state) => state.lost);
  const { choose, input } = useCurrentChooser();
  const shown = shownEntry(entries, chosen);

  return (
    <Section title="Stimulus" control={<AddPartMenu />}>
      <StimulusStrip />
      {entries.length === 0 ? (
        <p className={styles.empty}>No current is injected: add one, or drop a file.</p>
      ) : (
        <PartList entries={entries} shown={shown?.id} />
      )}
      {shown && <FileFacts entry={shown} />}
      {shown && <PartFields key={shown.id} entry={shown} />}
      <button type="button" className={styles.timeline} onClick={() => lab.view.setState({ dock: 'stimulus' })}>
        <ChartNoAxesGantt size={15} aria-hidden="true" /> Edit on a timeline
      </button>
      {input}
      <button type="button" className={styles.upload} onClick={choose}>
        <FileUp size={15} aria-hidden="true" />
        <span>
          {reading ? (
            `Reading ${reading} …`
          ) : (
            <>
              <b>Upload current.npy</b> or drop it
            </>
          )}
        </span>
      </button>
      {lost && !entries.some(({ part }) => part.kind === 'array') && (
        <p className={styles.notice}>{lost} was not kept over the reload of the page: drop it again to use it.</p>
      )}
    </Section>
  );
}

/** What was found in a file, and what was assumed of it. */
function FileFacts({ entry: { part, upload } }: { readonly entry: StimulusEntry }) {
  const { lab } = useLab();
  const duration = useStore(lab.document, (document) => document.duration);
  const switchedOff = useStore(lab.upload, (state) => state.switchedOff);
  const isAnyOff = useStore(lab.document, ({ stimulus }) => stimulus.some(({ isOn }) => !isOn));
  if (part.kind !== 'array') return null;
  const tooShort = stimulusNotice(part, duration);
  const notices = [...(upload?.notices ?? []), ...(tooShort ? [`${tooShort}.`] : [])];
  return (
    <div data-testid="stimulus-file">
      <FileSize part={part} driven={upload?.preview.driven} />
      {notices.map((notice) => (
        <p key={notice} className={styles.notice}>
          {notice}
        </p>
      ))}
      {switchedOff && isAnyOff && <p className={styles.remark}>{switchedOff}</p>}
    </div>
  );
}

function FileSize({ part, driven }: { readonly part: ArrayStimulus; readonly driven: number | undefined }) {
  const { name, n, samples, samplesPerMs, values } = part;
  return (
    <p className={styles.file}>
      <b>{name}</b>
      <span>
        {formatCount(n)} neurons × {formatCount(samples)} samples,{' '}
        {values instanceof Float32Array ? 'float32' : 'float64'}
      </span>
      <span>
        {formatNumber(samples / samplesPerMs, 7)} ms
        {driven !== undefined && `, ${formatCount(driven)} neurons driven`}
      </span>
    </p>
  );
}
