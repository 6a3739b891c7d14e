import { useLab, useStore } from '../labContext.ts';
import styles from './Help.module.css';
import { Term } from './Term.tsx';

const PAPER = 'https://arxiv.org/abs/1906.03958';

/** The lab in a minute, for someone who has never seen it. */
export function FirstMinute() {
  const { offline } = useLab();
  const isKept = useStore(offline, (state) => state.isKept);
  return (
    <div className={styles.text}>
      <h3>What is this?</h3>
      <p>
        A model of an insect&rsquo;s <Term name="antennalLobe">antennal lobe</Term>, simulated in your browser:{' '}
        <Term name="pn">projection neurons</Term> excite <Term name="ln">local interneurons</Term>, which inhibit both.
        An <Term name="odour">odour</Term> is a current that flows into a third of them. Words with a dotted line
        explain themselves.
      </p>
      <h3>What do I do?</h3>
      <ol>
        <li>
          Press <b>Run</b> and watch voltages and spikes come in.
        </li>
        <li>
          Change what you like while it runs: numbers on the left; single neurons, matrices and currents under{' '}
          <b>Parameters</b>, <b>Connections</b> and <b>Stimulus</b> below the charts. A dashed line marks each edit in
          time.
        </li>
        <li>
          <b>Undo</b> takes any edit back, and the run goes on. The list beside it names them all.
        </li>
        <li>
          Drop a <b>current.npy</b> on the page to inject your own currents: an array of neurons × samples in µA/cm².
        </li>
        <li>Click a neuron in the raster or the grid to see its trace.</li>
        <li>
          This browser keeps your experiment and its versions over a reload of the page; the run on screen, the list of
          edits, pinned runs and imported spikes go with it. <b>Experiment</b>, at the top, has all your experiments and
          their versions, saves files and opens them.
        </li>
        <li>
          A run too long for the page&rsquo;s memory goes to disk from the tab <b>Long run</b>, and can be gone on with
          after a reload.
        </li>
        {isKept && (
          <li data-testid="works-offline">
            The lab is on this device as a whole now, and opens <b>without a network</b> too. Your browser may offer to
            install it as an app. Nothing that you do here is sent anywhere.
          </li>
        )}
      </ol>
      <p className={styles.source}>
        Model:{' '}
        <a href={PAPER} target="_blank" rel="noreferrer">
          Mohanta and Assisi, arXiv:1906.03958
        </a>
      </p>
    </div>
  );
}
