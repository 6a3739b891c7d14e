import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LabDocument } from '../../store/labDocument.ts';
import { isUnderWay } from '../../store/runState.ts';
import type { RunState } from '../../store/runState.ts';
import { togglePart } from '../../store/edits/stimulusEdits.ts';
import { nameOf } from '../../store/edits/stimulusParts.ts';
import { describeWaiting } from '../../store/waitingEdits.ts';
import { SAFE_DT, checkDocument, findObstacle } from '../../store/warnings.ts';
import { undo } from '../history/takeBack.ts';
import { formatSentence, formatStanding } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { ENGINE_NAMES, labelPrecision } from '../topBar/engineText.ts';
import styles from './StatusLine.module.css';

/** What goes on, in a sentence; what went wrong, and the way out as a button where there is one. */
export function StatusLine() {
  const { lab } = useLab();
  const document = useStore(lab.document, (state) => state);
  const obstacle = checkDocument(document);
  const problem = useStore(lab.upload, (upload) => upload.problem);
  const reading = useStore(lab.upload, (upload) => upload.reading);
  const unsaved = useStore(lab.upload, (upload) => upload.unsaved);
  const failure = useStore(lab.run, (run) => run.failure);
  const canGoOnAt = useStore(lab.run, (run) => run.canGoOnAt);
  const text = useStore(lab.run, describeStatus);
  const editProblem = useStore(lab.run, (run) => run.editProblem);
  const canUndo = useStore(lab.history.state, ({ past }) => past.length > 0);
  const notices = useStore(lab.run, (run) => run.notices);
  const run = useStore(lab.run, (state) => state.run);
  const isToDisk = useStore(lab.run, ({ longRun }) => longRun !== undefined);
  const waiting = useStore(lab.run, (state) => describeWaiting(state, document));

  if (problem) {
    return (
      <Message kind="warning">
        <UploadProblem problem={problem} />
      </Message>
    );
  }
  if (obstacle) {
    return (
      <Message kind="warning">
        {obstacle} <Remedies document={document} />
      </Message>
    );
  }
  if (failure) {
    return (
      <Message kind="failure">
        {formatSentence(failure)}{' '}
        {canGoOnAt !== undefined && (
          <Remedy onClick={() => lab.goOn()}>Go on from {formatStanding(canGoOnAt)} ms</Remedy>
        )}{' '}
        {run && document.dt > SAFE_DT && <SafeStep />}
      </Message>
    );
  }
  if (editProblem) {
    return (
      <Message kind="warning">
        {formatSentence(editProblem)} The run goes on without this edit.{' '}
        {canUndo && <Remedy onClick={() => undo(lab)}>Undo the edit</Remedy>}
      </Message>
    );
  }
  if (unsaved) {
    return (
      <Message kind="warning">
        {formatSentence(unsaved)} <Remedy onClick={() => lab.upload.setState({ unsaved: undefined })}>Dismiss</Remedy>
      </Message>
    );
  }
  return (
    <Message kind="plain">
      {[reading ? `Reading ${reading} …` : text, ...notices.map(formatSentence)].join(' ')}{' '}
      {waiting && (
        <>
          {waiting}{' '}
          {!isToDisk && !waiting.endsWith('press Run.') && <Remedy onClick={() => lab.start()}>Start over</Remedy>}
        </>
      )}
    </Message>
  );
}

/** Why the last file was not taken. */
export function UploadProblem({ problem }: { readonly problem: string }) {
  const { lab } = useLab();
  return (
    <>
      <span data-testid="upload-problem">{formatSentence(problem)} The stimulus stays as it was.</span>{' '}
      <Remedy onClick={() => lab.upload.setState({ problem: undefined })}>Dismiss</Remedy>
    </>
  );
}

function Message({ kind, children }: { readonly kind: 'plain' | 'warning' | 'failure'; readonly children: ReactNode }) {
  return (
    <div className={styles.line} data-kind={kind} role={kind === 'failure' ? 'alert' : 'status'} data-testid="status">
      {kind === 'warning' && <TriangleAlert size={15} aria-hidden="true" />}
      {kind === 'failure' && <CircleAlert size={15} aria-hidden="true" />}
      <p>{children}</p>
    </div>
  );
}

function Remedy({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <button type="button" className={styles.remedy} onClick={onClick}>
      {children}
    </button>
  );
}

function SafeStep() {
  const { lab } = useLab();
  return (
    <Remedy
      onClick={() => {
        lab.setField('dt', SAFE_DT);
        lab.start();
      }}
    >
      Set dt to {SAFE_DT} ms and run
    </Remedy>
  );
}

function Remedies({ document }: { readonly document: LabDocument }) {
  const { lab } = useLab();
  const entry = findObstacle(document)?.entry;
  if (!entry) return null;
  const { id, part } = entry;
  return (
    <>
      {part.kind === 'array' && (
        <>
          <Remedy onClick={() => lab.setField('n', part.n)}>Set Neurons to {part.n}</Remedy>{' '}
        </>
      )}
      <Remedy onClick={() => togglePart(lab, id)}>Switch {nameOf(entry)} off</Remedy>
    </>
  );
}

function describeStatus({ status, engine, progress, run, silence, until, longRun }: RunState): string {
  if (silence !== undefined && isUnderWay(status)) return `The GPU has not answered for ${silence} s.`;
  switch (status) {
    case 'idle':
      return 'Ready.';
    case 'starting':
      return 'Building the network and compiling it for the engine …';
    case 'running': {
      const where = engine ? ` on ${ENGINE_NAMES[engine.kind]}, ${labelPrecision(engine)}` : '';
      const goal = run && until !== undefined ? ` to ${formatStanding(until * run.dt)} ms` : '';
      return `Running${goal}${where}${longRun ? ', to disk' : ''}.`;
    }
    case 'pausing':
      return 'Pausing …';
    case 'paused':
      return `Paused at ${formatStanding(progress?.time ?? 0)} ms.`;
    case 'finished': {
      const duration = run?.duration ?? 0;
      // Made shorter than it was already.
      if (run && progress && progress.time > duration + run.dt / 2) {
        return `Ended at ${formatStanding(progress.time)} ms, past its new end at ${duration} ms.`;
      }
      return `Finished ${duration} ms${engine ? ` on ${ENGINE_NAMES[engine.kind]}, ${labelPrecision(engine)}` : ''}.`;
    }
    case 'failed':
      return '';
  }
}
