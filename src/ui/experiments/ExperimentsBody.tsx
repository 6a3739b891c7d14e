import { Copy, History, Pencil, Plus, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { bytesOf } from '../../store/library/versions.ts';
import type { ExperimentRecord } from '../../store/library/versions.ts';
import { removeExperiment } from '../../store/results/removeExperiment.ts';
import buttons from '../controls/Button.module.css';
import { IconButton } from '../controls/IconButton.tsx';
import { openByAddress } from '../controls/useAddress.ts';
import { commitDraft } from '../history/drafts.ts';
import { useLab } from '../labContext.ts';
import styles from './Experiments.module.css';
import { formatMoment } from './moment.ts';
import { NameField } from './NameField.tsx';
import { useLibrary } from './useLibrary.ts';
import { formatBytes } from '../../wording/formatBytes.ts';

/** All experiments that this browser keeps, the one edited last first. */
export function ExperimentsBody() {
  const { lab } = useLab();
  const { library, state, openId } = useLibrary();
  const { experiments, readAt, elsewhere, problem } = state;
  const list = useRef<HTMLUListElement>(null);
  const [asked, setAsked] = useState<{ readonly id: string; readonly what: 'name' | 'delete' }>();
  const show = async (opening: Promise<boolean | undefined>): Promise<void> => {
    if (await opening) openByAddress('');
  };
  const endAsking = (): void => {
    setAsked(undefined);
    // What had the focus is gone.
    list.current?.focus();
  };
  return (
    <div className={styles.body}>
      <div className={styles.top}>
        <p className={styles.lead}>
          The experiment on screen is kept in this browser while you edit it, and stays here when you open another. Its
          run is not: one that is neither pinned (Compare) nor on disk (Long run) is gone after a reload, or with
          another experiment. For another computer, save the experiment as a file.
        </p>
        <button
          type="button"
          className={buttons.dialogPrimary}
          onClick={() => {
            commitDraft();
            void show(library.create());
          }}
        >
          <Plus size={15} aria-hidden="true" /> New experiment
        </button>
      </div>
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {experiments?.length === 0 && (
        <p className={styles.lead}>None yet: the first edit brings what is on screen here.</p>
      )}
      {experiments && experiments.length > 0 && (
        <ul className={styles.list} aria-label="Experiments" ref={list} tabIndex={-1}>
          {experiments.map((record) => (
            <li key={record.id} className={styles.row} data-current={record.id === openId || undefined}>
              {asked?.id === record.id && asked.what === 'delete' ? (
                <Question
                  record={record}
                  onKeep={endAsking}
                  onDelete={() => {
                    void removeExperiment(lab, record.id);
                    endAsking();
                  }}
                />
              ) : (
                <>
                  <div className={styles.what}>
                    {asked?.id === record.id ? (
                      <NameField
                        label={`New name of ${titleOf(record)}`}
                        value={record.title}
                        hasFocus
                        onCommit={(title) => void library.rename(record.id, title)}
                        onEnd={endAsking}
                      />
                    ) : record.id === openId ? (
                      <span className={styles.title} aria-current="true">
                        {titleOf(record)}
                        <span className={styles.tag}>on screen</span>
                      </span>
                    ) : (
                      <button
                        type="button"
                        className={styles.title}
                        aria-label={`Open ${titleOf(record)}`}
                        onClick={() => void show(library.open(record.id))}
                      >
                        {titleOf(record)}
                        {elsewhere.has(record.id) && <span className={styles.tag}>in another tab</span>}
                      </button>
                    )}
                    <Facts record={record} />
                  </div>
                  <span className={styles.moment}>{formatMoment(record.editedAt, readAt)}</span>
                  <div className={`${styles.actions} ${styles.columns}`}>
                    {record.id === openId ? (
                      <IconButton
                        label={`Versions of ${titleOf(record)}`}
                        icon={<History size={15} aria-hidden="true" />}
                        onClick={() => openByAddress('#versions')}
                      />
                    ) : (
                      <span />
                    )}
                    <IconButton
                      label={`Rename ${titleOf(record)}`}
                      icon={<Pencil size={15} aria-hidden="true" />}
                      onClick={() => setAsked({ id: record.id, what: 'name' })}
                    />
                    <IconButton
                      label={`Duplicate ${titleOf(record)}`}
                      icon={<Copy size={15} aria-hidden="true" />}
                      onClick={() => void library.duplicate(record.id)}
                    />
                    {record.id === openId ? (
                      <span />
                    ) : (
                      <IconButton
                        label={`Delete ${titleOf(record)}`}
                        icon={<Trash2 size={15} aria-hidden="true" />}
                        onClick={() => setAsked({ id: record.id, what: 'delete' })}
                      />
                    )}
                  </div>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Facts({ record: { neurons, duration, versions } }: { readonly record: ExperimentRecord }) {
  return (
    <span className={styles.facts}>
      {counted(neurons, 'neuron')} · {duration} ms · {counted(versions.length, 'version')} ·{' '}
      {formatBytes(bytesOf(versions))}
    </span>
  );
}

interface QuestionProps {
  readonly record: ExperimentRecord;
  readonly onKeep: () => void;
  readonly onDelete: () => void;
}

/** There is no way back from deleting, so it asks. */
function Question({ record, onKeep, onDelete }: QuestionProps) {
  return (
    <div className={styles.question} role="group" aria-label={`Delete ${titleOf(record)}?`}>
      <p>
        Delete “{titleOf(record)}” with its {counted(record.versions.length, 'version')} and its results, for good?
      </p>
      <button type="button" className={buttons.dialogButton} ref={focusFirst} onClick={onKeep}>
        Keep it
      </button>
      <button type="button" className={buttons.dialogButton} onClick={onDelete}>
        Delete
      </button>
    </div>
  );
}

function focusFirst(button: HTMLButtonElement | null): void {
  button?.focus();
}

function titleOf({ title }: ExperimentRecord): string {
  return title || 'Untitled experiment';
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
