import { VOLTAGE_BYTES } from '../../recording/recording.ts';
import { useEffect, useRef, useState } from 'react';
import { EXPERIMENT_FORMATS } from '../../exchange/experimentFormats.ts';
import type { ExperimentFormatName } from '../../exchange/experimentFormats.ts';
import { exportInWorker } from '../../exchange/worker/exportClient.ts';
import type { ExportRequest } from '../../exchange/worker/exportRequest.ts';
import { RUN_FORMATS } from '../../exchange/runFormats.ts';
import type { RunFormatName } from '../../exchange/runFormats.ts';
import { afterPaint } from '../afterPaint.ts';
import { Choice } from '../controls/Choice.tsx';
import problemStyles from '../controls/Problem.module.css';
import { downloadFile } from '../downloadFile.ts';
import { fileStem, runStem } from '../figure/fileStem.ts';
import { readRunFacts } from '../figure/runFacts.ts';
import { useLab, useStore } from '../labContext.ts';
import { windowText } from '../measures/windowText.ts';
import styles from './Export.module.css';
import { FormatLine } from './FormatLine.tsx';
import type { HandedOver } from './FormatLine.tsx';
import { readRecordedRun, sizeOf } from './readRecordedRun.ts';
import { messageOf } from '../../wording/messageOf.ts';
import { formatBytes } from '../../wording/formatBytes.ts';

type Stretch = 'whole' | 'view';

const RUN_NAMES = Object.keys(RUN_FORMATS) as RunFormatName[];
const EXPERIMENT_NAMES = Object.keys(EXPERIMENT_FORMATS) as ExperimentFormatName[];

/** The formats that run and experiment can be taken away in: what each holds, how large it will be, and, once made, what it leaves out. */
export function ExportBody() {
  const { lab } = useLab();
  useStore(lab.run, ({ progress, status }) => (status === 'running' ? 'running' : progress?.time));
  const time = useStore(lab.view, (view) => view.time);
  const [stretch, setStretch] = useState<Stretch>('whole');
  const { making, made, problem, save, stop } = useExport();

  const recording = lab.recording?.endRow ? lab.recording : undefined;
  const whole = { from: recording?.completeFrom ?? 0, to: recording?.time ?? 0 };
  const view = { from: Math.max(whole.from, time.start), to: Math.min(whole.to, time.end) };
  const hasView = view.to > view.from;
  const span = stretch === 'view' && hasView ? view : whole;
  const size = recording && sizeOf(recording, span);
  const line = (title: string) => ({
    share: making?.title === title ? making.share : undefined,
    made: made?.title === title ? made : undefined,
    onStop: stop,
  });

  const readRun = async (format: RunFormatName): Promise<ExportRequest> => {
    const facts = readRunFacts(lab);
    if (!lab.recording || !facts) throw new Error('there is no run');
    await afterPaint();
    const run = await readRecordedRun(lab, lab.recording, facts, span, RUN_FORMATS[format].needs);
    return { of: 'run', format, run, stem: span === whole ? runStem(facts) : fileStem(facts, span) };
  };
  const readExperiment = (format: ExperimentFormatName): ExportRequest => {
    const { stimulus, ...described } = lab.document.getState();
    // What the page knows of its files is no part of an experiment.
    const currents = stimulus.map(({ id, name, isOn, part }) => ({
      id,
      ...(name !== undefined && { name }),
      isOn,
      part,
    }));
    const experiment = { ...described, stimulus: currents };
    return { of: 'experiment', format, experiment };
  };

  return (
    <div className={styles.body} tabIndex={0} role="group" aria-label="Formats">
      {problem && (
        <p className={problemStyles.problem} role="alert">
          {problem}
        </p>
      )}
      <section className={styles.section} aria-labelledby="export-run">
        <div className={styles.head}>
          <h3 id="export-run" className={styles.heading}>
            The run on screen
          </h3>
          {recording && hasView && (
            <Choice
              label="Stretch of the run"
              value={stretch}
              isSmall
              options={[
                { value: 'whole', label: `Whole run, ${windowText(whole)}` },
                { value: 'view', label: `In view, ${windowText(view)}` },
              ]}
              onChange={setStretch}
            />
          )}
        </div>
        {!recording && <p className={styles.sentence}>There is no run to export: press Run first.</p>}
        <ul className={styles.formats}>
          {RUN_NAMES.map((format) => (
            <FormatLine
              key={format}
              {...RUN_FORMATS[format]}
              size={size && `≈ ${formatBytes(RUN_FORMATS[format].bytes(size))}`}
              isDisabled={!recording || making !== undefined}
              {...line(RUN_FORMATS[format].title)}
              onDownload={() => void save(RUN_FORMATS[format].title, () => readRun(format))}
            />
          ))}
        </ul>
      </section>
      <section className={styles.section} aria-labelledby="export-experiment">
        <h3 id="export-experiment" className={styles.heading}>
          The experiment, for other programs to run
        </h3>
        <ul className={styles.formats}>
          {EXPERIMENT_NAMES.map((format) => (
            <FormatLine
              key={format}
              {...EXPERIMENT_FORMATS[format]}
              isDisabled={making !== undefined}
              {...line(EXPERIMENT_FORMATS[format].title)}
              onDownload={() => void save(EXPERIMENT_FORMATS[format].title, () => readExperiment(format))}
            />
          ))}
        </ul>
      </section>
      <p className={styles.sentence}>
        Everything is made on this device, and nothing is sent anywhere. Voltages are those that the recording holds: V
        at every recorded step, up to {formatBytes(VOLTAGE_BYTES)} in float32. Batches of a long run are under Files in
        Long run.
      </p>
    </div>
  );
}

/** One file at a time, made in a worker and handed to the browser's downloads. */
function useExport() {
  const [making, setMaking] = useState<{ readonly title: string; readonly share: number }>();
  const [made, setMade] = useState<HandedOver & { readonly title: string }>();
  const [problem, setProblem] = useState<string>();
  const under = useRef<AbortController>(undefined);
  useEffect(() => () => under.current?.abort(), []);

  const save = async (title: string, request: () => ExportRequest | Promise<ExportRequest>): Promise<void> => {
    const { signal } = (under.current = new AbortController());
    setMaking({ title, share: 0 });
    setMade(undefined);
    setProblem(undefined);
    try {
      const onProgress = (share: number): void => setMaking({ title, share });
      const { name, content, notes } = await exportInWorker(await request(), { onProgress, signal });
      downloadFile(content, name);
      setMade({ title, name, bytes: content.size, notes });
    } catch (error) {
      const reason = messageOf(error);
      if (!signal.aborted) setProblem(`${title} could not be made: ${reason}`);
    }
    setMaking(undefined);
  };
  return { making, made, problem, save, stop: () => under.current?.abort() };
}
