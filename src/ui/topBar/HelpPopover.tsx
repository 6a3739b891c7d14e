import { CircleQuestionMark } from 'lucide-react';
import { Popover } from 'radix-ui';
import { IconButton } from '../controls/IconButton.tsx';
import styles from './HelpPopover.module.css';

const PAPER = 'https://arxiv.org/abs/1906.03958';

/** The lab in a minute, for someone who has never seen it. */
export function HelpPopover() {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <IconButton label="Help" icon={<CircleQuestionMark size={16} aria-hidden="true" />} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.help} align="end" sideOffset={6} collisionPadding={8} aria-label="Help">
          <h2>What is this?</h2>
          <p>
            A model of an insect&rsquo;s antennal lobe, simulated in your browser: projection neurons (PN) excite local
            interneurons (LN), which inhibit both. An odour is a current that flows into a third of them.
          </p>
          <h2>What do I do?</h2>
          <ol>
            <li>
              Press <b>Run</b> and watch voltages and spikes come in.
            </li>
            <li>Change the odour, the size or the seed on the left, and run again.</li>
            <li>
              Drop a <b>current.npy</b> on the page to inject your own currents: an array of neurons × samples in
              µA/cm².
            </li>
            <li>Click a neuron in the raster or the grid to see its trace.</li>
          </ol>
          <h2>Keys</h2>
          <dl className={styles.keys}>
            <div>
              <dt>
                <kbd>Space</kbd>
              </dt>
              <dd>run, pause, resume</dd>
            </div>
            <div>
              <dt>
                <kbd>R</kbd>
              </dt>
              <dd>reset</dd>
            </div>
            <div>
              <dt>wheel, pinch</dt>
              <dd>zoom in time</dd>
            </div>
            <div>
              <dt>drag</dt>
              <dd>move in time</dd>
            </div>
            <div>
              <dt>double click</dt>
              <dd>whole run</dd>
            </div>
            <div>
              <dt>
                <kbd>←</kbd> <kbd>→</kbd> <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd>
              </dt>
              <dd>the same on focused charts</dd>
            </div>
          </dl>
          <p className={styles.source}>
            Model:{' '}
            <a href={PAPER} target="_blank" rel="noreferrer">
              Mohanta and Assisi, arXiv:1906.03958
            </a>
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
