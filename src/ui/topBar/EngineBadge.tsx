import { ChevronDown, Cpu, TriangleAlert } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { EngineInfo, EngineReport, EngineRequest, Precision } from '../../engine/engineInfo.ts';
import { isSameRequest } from '../../store/engineRequest.ts';
import { possibleEngines } from '../../store/possibleEngines.ts';
import { isUnderWay } from '../../store/runState.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './EngineBadge.module.css';
import { EngineMenu } from './EngineMenu.tsx';
import {
  ENGINE_NAMES,
  describeEngine,
  describeRunning,
  expectedPrecision,
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
        <span className={styles.name}>{ENGINE_NAMES[running?.kind ?? request.choice]}</span>{' '}
        <span className={styles.precision}>
          {running && labelPrecision(running)}
          {running?.threads !== undefined && running.threads > 1 && (
            <span className={styles.threads}> on {formatThreads(running.threads)}</span>
          )}
          {!running && (engines ? announce(request, possibleEngines(request, engines)) : 'looking …')}
        </span>
        <ChevronDown size={14} aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.menu} align="end" sideOffset={6} collisionPadding={8} aria-label="Engine">
          <h2 className={styles.title}>{running ? 'This run' : 'The next run'}</h2>
          {running ? <ThisRun engine={running} /> : <NextRun request={request} engines={engines} />}
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
  readonly engines: readonly EngineReport[] | undefined;
}

function NextRun({ request, engines }: NextRunProps) {
  const { lab } = useLab();
  const own = useStore(lab.experiment, ({ ownEngine }) => ownEngine);
  const possible = engines && possibleEngines(request, engines);
  if (request.choice === 'auto') {
    const { precision } = request;
    const labelOf = (one: Precision): string => expectedPrecision(request, [one]);
    const names = possible?.map(
      ({ kind, precisions }) =>
        `${ENGINE_NAMES[kind]} in ${(precision ? [precision] : precisions).map(labelOf).join(' or ')}`,
    );
    return (
      <p className={styles.reason}>
        <strong>Automatic.</strong> Chosen when the run starts, by how large the network is and how long it runs
        {names && `: ${names.join(', or ')}`}.
      </p>
    );
  }
  const [expected] = possible ?? [];
  return (
    <p className={styles.reason}>
      {expected && (
        <strong>
          {ENGINE_NAMES[expected.kind]}: {describeEngine(expected, expectedPrecision(request, expected.precisions))}.
        </strong>
      )}
      {isSameRequest(request, own) && ' Chosen by hand.'}
    </p>
  );
}

/** What the badge says of a run that is yet to start. */
function announce(request: EngineRequest, possible: readonly EngineReport[]): string {
  const { choice, precision } = request;
  if (possible.length === 0) return 'not available';
  if (choice !== 'auto') return expectedPrecision(request, possible[0]!.precisions);
  return [...(precision ? [expectedPrecision(request, [precision])] : []), 'chosen at the start'].join(', ');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
