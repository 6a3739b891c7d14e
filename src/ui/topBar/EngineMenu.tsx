import { RadioGroup } from 'radix-ui';
import { ENGINE_KINDS, PRECISIONS } from '../../engine/engineInfo.ts';
import type { EngineChoice, EngineReport, EngineRequest, Precision } from '../../engine/engineInfo.ts';
import { hasThreads } from '../../store/engineRequest.ts';
import { Choice } from '../controls/Choice.tsx';
import { useLab, useStore } from '../labContext.ts';
import { mostThreads, threadCounts } from '../threadCounts.ts';
import styles from './EngineBadge.module.css';
import { ENGINE_NAMES, describeEngine } from './engineText.ts';

/** What the next run asks for: the kind of engine, and how it computes where there is a choice. */
export function EngineMenu() {
  const { lab } = useLab();
  const request = useStore(lab.document, ({ engine }) => engine);
  const engines = useStore(lab.run, (run) => run.engines);
  return (
    <>
      <RadioGroup.Root
        className={styles.list}
        aria-label="Engine of the next run"
        value={request.choice}
        // Precision and threads were chosen for the kind before.
        onValueChange={(value) => lab.document.setState({ engine: { choice: value as EngineChoice } })}
      >
        <EngineItem value="auto" detail="tries what this machine has on this network and takes the fastest" />
        {ENGINE_KINDS.map((kind) => {
          const report = engines?.find((one) => one.kind === kind);
          return (
            <EngineItem
              key={kind}
              value={kind}
              detail={report ? describeEngine(report) : 'looking …'}
              isDisabled={report?.available === false}
            />
          );
        })}
      </RadioGroup.Root>
      <PrecisionChoice request={request} engines={engines ?? []} />
      {request.choice !== 'auto' && hasThreads(request.choice) && <ThreadChoice request={request} />}
    </>
  );
}

interface EngineItemProps {
  readonly value: EngineChoice;
  readonly detail: string;
  readonly isDisabled?: boolean;
}

function EngineItem({ value, detail, isDisabled = false }: EngineItemProps) {
  return (
    <RadioGroup.Item value={value} disabled={isDisabled} className={styles.item}>
      <span className={styles.dot} aria-hidden="true">
        <RadioGroup.Indicator className={styles.indicator} />
      </span>
      <span className={styles.itemName}>{ENGINE_NAMES[value]}</span>
      <span className={styles.detail}>{detail}</span>
    </RadioGroup.Item>
  );
}

interface PrecisionChoiceProps {
  readonly request: EngineRequest;
  readonly engines: readonly EngineReport[];
}

/** Where the kind offers both precisions, its first is taken unless the other is asked for; the automatic choice takes either. */
function PrecisionChoice({ request, engines }: PrecisionChoiceProps) {
  const { lab } = useLab();
  const isFree = request.choice === 'auto';
  const offered = engines
    .filter(({ kind, available }) => available && (isFree || kind === request.choice))
    .flatMap(({ precisions }) => precisions);
  const precisions = PRECISIONS.filter((precision) => offered.includes(precision));
  if (precisions.length < 2) return null;
  const any = isFree ? [{ value: 'any' as const, label: 'either' }] : [];
  return (
    <Setting name="Precision">
      <Choice<Precision | 'any'>
        label="Precision"
        isSmall
        value={request.precision ?? (isFree ? 'any' : offered[0])}
        options={[...any, ...precisions.map((value) => ({ value, label: value }))]}
        onChange={(value) =>
          // Compensated, unless a comparison asked for the run without.
          lab.document.setState({
            engine: { ...request, isCompensated: undefined, precision: value === 'any' ? undefined : value },
          })
        }
      />
    </Setting>
  );
}

function ThreadChoice({ request }: { readonly request: EngineRequest }) {
  const { lab } = useLab();
  if (!crossOriginIsolated) {
    return (
      <p className={styles.settingNote}>
        On one thread: this page is not cross-origin isolated. Reloading it may help, unless the window is private.
      </p>
    );
  }
  const counts = threadCounts(mostThreads());
  return (
    <Setting name="Threads">
      <Choice
        label="Threads"
        isSmall
        value={request.threads === undefined ? 'auto' : String(request.threads)}
        options={[
          { value: 'auto', label: 'auto', name: 'as many as pay' },
          ...counts.map((count) => ({ value: String(count), label: String(count) })),
        ]}
        onChange={(value) =>
          lab.document.setState({ engine: { ...request, threads: value === 'auto' ? undefined : Number(value) } })
        }
      />
    </Setting>
  );
}

function Setting({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className={styles.setting}>
      <span aria-hidden="true">{name}</span>
      {children}
    </div>
  );
}
