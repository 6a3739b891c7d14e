import { GitCompareArrows, PinOff, RotateCcw } from 'lucide-react';
import { comparisonOf } from '../../store/compare/comparison.ts';
import type { PinnedRun, PinnedSpikes } from '../../store/compare/pins.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { useDraft } from '../controls/useDraft.ts';
import { formatNumber } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { describeRunning } from '../topBar/engineText.ts';
import styles from './RunList.module.css';
import { RunSwatch } from './RunSwatch.tsx';
import { NOW } from './comparedRuns.ts';

/** The run on screen and the pinned ones: what each is, and which of them the differences are told to. */
export function RunList() {
  const { lab } = useLab();
  const comparison = comparisonOf(lab);
  const pins = useStore(comparison.state, (state) => state.pins);
  // A pin of the run on screen is the run on screen.
  const onScreen = useStore(lab.run, () => comparison.pinOnScreen?.letter);
  const compared = useStore(lab.run, () => comparison.compared);
  return (
    <ul className={styles.list} aria-label="Compared runs">
      <li className={styles.run}>
        <RunSwatch label={NOW} />
        <NowLine />
      </li>
      {pins.map((pin) => (
        <PinLine key={pin.letter} pin={pin} isCompared={pin.letter === compared} isOnScreen={pin.letter === onScreen} />
      ))}
    </ul>
  );
}

function NowLine() {
  const { lab } = useLab();
  const status = useStore(lab.run, (run) => run.status);
  const engine = useStore(lab.run, (run) => run.engine);
  const time = useStore(lab.run, ({ progress }) => progress?.time ?? 0);
  const title = useStore(lab.document, (document) => document.title);
  if (status === 'idle') return <span className={styles.name}>no run yet: press Run</span>;
  return (
    <span className={styles.name}>
      {title || 'Run'}
      <span className={styles.detail}>
        {formatNumber(time)} ms{engine && ` · ${describeRunning(engine)}`}
      </span>
    </span>
  );
}

interface PinLineProps {
  readonly pin: PinnedRun | PinnedSpikes;
  readonly isCompared: boolean;
  readonly isOnScreen: boolean;
}

function PinLine({ pin, isCompared, isOnScreen }: PinLineProps) {
  const { lab } = useLab();
  const comparison = comparisonOf(lab);
  const { letter, name } = pin;
  const { input, problem } = useDraft({
    shown: name,
    onCommit: (typed) => comparison.rename(letter, typed),
    onNudge: () => undefined,
  });
  const time = comparison.recordingOf(letter)?.time ?? 0;
  return (
    <li className={styles.run} data-compared={isCompared || undefined}>
      <RunSwatch label={letter} />
      <span className={styles.name}>
        <input
          {...input}
          className={styles.input}
          title={name}
          aria-label={`Name of run ${letter}`}
          data-problem={problem !== undefined || undefined}
        />
        <span className={styles.detail}>
          {problem ?? (
            <>
              {isOnScreen ? 'is the run on screen' : `${formatNumber(time)} ms`}
              {pin.kind === 'run' && pin.engine && ` · ${describeRunning(pin.engine)}`}
              {pin.kind === 'spikes' && ` · ${['spikes only', ...pin.notes].join(' · ')}`}
            </>
          )}
        </span>
      </span>
      <span className={styles.actions}>
        <IconButton
          label={`Compare with ${letter}`}
          icon={<GitCompareArrows size={15} aria-hidden="true" />}
          hint={`Tell the differences of the run on screen to ${letter}`}
          aria-pressed={isCompared}
          onClick={() => comparison.compareWith(letter)}
        />
        {pin.kind === 'run' && (
          <IconButton
            label={`Open ${letter} again`}
            icon={<RotateCcw size={15} aria-hidden="true" />}
            hint="Makes the lab what it was in this run, its engine too; undo takes it back. Edits that were made while it ran count from the start then."
            onClick={() => comparison.open(letter)}
          />
        )}
        <IconButton
          label={`Unpin ${letter}`}
          icon={<PinOff size={15} aria-hidden="true" />}
          onClick={() => comparison.unpin(letter)}
        />
      </span>
    </li>
  );
}
