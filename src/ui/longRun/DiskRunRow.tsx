import { ChartLine, ChevronDown, ChevronRight, GitBranch, Merge, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { ENGINE_NAMES } from '../../engine/engineInfo.ts';
import type { DiskCheckpoint, DiskRun } from '../../store/longRun/longRuns.ts';
import { timeOnDisk } from '../../store/longRun/diskStanding.ts';
import { canGoOn, isWhole } from '../../store/longRun/longRuns.ts';
import type { LongRuns } from '../../store/longRun/longRuns.ts';
import { isUnderWay } from '../../store/runState.ts';
import actions from '../controls/Button.module.css';
import { Hint } from '../controls/Hint.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import menu from '../controls/Menu.module.css';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { formatStanding } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { describePlan } from './describePlan.ts';
import { DeleteRunDialog } from './DeleteRunDialog.tsx';
import { formatDate } from './formatDate.ts';
import { GoOnButton } from './GoOnButton.tsx';
import styles from './LongRun.module.css';
import { RunFiles } from './RunFiles.tsx';
import { useMerge } from './useMerge.ts';
import { formatBytes } from '../../wording/formatBytes.ts';

export interface DiskRunRowProps {
  readonly longRuns: LongRuns;
  readonly run: DiskRun;
  /** Takes the focus of a row that goes. */
  readonly focusList: () => void;
}

/** One run on disk, and what can be done with it. */
export function DiskRunRow({ longRuns, run, focusList }: DiskRunRowProps) {
  const { lab } = useLab();
  const filesId = useId();
  const [asksToDelete, setAsking] = useState(false);
  const [showsFiles, setShowing] = useState(false);
  const filesButton = useRef<HTMLButtonElement>(null);
  const mergeButton = useRef<HTMLButtonElement>(null);
  const { waitsFor, outcome, merge, giveUp } = useMerge(longRuns, run);
  const task = useStore(longRuns.state, (state) => (state.task?.name === run.name ? state.task : undefined));
  const isBusy = useStore(longRuns.state, (state) => state.isBusy);
  const isHeld = useStore(longRuns.state, (state) => state.held.has(run.name));
  const isOnScreen = useStore(lab.run, ({ longRun, status }) => longRun?.name === run.name && isUnderWay(status));
  const isShown = useStore(lab.run, ({ longRun, status }) => longRun?.name === run.name && status === 'finished');
  const { plan, confirmed, checkpoints, problem } = run;

  const isWorking = task !== undefined || waitsFor !== undefined;
  const isOpen = showsFiles && !isOnScreen;
  const FilesChevron = isOpen ? ChevronDown : ChevronRight;
  // What is at work takes the place of the button that began it, and the focus with it.
  const before = useRef({ isWorking, isOnScreen });
  useEffect(() => {
    const { current: was } = before;
    before.current = { isWorking, isOnScreen };
    if (document.activeElement !== document.body) return;
    if (was.isWorking && !isWorking) mergeButton.current?.focus();
    else if (!was.isOnScreen && isOnScreen) focusList();
  }, [isWorking, isOnScreen, focusList]);

  return (
    <li className={styles.run} data-testid="disk-run">
      <p className={styles.runHead}>
        <b>{run.title}</b>
        <time dateTime={new Date(run.date).toISOString()}>{formatDate(run.date)}</time>
        {(isOnScreen || isShown) && <span className={styles.tag}>on screen</span>}
        <span className={styles.runBytes}>{formatBytes(run.bytes)}</span>
        {!isWorking && (
          <IconButton
            label={`Delete ${run.title}`}
            icon={<Trash2 size={14} aria-hidden="true" />}
            onClick={() => setAsking(true)}
          />
        )}
      </p>
      <p className={styles.facts}>{problem ?? describeRun(run)}</p>
      {plan && confirmed < plan.batches && !isOnScreen && (
        <div className={styles.share}>
          <ProgressBar label={`Of ${run.title} on disk`} share={confirmed / plan.batches} />
        </div>
      )}
      {outcome && !isWorking && (
        <p className={styles.facts} role="status">
          {outcome}
        </p>
      )}
      {waitsFor !== undefined && (
        <div className={styles.task}>
          <span role="status">Waiting for you to say, in the browser’s window, where {waitsFor} is to go …</span>
          <button type="button" className={actions.button} ref={focusFirst} onClick={giveUp}>
            Give up
          </button>
        </div>
      )}
      {task && (
        <div className={styles.task}>
          <span role="status">
            {task.kind === 'merging' ? 'Merging' : 'Deleting'} … {Math.floor(100 * task.share)} %
          </span>
          <ProgressBar label={`Progress of ${task.kind}`} share={task.share} />
          {task.kind === 'merging' && (
            <button type="button" className={actions.button} ref={focusFirst} onClick={() => longRuns.cancel()}>
              Cancel
            </button>
          )}
        </div>
      )}
      {!isWorking && (
        <div className={styles.actions}>
          {canGoOn(run) && !isOnScreen && <GoOnButton longRuns={longRuns} run={run} isDisabled={isBusy || isHeld} />}
          {isWhole(run) && (
            <button
              type="button"
              className={actions.button}
              disabled={isBusy || isHeld || isOnScreen || isShown}
              onClick={() => void longRuns.show(run)}
            >
              <ChartLine size={14} aria-hidden="true" /> Show on the charts
            </button>
          )}
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
            button={mergeButton}
            isDisabled={isBusy || isOnScreen}
            whyNot={whyNotMerged(run)}
            items={(['npy', 'csv'] as const).map((format) => ({
              key: format,
              label: `${describeBatches(confirmed)} to one .${format}`,
              onSelect: () => void merge(format),
            }))}
          />
          <button
            ref={filesButton}
            type="button"
            className={actions.button}
            disabled={isOnScreen}
            aria-expanded={isOpen}
            aria-controls={filesId}
            onClick={() => setShowing(!showsFiles)}
          >
            <FilesChevron size={14} aria-hidden="true" /> Files
          </button>
        </div>
      )}
      {isOpen && !isWorking && (
        <RunFiles id={filesId} longRuns={longRuns} run={run} onDeleted={() => filesButton.current?.focus()} />
      )}
      <DeleteRunDialog
        run={asksToDelete ? run : undefined}
        isOnScreen={isOnScreen}
        onClose={() => setAsking(false)}
        focusList={focusList}
        onDelete={() => void longRuns.remove(run)}
      />
    </li>
  );
}

function focusFirst(button: HTMLButtonElement | null): void {
  button?.focus();
}

interface ActionMenuProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly button?: RefObject<HTMLButtonElement | null>;
  readonly isDisabled: boolean;
  /** Why there is nothing to choose, for the pointer and the focus. */
  readonly whyNot?: string | undefined;
  readonly items: readonly { readonly key: string; readonly label: ReactNode; readonly onSelect: () => void }[];
}

function ActionMenu({ label, icon, button, isDisabled, whyNot, items }: ActionMenuProps) {
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
      <DropdownMenu.Trigger ref={button} className={actions.button} disabled={isDisabled}>
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

function describeRun(run: DiskRun): string {
  const { plan, confirmed, checkpoints } = run;
  if (!plan) return '';
  const { batches, duration, engine } = plan;
  const standing = formatStanding(timeOnDisk(confirmed, plan));
  const facts = {
    kept: [`${checkpoints.length} ${checkpoints.length === 1 ? 'checkpoint' : 'checkpoints'} of ${duration} ms`],
    whole: [`${batches} ${batches === 1 ? 'batch' : 'batches'}`, `${duration} ms`],
    unfinished: [`${confirmed} of ${batches} batches`, `${standing} of ${duration} ms`],
  }[batches === 0 ? 'kept' : confirmed >= batches ? 'whole' : 'unfinished'];
  return [describePlan(run), ...facts, ENGINE_NAMES[engine.choice]].join(' · ');
}

/** Begins with its digits: whoever types them in the menu is there. */
function describeCheckpoint({ step, batch }: DiskCheckpoint, dt: number): string {
  const time = `${formatStanding(step * dt)} ms`;
  return batch === undefined ? `${time}, kept on demand` : `${time}, the end of batch ${batch + 1}`;
}

/** Undefined where all batches are there to be joined. */
function whyNotMerged({ plan, confirmed, problem }: DiskRun): string | undefined {
  if (problem !== undefined || plan === undefined)
    return 'The batches of this run cannot be told: its files can be downloaded one by one';
  if (plan.batches === 0) return 'Nothing to merge: only checkpoints of this run were kept';
  if (confirmed >= plan.batches) return undefined;
  return `A run is merged when it is whole: ${confirmed} of ${plan.batches} batches are on disk`;
}

function describeBatches(count: number): string {
  return count === 1 ? 'Its batch' : `Its ${count} batches`;
}
