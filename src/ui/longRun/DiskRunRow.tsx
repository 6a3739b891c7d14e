import { Download, FileDown, GitBranch, Merge, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ENGINE_NAMES } from '../../engine/engineInfo.ts';
import type { DiskCheckpoint, DiskRun, MergeFormat } from '../../store/longRun/longRuns.ts';
import { timeOnDisk } from '../../store/longRun/diskStanding.ts';
import { canGoOn } from '../../store/longRun/longRuns.ts';
import type { LongRuns } from '../../store/longRun/longRuns.ts';
import { isUnderWay } from '../../store/runState.ts';
import actions from '../controls/Button.module.css';
import { Hint } from '../controls/Hint.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import menu from '../controls/Menu.module.css';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { downloadFile } from '../downloadFile.ts';
import { formatStanding } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { chooseTarget } from './chooseTarget.ts';
import { describePlan } from './describePlan.ts';
import { DeleteRunDialog } from './DeleteRunDialog.tsx';
import { formatDate } from './formatDate.ts';
import { GoOnButton } from './GoOnButton.tsx';
import styles from './LongRun.module.css';
import { formatBytes } from '../../wording/formatBytes.ts';

/** One run on disk, and what can be done with it. */
export function DiskRunRow({ longRuns, run }: { readonly longRuns: LongRuns; readonly run: DiskRun }) {
  const { lab } = useLab();
  const [asksToDelete, setAsking] = useState(false);
  const [outcome, setOutcome] = useState<string>();
  const task = useStore(longRuns.state, (state) => (state.task?.name === run.name ? state.task : undefined));
  const isBusy = useStore(longRuns.state, (state) => state.isBusy);
  const isHeld = useStore(longRuns.state, (state) => state.held.has(run.name));
  const isOnScreen = useStore(lab.run, ({ longRun, status }) => longRun?.name === run.name && isUnderWay(status));
  const { plan, confirmed, checkpoints, files, problem } = run;

  const merge = async (format: MergeFormat): Promise<void> => {
    const name = `${run.name}.${format}`;
    const target = await chooseTarget(name);
    if (target === 'cancelled') return setOutcome('Not merged: no file was chosen.');
    setOutcome(undefined);
    const file = await longRuns.merge(run, format, target);
    if (!file) return;
    if (!target) downloadFile(file, name);
    const where = target ? 'is where you wanted it' : 'is downloaded, and stays in Files';
    setOutcome(`Merged: ${file.name}, ${formatBytes(file.size)}, ${where}; its spikes.csv is in Files.`);
  };
  const download = async (name: string): Promise<void> => {
    const file = await longRuns.file(run, name);
    if (file) downloadFile(file, `${run.name}.${name}`);
  };

  return (
    <li className={styles.run} data-testid="disk-run">
      <p className={styles.runHead}>
        <b>{run.title}</b>
        <time dateTime={new Date(run.date).toISOString()}>{formatDate(run.date)}</time>
      </p>
      <p className={styles.facts}>{problem ?? describeRun(run, isOnScreen)}</p>
      {plan && plan.batches > 0 && (
        <div className={styles.share} data-whole={confirmed >= plan.batches || undefined}>
          <ProgressBar label={`Of ${run.title} on disk`} share={confirmed / plan.batches} />
        </div>
      )}
      {outcome && !task && (
        <p className={styles.facts} role="status">
          {outcome}
        </p>
      )}
      {task ? (
        <div className={styles.task}>
          <span role="status">
            {task.kind === 'merging' ? 'Merging' : 'Deleting'} … {Math.floor(100 * task.share)} %
          </span>
          <ProgressBar label={`Progress of ${task.kind}`} share={task.share} />
          {task.kind === 'merging' && (
            <button type="button" className={actions.button} onClick={() => longRuns.cancel()}>
              Cancel
            </button>
          )}
        </div>
      ) : (
        <div className={styles.actions}>
          {canGoOn(run) && !isOnScreen && <GoOnButton longRuns={longRuns} run={run} isDisabled={isBusy || isHeld} />}
          <ActionMenu
            label="Branch"
            icon={<GitBranch size={14} aria-hidden="true" />}
            isDisabled={isBusy || isOnScreen || checkpoints.length === 0}
            items={checkpoints.map((checkpoint) => ({
              key: checkpoint.file,
              label: describeCheckpoint(checkpoint, plan?.dt ?? 0),
              onSelect: () => void longRuns.branch(run, checkpoint.file),
            }))}
          />
          <ActionMenu
            label="Merge"
            icon={<Merge size={14} aria-hidden="true" />}
            isDisabled={isBusy || isOnScreen}
            whyNot={whyNotMerged(run)}
            items={(['npy', 'csv'] as const).map((format) => ({
              key: format,
              label: `${describeBatches(confirmed)} to one .${format}`,
              onSelect: () => void merge(format),
            }))}
          />
          <ActionMenu
            label="Files"
            icon={<Download size={14} aria-hidden="true" />}
            isDisabled={isOnScreen}
            items={inOrder(files).map((file) => ({
              key: file.name,
              label: (
                <>
                  <FileDown size={14} aria-hidden="true" />
                  <span className={styles.fileName}>{file.name}</span>
                  <span className={styles.fileSize}>{formatBytes(file.bytes)}</span>
                </>
              ),
              onSelect: () => void download(file.name),
            }))}
          />
          <IconButton
            label={`Delete ${run.title}`}
            icon={<Trash2 size={14} aria-hidden="true" />}
            onClick={() => setAsking(true)}
          />
        </div>
      )}
      <DeleteRunDialog
        run={asksToDelete ? run : undefined}
        isOnScreen={isOnScreen}
        onClose={() => setAsking(false)}
        onDelete={() => void longRuns.remove(run)}
      />
    </li>
  );
}

interface ActionMenuProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly isDisabled: boolean;
  /** Why there is nothing to choose, for the pointer and the focus. */
  readonly whyNot?: string | undefined;
  readonly items: readonly { readonly key: string; readonly label: ReactNode; readonly onSelect: () => void }[];
}

function ActionMenu({ label, icon, isDisabled, whyNot, items }: ActionMenuProps) {
  if (whyNot !== undefined) {
    return (
      <Hint text={whyNot} opensOnTap>
        {/* Not disabled: the reason would be out of reach. */}
        <button type="button" className={actions.button} aria-disabled="true">
          {icon} {label}
        </button>
      </Hint>
    );
  }
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={actions.button} disabled={isDisabled}>
        {icon} {label}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={`${menu.menu} ${styles.menu}`}
          align="start"
          sideOffset={6}
          collisionPadding={8}
        >
          {items.map(({ key, label: text, onSelect }) => (
            <DropdownMenu.Item key={key} className={menu.item} onSelect={onSelect}>
              {text}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function describeRun(run: DiskRun, isOnScreen: boolean): string {
  const { plan, confirmed, bytes, checkpoints } = run;
  if (!plan) return formatBytes(bytes);
  const { batches, duration, engine } = plan;
  const where = ENGINE_NAMES[engine.choice];
  const facts =
    batches === 0
      ? [`${checkpoints.length} ${checkpoints.length === 1 ? 'checkpoint' : 'checkpoints'} of a run of ${duration} ms`]
      : [`${confirmed} of ${batches} batches`, `${formatStanding(timeOnDisk(confirmed, plan))} of ${duration} ms`];
  const what = describePlan(run);
  return [what, ...facts, formatBytes(bytes), where, ...(isOnScreen ? ['on screen'] : [])].join(' · ');
}

function describeCheckpoint({ step, batch }: DiskCheckpoint, dt: number): string {
  const time = `${formatStanding(step * dt)} ms`;
  return batch === undefined ? `At ${time}, kept on demand` : `At ${time}, the end of batch ${batch + 1}`;
}

/** Undefined where all batches are there to be joined. */
function whyNotMerged({ plan, confirmed, problem }: DiskRun): string | undefined {
  if (problem !== undefined || plan === undefined)
    return 'The batches of this run cannot be told: its files can be downloaded one by one';
  if (plan.batches === 0) return 'Nothing to merge: only checkpoints of this run were kept';
  if (confirmed >= plan.batches) return undefined;
  return `A run is merged when it is whole: ${confirmed} of ${plan.batches} batches are on disk`;
}

/** What there is to take away first: what was merged and describes the run, then rows, spikes, and in the end the states to go on from. */
function inOrder(files: DiskRun['files']): DiskRun['files'] {
  const ranks = [/^(state|spikes)\.(npy|csv)$/, /^(run|experiment|engine)\./, /^state/, /^spikes/];
  const rank = (name: string): number => {
    const found = ranks.findIndex((pattern) => pattern.test(name));
    return found < 0 ? ranks.length : found;
  };
  return files.toSorted((a, b) => rank(a.name) - rank(b.name));
}

function describeBatches(count: number): string {
  return count === 1 ? 'Its batch' : `Its ${count} batches`;
}
