import { ChevronDown, Cpu, TriangleAlert } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { EngineInfo, EngineReport, EngineRequest } from '../../engine/engineInfo.ts';
import { expectEngine } from '../../store/expectEngine.ts';
import { isUnderWay } from '../../store/runState.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './EngineBadge.module.css';
import { EngineMenu } from './EngineMenu.tsx';
import {
  ENGINE_NAMES,
  describeEngine,
  describeRunning,
  explainPrecision,
  formatThreads,
  labelPrecision,
} from './engineText.ts';
import { TrialTable } from './TrialTable.tsx';

/** Which engine runs, in which precision, on what and why; opens the menu that overrides the automatic choice. */
export function EngineBadge() {
  const { lab } = useLab();
  const request = useStore(lab.document, ({ engine }) => engine);
  const running = useStore(lab.run, ({ engine }) => engine);
  const engines = useStore(lab.run, (run) => run.engines);
  const isBusy = useStore(lab.run, ({ status }) => isUnderWay(status));
  const expected = running ? undefined : engines && expectEngine(request, engines);
  const shown = running ?? expected;
  const isWarned = running !== undefined && explainPrecision(running).isWarning;

  return (
    <Popover.Root>
      <Popover.Trigger className={styles.badge} data-testid="engine-badge">
        {isWarned ? (
          <TriangleAlert size={14} aria-label="Warning" className={styles.warned} />
        ) : (
          <Cpu size={14} aria-hidden="true" className={styles.icon} />
        )}
        <span className="visually-hidden">Engine: </span>
        <span className={styles.name}>{ENGINE_NAMES[shown?.kind ?? request.choice]}</span>{' '}
        <span className={styles.precision}>
          {running && labelPrecision(running)}
          {running?.threads !== undefined && running.threads > 1 && (
            <span className={styles.threads}> on {formatThreads(running.threads)}</span>
          )}
          {expected && expectedPrecision(request, expected)}
          {!shown && (engines ? 'not available' : 'looking …')}
        </span>
        <ChevronDown size={14} aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.menu} align="end" sideOffset={6} collisionPadding={8} aria-label="Engine">
          <h2 className={styles.title}>{running ? 'This run' : 'The next run'}</h2>
          {running ? <ThisRun engine={running} /> : <NextRun request={request} expected={expected} />}
          <EngineMenu />
          {isBusy && <p className={styles.note}>A run keeps its engine; the choice holds from the next run on.</p>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function ThisRun({ engine }: { readonly engine: EngineInfo }) {
  const { lab } = useLab();
  const dt = useStore(lab.run, ({ run }) => run?.dt);
  const { reason, trials } = engine;
  const { text, isWarning } = explainPrecision(engine);
  const isTried = trials !== undefined && trials.length > 0;
  return (
    <>
      <p className={styles.reason}>
        <strong>{describeRunning(engine)}.</strong>{' '}
        {isTried ? 'Chosen automatically: the fastest of those that were tried.' : sentence(reason)}
      </p>
      <p className={styles.precisionText} data-warning={isWarning || undefined}>
        {text}
      </p>
      {isTried && dt !== undefined && (
        <>
          <TrialTable trials={trials} taken={engine} dt={dt} />
          <details className={styles.full}>
            <summary>What was passed over, and why</summary>
            {sentence(reason)}
          </details>
        </>
      )}
    </>
  );
}

interface NextRunProps {
  readonly request: EngineRequest;
  readonly expected: EngineReport | undefined;
}

function NextRun({ request, expected }: NextRunProps) {
  return (
    <p className={styles.reason}>
      {expected && (
        <strong>
          {ENGINE_NAMES[expected.kind]}:{' '}
          {describeEngine({ ...expected, precisions: [expectedPrecision(request, expected)] })}.{' '}
        </strong>
      )}
      {request.choice === 'auto' ? 'Chosen automatically when the run starts.' : 'Chosen by hand.'}
    </p>
  );
}

/** What an engine that is yet to be opened will compute in. */
function expectedPrecision({ precision }: EngineRequest, { precisions }: EngineReport) {
  return precision && precisions.includes(precision) ? precision : precisions[0]!;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
