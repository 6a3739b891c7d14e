import { demoOfWords } from '../../store/demos/demos.ts';
import { removeGuide } from '../../store/demos/guideEdits.ts';
import buttons from '../controls/Button.module.css';
import { useLab, useStore } from '../labContext.ts';
import styles from './DemoWords.module.css';

/** Says whose words stand beside a lab that was made of a demo, until somebody edits or removes them. */
export function DemoWords() {
  const { lab } = useLab();
  const demo = useStore(lab.document, demoOfWords);
  if (!demo) return null;
  return (
    <div className={styles.words} data-testid="demo-words">
      <p>These are still the words of the demo “{demo.title}”.</p>
      <button type="button" className={buttons.button} onClick={() => removeGuide(lab)}>
        Remove them
      </button>
    </div>
  );
}
