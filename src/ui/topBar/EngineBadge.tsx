import { ChevronDown, Cpu } from 'lucide-react';
import { Popover, RadioGroup } from 'radix-ui';
import { ENGINE_KINDS } from '../../engine/engineInfo.ts';
import type { EngineChoice, EngineInfo, EngineReport } from '../../engine/engineInfo.ts';
import { expectEngine } from '../../store/expectEngine.ts';
import { isUnderWay } from '../../store/runState.ts';
import { useLab, useStore } from '../labContext.ts';
import { ENGINE_NAMES, describeEngine, precisionOf } from './engineText.ts';
import styles from './EngineBadge.module.css';

/** Which engine runs, in which precision, on what and why; opens the menu that overrides the automatic choice. */
export function EngineBadge() {
  const { lab } = useLab();
  const choice = useStore(lab.document, ({ engine }) => engine);
  const running = useStore(lab.run, ({ engine }) => engine);
  const engines = useStore(lab.run, (run) => run.engines);
  const isBusy = useStore(lab.run, ({ status }) => isUnderWay(status));
  const shown = running ?? (engines && expectEngine(choice, engines));
  const name = shown ? ENGINE_NAMES[shown.kind] : ENGINE_NAMES[choice];

  return (
    <Popover.Root>
      <Popover.Trigger className={styles.badge} data-testid="engine-badge">
        <Cpu size={14} aria-hidden="true" className={styles.icon} />
        <span className="visually-hidden">Engine: </span>
        <span className={styles.name}>{name}</span>
        <span className={styles.precision}>{shown ? precisionOf(shown) : engines ? 'not available' : 'looking …'}</span>
        <ChevronDown size={14} aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.menu} align="end" sideOffset={6} collisionPadding={8} aria-label="Engine">
          <h2 className={styles.title}>{running ? 'This run' : 'The next run'}</h2>
          <p className={styles.reason}>
            {shown && <strong>{summarize(shown)} </strong>}
            {running ? sentence(running.reason) : expectation(choice)}
          </p>
          <RadioGroup.Root
            className={styles.list}
            aria-label="Engine of the next run"
            value={choice}
            onValueChange={(value) => lab.document.setState({ engine: value as EngineChoice })}
          >
            <EngineItem value="auto" detail="WebGPU on a real GPU, else WebGL on a real GPU, else the reference" />
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
          {isBusy && <p className={styles.note}>A run keeps its engine; the choice holds from the next run on.</p>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
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

function summarize(engine: EngineInfo | EngineReport): string {
  const { kind, device } = engine;
  const precision = precisionOf(engine);
  return kind === 'reference' ? `Reference: ${device}.` : `${ENGINE_NAMES[kind]}: ${precision} on ${device}.`;
}

function expectation(choice: EngineChoice): string {
  return choice === 'auto' ? 'Chosen automatically when the run starts.' : 'Chosen by hand.';
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
