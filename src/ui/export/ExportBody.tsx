import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { exportInWorker } from '../../export/exportClient.ts';
import { RUN_FORMATS } from '../../export/runFormats.ts';
import type { RunFormatName } from '../../export/runFormats.ts';
import type { Lab } from '../../store/lab.ts';
import buttons from '../controls/Button.module.css';
import { Choice } from '../controls/Choice.tsx';
import problemStyles from '../controls/Problem.module.css';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { downloadFile } from '../downloadFile.ts';
import { fileStem, runStem } from '../figure/fileStem.ts';
import { readRunFacts } from '../figure/runFacts.ts';
import { formatBytes } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { windowText } from '../measures/windowText.ts';
import styles from './Export.module.css';
import { readRecordedRun, sizeOf } from './readRecordedRun.ts';

type Stretch = 'whole' | 'view';

/** What became of the last file. */
interface Made {
  readonly format: RunFormatName;
  readonly name: string;
  readonly bytes: number;
  readonly notes: readonly string[];
}

const FORMATS = Object.keys(RUN_FORMATS) as RunFormatName[];

/** The formats that the run on screen can be taken away in: what each holds, how large it will be, and, once made, what it leaves out. */
export function ExportBody() {
  const { lab } = useLab();
  useStore(lab.run, ({ progress, status }) => (status === 'running' ? 'running' : progress?.time));
  const time = useStore(lab.view, (view) => view.time);
  const [stretch, setStretch] = useState<Stretch>('whole');
  const [making, setMaking] = useState<{ readonly format: RunFormatName; readonly share: number }>();
  const [made, setMade] = useState<Made>();
  const [problem, setProblem] = useState<string>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  const recording = lab.recording?.isEmpty === false ? lab.recording : undefined;
  const view = recording && {
    from: Math.max(recording.startTime, time.start),
    to: Math.min(recording.time, time.end),
  };
  const span = recording && (stretch === 'whole' || !view ? { from: recording.startTime, to: recording.time } : view);
  const size = recording && span && sizeOf(recording, span);

  const save = async (format: RunFormatName): Promise<void> => {
    const controller = new AbortController();
    stop.current = controller;
    setMaking({ format, share: 0 });
    setMade(undefined);
    setProblem(undefined);
    try {
      const file = await make(lab, format, span!, stretch === 'whole', controller.signal, (share) =>
        setMaking({ format, share }),
      );
      if (controller.signal.aborted) return;
      downloadFile(new Blob([file.bytes]), file.name);
      setMade({ format, name: file.name, bytes: file.bytes.length, notes: file.notes });
    } catch (error) {
      if (!controller.signal.aborted) {
        const reason = error instanceof Error ? error.message : String(error);
        setProblem(`${RUN_FORMATS[format].title} could not be made: ${reason}`);
      }
    }
    setMaking(undefined);
  };

  return (
    <div className={styles.body} tabIndex={0} role="group" aria-label="Formats">
      <section className={styles.section} aria-label="The run on screen">
        <div className={styles.head}>
          <h3 className={styles.heading}>The run on screen</h3>
          {recording && view && view.to > view.from && (
            <Choice
              label="Stretch of the run"
              value={stretch}
              isSmall
              options={[
                {
                  value: 'whole',
                  label: `Whole run, ${windowText({ from: recording.startTime, to: recording.time })}`,
                },
                { value: 'view', label: `In view, ${windowText(view)}` },
              ]}
              onChange={setStretch}
            />
          )}
        </div>
        {!recording && <p className={styles.sentence}>There is no run to export: press Run first.</p>}
        {problem && (
          <p className={problemStyles.problem} role="alert">
            {problem}
          </p>
        )}
        <ul className={styles.formats}>
          {FORMATS.map((format) => (
            <li key={format} className={styles.format}>
              <div className={styles.what}>
                <b className={styles.title}>{RUN_FORMATS[format].title}</b>
                <code className={styles.ending}>{RUN_FORMATS[format].ending}</code>
                <span className={styles.holds}>{RUN_FORMATS[format].holds}</span>
              </div>
              <span className={styles.size}>{size && `≈ ${formatBytes(RUN_FORMATS[format].bytes(size))}`}</span>
              <button
                type="button"
                className={buttons.dialogButton}
                aria-label={`Download ${RUN_FORMATS[format].title}`}
                disabled={!recording || making !== undefined}
                onClick={() => void save(format)}
              >
                <Download size={14} aria-hidden="true" /> {making?.format === format ? 'Making …' : 'Download'}
              </button>
              {making?.format === format && (
                <div className={styles.below}>
                  <ProgressBar label={`Making ${RUN_FORMATS[format].title}`} share={making.share} />
                  <button type="button" className={buttons.button} onClick={() => stop.current?.abort()}>
                    Stop
                  </button>
                </div>
              )}
              {made?.format === format && <MadeNotes made={made} />}
            </li>
          ))}
        </ul>
      </section>
      <p className={styles.sentence}>
        Everything is made on this device, and nothing is sent anywhere. Voltages are those that the recording holds: V
        at every recorded step, up to 64 MiB. Batches of a long run lie in its folder.
      </p>
    </div>
  );
}

function MadeNotes({ made: { name, bytes, notes } }: { readonly made: Made }) {
  return (
    <div className={styles.notes} role="status" data-testid="export-notes">
      <p>
        <b>{name}</b>, {formatBytes(bytes)}
      </p>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </div>
  );
}

async function make(
  lab: Lab,
  format: RunFormatName,
  span: { readonly from: number; readonly to: number },
  isWhole: boolean,
  signal: AbortSignal,
  onProgress: (share: number) => void,
) {
  const facts = readRunFacts(lab);
  if (!lab.recording || !facts) throw new Error('there is no run');
  const run = await readRecordedRun(lab, lab.recording, facts, span, RUN_FORMATS[format].needs);
  const stem = isWhole ? runStem(facts) : fileStem(facts, span);
  return exportInWorker({ format, run, stem }, { onProgress, signal });
}
