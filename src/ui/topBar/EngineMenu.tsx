import { RadioGroup } from 'radix-ui';
import { ENGINE_KINDS, PRECISIONS } from '../../engine/engineInfo.ts';
import type { EngineChoice, EngineReport, EngineRequest, Precision } from '../../engine/engineInfo.ts';
import { hasThreads, isSameRequest } from '../../store/engineRequest.ts';
import action from '../controls/Button.module.css';
import { Choice } from '../controls/Choice.tsx';
import { useLab, useStore } from '../labContext.ts';
import { mostThreads, threadCounts } from '../threadCounts.ts';
import styles from './EngineBadge.module.css';
import { ENGINE_NAMES, describeEngine, describeRequest } from './engineText.ts';

/** What the next run asks for: the kind of engine, and how it computes where there is a choice. */
export function EngineMenu() {
  const { lab } = useLab();
  const request = useStore(lab.document, ({ engine }) => engine);
  const engines = useStore(lab.run, (run) => run.engines);
  return (
    <>
      <BorrowedNote request={request} />
      <RadioGroup.Root
        className={styles.list}
        aria-label="Engine of the next run"
        value={request.choice}
        // Precision and threads were chosen for the kind before.
        onValueChange={(value) => lab.chooseEngine({ choice: value as EngineChoice })}
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
      <CompensationChoice request={request} engines={engines ?? []} />
      {request.choice !== 'auto' && hasThreads(request.choice) && <ThreadChoice request={request} />}
    </>
  );
}

/** Where the experiment on screen asks for another engine than the user's: whose it is, and the way back. */
function BorrowedNote({ request }: { readonly request: EngineRequest }) {
  const { lab } = useLab();
  const own = useStore(lab.experiment, ({ ownEngine }) => ownEngine);
  const isDemo = useStore(lab.document, ({ guide }) => guide !== undefined);
  if (isSameRequest(own, request)) return null;
  return (
    <div className={styles.borrowed} data-testid="borrowed-engine">
      <p>
        {isDemo ? 'The demo' : 'The experiment on screen'}, or a comparison in it, asks for {describeRequest(request)}.
        Other experiments run on your own choice: {describeRequest(own)}.
      </p>
      <button type="button" className={action.button} onClick={() => lab.chooseEngine(own)}>
        Back to {describeRequest(own)}
      </button>
    </div>
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
          lab.chooseEngine({ ...request, isCompensated: undefined, precision: value === 'any' ? undefined : value })
        }
      />
    </Setting>
  );
}

/** Where the next run computes in float32: with the low part of every number, or without it, to see what rounding does. */
function CompensationChoice({ request, engines }: PrecisionChoiceProps) {
  const { lab } = useLab();
  const [precision] = engines.find(({ kind }) => kind === request.choice)?.precisions ?? [];
  const isFloat32 = (request.precision ?? precision) === 'float32';
  if (!isFloat32 && request.isCompensated !== false) return null;
  return (
    <Setting name="Compensation">
      <Choice
        label="Compensation"
        isSmall
        value={request.isCompensated === false ? 'off' : 'on'}
        options={[
          { value: 'on', label: 'on', name: 'on: float32 as a high and a low part' },
          { value: 'off', label: 'off', name: 'off: float32 as rounded as it comes' },
        ]}
        onChange={(value) => lab.chooseEngine({ ...request, isCompensated: value === 'off' ? false : undefined })}
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
        onChange={(value) => lab.chooseEngine({ ...request, threads: value === 'auto' ? undefined : Number(value) })}
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
