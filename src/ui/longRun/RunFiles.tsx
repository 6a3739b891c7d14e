import { ChevronDown, ChevronRight, FileDown, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { groupFiles } from '../../store/longRun/groupFiles.ts';
import type { FileGroup } from '../../store/longRun/groupFiles.ts';
import type { DiskFile, DiskRun, LongRuns } from '../../store/longRun/longRuns.ts';
import { formatBytes } from '../../wording/formatBytes.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { downloadFile } from '../downloadFile.ts';
import { useStore } from '../labContext.ts';
import styles from './RunFiles.module.css';

export interface RunFilesProps {
  readonly id: string;
  readonly longRuns: LongRuns;
  readonly run: DiskRun;
  /** A file was deleted, and the button that did it is gone. */
  readonly onDeleted: () => void;
}

/** The files of a run, to be downloaded one by one. */
export function RunFiles({ id, longRuns, run, onDeleted }: RunFilesProps) {
  const isBusy = useStore(longRuns.state, (state) => state.isBusy);
  const line = (file: DiskFile, isMerged = false) => (
    <FileLine
      key={file.name}
      file={file}
      isMerged={isMerged}
      isBusy={isBusy}
      onDownload={async () => {
        const found = await longRuns.file(run, file.name);
        if (found) downloadFile(found, `${run.name}.${file.name}`);
      }}
      onDelete={async () => {
        await longRuns.removeMerged(run, file.name);
        onDeleted();
      }}
    />
  );
  const groups = groupFiles(run.files);
  return (
    <ul
      id={id}
      className={styles.files}
      aria-label={`Files of ${run.title}`}
      data-deletable={groups.some(({ isMerged }) => isMerged) || undefined}
    >
      {groups.flatMap((group) =>
        group.title === undefined ? (
          group.files.map((file) => line(file, group.isMerged))
        ) : (
          <FileFold key={group.title} {...group}>
            {group.files.map((file) => line(file))}
          </FileFold>
        ),
      )}
    </ul>
  );
}

/** Many files of one kind: how many, how large together, and each of them when it is asked for. */
function FileFold({ title, bytes, files, children }: FileGroup & { readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <li>
      <button type="button" className={styles.line} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Chevron size={14} aria-hidden="true" />
        <span className={styles.name}>
          {title} <span className={styles.soft}>{files[0]?.name} …</span>
        </span>
        <span className={styles.size}>{formatBytes(bytes)}</span>
      </button>
      {isOpen && <ul className={styles.folded}>{children}</ul>}
    </li>
  );
}

interface FileLineProps {
  readonly file: DiskFile;
  readonly isMerged: boolean;
  readonly isBusy: boolean;
  readonly onDownload: () => Promise<void>;
  readonly onDelete: () => Promise<void>;
}

function FileLine({ file: { name, bytes, isCutOff }, isMerged, isBusy, onDownload, onDelete }: FileLineProps) {
  return (
    <li className={styles.file}>
      {isCutOff ? (
        <span className={styles.line}>
          <span className={styles.name}>
            {name} <span className={styles.soft}>merging ended half-way; of no use</span>
          </span>
          <span className={styles.size}>{formatBytes(bytes)}</span>
        </span>
      ) : (
        <button type="button" className={styles.line} aria-label={`Download ${name}`} onClick={() => void onDownload()}>
          <FileDown size={14} aria-hidden="true" />
          <span className={styles.name}>{name}</span>
          <span className={styles.size}>{formatBytes(bytes)}</span>
        </button>
      )}
      {isMerged && (
        <IconButton
          label={`Delete ${name}`}
          hint={`Delete ${name}: the batches stay, and Merge makes it again`}
          icon={<Trash2 size={14} aria-hidden="true" />}
          disabled={isBusy}
          onClick={() => void onDelete()}
        />
      )}
    </li>
  );
}
