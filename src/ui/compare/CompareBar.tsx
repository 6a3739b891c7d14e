import { ArrowDown, ChevronDown, FileInput, Pin } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef, useState } from 'react';
import { comparisonOf } from '../../store/compare/comparison.ts';
import type { CompareLayout } from '../../store/compare/comparison.ts';
import { pinSpikesFile } from '../../store/compare/pinSpikesFile.ts';
import { runsAgain } from '../../store/compare/runAgain.ts';
import { isUnderWay } from '../../store/runState.ts';
import action from '../controls/Button.module.css';
import { CheckField } from '../controls/CheckField.tsx';
import { Choice } from '../controls/Choice.tsx';
import menu from '../controls/Menu.module.css';
import { useLab, useStore } from '../labContext.ts';
import styles from './ComparePanel.module.css';

const LAYOUTS: readonly { readonly value: CompareLayout; readonly label: string }[] = [
  { value: 'overlaid', label: 'Overlaid' },
  { value: 'sideBySide', label: 'Side by side' },
];

/** Pins the run, and changes something and runs again, at one click; leads to the repeats below all charts. */
export function CompareBar({ onRepeat }: { readonly onRepeat: () => void }) {
  const { lab } = useLab();
  const comparison = comparisonOf(lab);
  const layout = useStore(comparison.state, (state) => state.layout);
  const pinsByItself = useStore(comparison.state, (state) => state.pinsByItself);
  const hasRun = useStore(lab.run, ({ progress }) => progress !== undefined);
  const isGoing = useStore(lab.run, ({ status }) => isUnderWay(status) && status !== 'paused');
  const { other, more } = runsAgain(useStore(lab.run, ({ engine }) => engine));
  const runAgain = ({ run }: typeof other): void => {
    const problem = run(lab);
    comparison.state.setState({ problem });
  };
  return (
    <div className={styles.bar}>
      <button type="button" className={action.button} disabled={!hasRun} onClick={() => comparison.pin()}>
        <Pin size={14} aria-hidden="true" /> Pin this run
      </button>
      <button
        type="button"
        className={action.button}
        disabled={!hasRun || isGoing}
        title={`Pins this run, and runs the same ${other.title}: what rounding does to a chaotic network`}
        onClick={() => runAgain(other)}
      >
        Run again in {other.name}
      </button>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className={action.button} disabled={!hasRun || isGoing}>
          Run again … <ChevronDown size={13} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.menu} align="start" sideOffset={6} collisionPadding={8}>
            {more.map((one) => (
              <DropdownMenu.Item key={one.name} className={menu.item} onSelect={() => runAgain(one)}>
                {one.title}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <SpikesChooser />
      <button type="button" className={action.button} onClick={onRepeat}>
        <ArrowDown size={14} aria-hidden="true" /> Repeat over seeds
      </button>
      <CheckField
        title="The run on screen is pinned when the next one starts; the first that was pinned so gives way to the fifth"
        isChecked={pinsByItself}
        onChange={(isChecked) => comparison.state.setState({ pinsByItself: isChecked })}
      >
        Pin every run
      </CheckField>
      <div className={styles.layout}>
        <Choice
          label="Layout of the compared runs"
          value={layout}
          options={LAYOUTS}
          onChange={(next) => comparison.state.setState({ layout: next })}
          isSmall
        />
      </div>
    </div>
  );
}

/** Asks for a file of spikes and pins it. */
function SpikesChooser() {
  const { lab } = useLab();
  const chooser = useRef<HTMLInputElement>(null);
  const [reading, setReading] = useState<string>();
  const open = async (file: File): Promise<void> => {
    setReading(file.name);
    await pinSpikesFile(lab, file);
    setReading(undefined);
  };
  return (
    <>
      <button
        type="button"
        className={action.button}
        disabled={reading !== undefined}
        title="Spikes in a SONATA file (.h5) or a table of neuron and time in ms (.csv), of a network with as many neurons"
        onClick={() => chooser.current?.click()}
      >
        <FileInput size={14} aria-hidden="true" />{' '}
        {reading === undefined ? 'Spikes of a file …' : `Reading ${reading} …`}
      </button>
      <input
        ref={chooser}
        type="file"
        accept=".h5,.hdf5,.csv,.txt"
        className="visually-hidden"
        aria-label="Choose a file of spikes"
        tabIndex={-1}
        onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file chosen again has to be read again.
          target.value = '';
          if (file) void open(file);
        }}
      />
    </>
  );
}
