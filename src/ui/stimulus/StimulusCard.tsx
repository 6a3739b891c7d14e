import { FileUp } from 'lucide-react';
import { useRef } from 'react';
import type { StimulusUpload } from '../../files/stimulusProtocol.ts';
import { stimulusNotice } from '../../model/stimulus.ts';
import { FIELDS } from '../../store/fields.ts';
import { describeRun } from '../../store/labDocument.ts';
import type { LabDocument } from '../../store/labDocument.ts';
import { Choice } from '../controls/Choice.tsx';
import { DocumentField } from '../controls/DocumentField.tsx';
import { FieldRow } from '../controls/FieldRow.tsx';
import { Section } from '../controls/Section.tsx';
import { formatCount, formatNumber } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { StimulusStrip } from './StimulusStrip.tsx';
import styles from './StimulusCard.module.css';

const SOURCES = [
  { value: 'odour', label: 'Odour pulse' },
  { value: 'array', label: 'current.npy' },
] as const;

/** What is injected: the built-in odour pulse, or a file. */
export function StimulusCard() {
  const { lab } = useLab();
  const entries = useStore(lab.document, (document) => document.stimulus);
  const ofFile = entries.find(({ part }) => part.kind === 'array');
  const upload = ofFile?.upload;
  const stimulus = ofFile?.isOn ? 'array' : 'odour';
  const reading = useStore(lab.upload, (state) => state.reading);
  const problem = useStore(lab.upload, (state) => state.problem);
  const lost = useStore(lab.upload, (state) => state.lost);
  const chooser = useRef<HTMLInputElement>(null);

  return (
    <Section
      title="Stimulus"
      control={
        <Choice
          label="Stimulus"
          value={stimulus}
          options={SOURCES}
          onChange={(source) => {
            if (source === 'odour' || upload) {
              lab.edit(`Stimulus: ${source}`, (document) => ({
                ...document,
                stimulus: document.stimulus.map((entry) => ({ ...entry, isOn: entry.part.kind === source })),
              }));
            } else chooser.current?.click();
          }}
          isSmall
        />
      }
    >
      <StimulusStrip />
      {stimulus === 'array' && upload ? <FileFacts upload={upload} /> : <OdourFields />}
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
      <button type="button" className={styles.upload} onClick={() => chooser.current?.click()}>
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
      {problem && (
        <p className={styles.problem} data-testid="upload-problem">
          {problem}. The stimulus stays as it was.
        </p>
      )}
      {lost && !upload && (
        <p className={styles.notice}>{lost} was not kept over the reload of the page: drop it again to use it.</p>
      )}
    </Section>
  );
}

function OdourFields() {
  return (
    <>
      <FieldRow columns={2}>
        <DocumentField name="amplitude" />
        <DocumentField name="share" />
      </FieldRow>
      <FieldRow columns={3}>
        <DocumentField name="onset" />
        <DocumentField name="offset" />
        <DocumentField name="odourSeed" />
      </FieldRow>
    </>
  );
}

function FileFacts({ upload }: { readonly upload: StimulusUpload }) {
  const { lab } = useLab();
  const samplesPerMs = useStore(lab.document, FIELDS.samplesPerMs.read);
  const tooShort = useStore(lab.document, noticeOf);
  const { name, n, samples, values } = upload.stimulus;
  return (
    <div data-testid="stimulus-file">
      <p className={styles.file}>
        <b>{name}</b>
        <span>
          {formatCount(n)} neurons × {formatCount(samples)} samples,{' '}
          {values instanceof Float32Array ? 'float32' : 'float64'}
        </span>
        <span>
          {formatNumber(samples / samplesPerMs, 7)} ms, {formatCount(upload.preview.driven)} neurons driven
        </span>
      </p>
      <FieldRow columns={2}>
        <DocumentField name="samplesPerMs" />
      </FieldRow>
      {[...upload.notices, ...(tooShort ? [`${tooShort}.`] : [])].map((notice) => (
        <p key={notice} className={styles.notice}>
          {notice}
        </p>
      ))}
    </div>
  );
}

function noticeOf(document: LabDocument): string | undefined {
  return stimulusNotice(describeRun(document).stimulus, document.duration);
}
