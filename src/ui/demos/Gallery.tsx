import { Share2 } from 'lucide-react';
import { DEMOS } from '../../store/demos/demos.ts';
import buttons from '../controls/Button.module.css';
import { openByAddress } from '../controls/useAddress.ts';
import { DemoPicture } from './DemoPicture.tsx';
import styles from './Gallery.module.css';
import { DEMO_FRAGMENT } from './openLink.ts';

/** All demos with a picture each, in the order of a lecture. */
export function Gallery() {
  return (
    <div className={styles.gallery}>
      <p className={styles.lead}>
        Each opens by a link of its own and starts at once, with what to watch, what to predict and what to try. Undo
        brings your work back.
      </p>
      <ol className={styles.cards}>
        {DEMOS.map(({ id, title, lead, lab, view }) => (
          <li key={id}>
            <a
              className={styles.card}
              href={`${DEMO_FRAGMENT}${id}`}
              // Also where the address names this demo already.
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                openByAddress(`${DEMO_FRAGMENT}${id}`);
              }}
            >
              <DemoPicture id={id} />
              <span className={styles.title}>{title}</span>
              <span className={styles.sentence}>{lead}</span>
              {view.speed !== undefined && (
                <span className={styles.time}>
                  {lab.duration.toLocaleString('en')} ms in {Math.round(lab.duration / view.speed)} s
                </span>
              )}
            </a>
          </li>
        ))}
      </ol>
      <div className={styles.foot}>
        <p>A lab of your own becomes a demo: a link that holds it, with your words beside it.</p>
        <button type="button" className={buttons.dialogButton} onClick={() => openByAddress('#share')}>
          <Share2 size={14} aria-hidden="true" /> Share this lab as a demo …
        </button>
      </div>
    </div>
  );
}
