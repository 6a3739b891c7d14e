import { BookmarkPlus, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Version } from '../../store/library/versions.ts';
import buttons from '../controls/Button.module.css';
import { openByAddress } from '../controls/useAddress.ts';
import { useLab } from '../labContext.ts';
import styles from './Experiments.module.css';
import { formatMoment } from './moment.ts';
import { NameField } from './NameField.tsx';
import { useLibrary } from './useLibrary.ts';

/** The states that the experiment on screen has been in, the newest first. */
export function VersionsBody() {
  const { lab } = useLab();
  const { library, state, openId } = useLibrary();
  const { experiments, readAt, problem } = state;
  const record = experiments?.find(({ id }) => id === openId);
  const versions = record?.versions.toReversed() ?? [];
  const goBack = async (version: Version): Promise<void> => {
    const what = nameOf(version, readAt);
    if (!(await library.goBack(version.number, `Back to the version of ${what}`))) return;
    openByAddress('');
    lab.demo.setState({
      notice: {
        kind: 'opened',
        sentence: `Back to the version of ${what}. Undo brings back what was here, which is a version too.`,
      },
    });
  };
  return (
    <div className={styles.body}>
      <p className={styles.lead}>
        Edits go into one version until some minutes have passed. A name keeps a version for good; of the others the
        last 50 are kept.
      </p>
      <KeepAs onKeep={(name) => void library.keepAs(name)} />
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {experiments && versions.length === 0 && <p className={styles.lead}>None yet: the first edit makes one.</p>}
      {versions.length > 0 && (
        <ol className={styles.list} aria-label="Versions" reversed>
          {versions.map((version, k) => (
            <li key={version.number} className={styles.row} data-current={k === 0 || undefined}>
              <div className={styles.what}>
                <span className={styles.line}>
                  <time className={styles.clock} dateTime={new Date(version.editedAt).toISOString()}>
                    {formatMoment(version.editedAt, readAt)}
                  </time>
                  {k === 0 && <span className={styles.tag}>as it is now</span>}
                </span>
                <span className={styles.facts}>{editsOf(version)}</span>
              </div>
              <NameField
                label={`Name of the version of ${formatMoment(version.editedAt, readAt)}`}
                value={version.name ?? ''}
                placeholder="no name"
                onCommit={(name) => void library.nameVersion(version.number, name)}
              />
              <div className={styles.actions}>
                {k > 0 && (
                  <button
                    type="button"
                    className={buttons.dialogButton}
                    aria-label={`Go back to the version of ${nameOf(version, readAt)}`}
                    onClick={() => void goBack(version)}
                  >
                    <Undo2 size={14} aria-hidden="true" /> Go back
                  </button>
                )}
              </div>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** A name for the state as it is. */
function KeepAs({ onKeep }: { readonly onKeep: (name: string) => void }) {
  const [name, setName] = useState('');
  return (
    <form
      className={styles.keep}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        onKeep(name.trim());
        setName('');
      }}
    >
      <input
        className={styles.name}
        aria-label="Name for the experiment as it is now"
        placeholder="A name, such as ‘before the talk’"
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className={buttons.dialogPrimary} disabled={name.trim() === ''}>
        <BookmarkPlus size={15} aria-hidden="true" /> Keep this version
      </button>
    </form>
  );
}

function nameOf({ name, editedAt }: Version, now: number): string {
  return name ? `“${name}”` : formatMoment(editedAt, now);
}

/** The edits by their names, and how many came before those. */
function editsOf({ edits, labels }: Version): string {
  const more = edits - labels.length;
  const shown = labels.toReversed().join(' · ');
  return more > 0 ? `${shown} · and ${more} more` : shown || 'as it was opened';
}
