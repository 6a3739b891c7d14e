import { AArrowUp, ArrowRight, Eye, GraduationCap, Lightbulb, PanelRightClose, Share2, Wrench } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { DEMOS } from '../../store/demos/demos.ts';
import { bringBack } from '../../store/demos/openDemo.ts';
import type { Guide } from '../../experiment/experiment.ts';
import { Choice } from '../controls/Choice.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { openByAddress } from '../controls/useAddress.ts';
import { commitDraft } from '../history/drafts.ts';
import { useLab, useStore } from '../labContext.ts';
import { NARROW, useMediaQuery } from '../useMediaQuery.ts';
import { DemoWords } from './DemoWords.tsx';
import styles from './GuidePanel.module.css';
import { DEMO_FRAGMENT } from './openLink.ts';

/** The charts need all the height that there is: the guide waits folded. */
const SHORT = '(max-height: 30rem)';

/** What a demo asks of whoever watches it: beside the charts, or above them where there is no room. */
export function GuidePanel() {
  const { lab } = useLab();
  const guide = useStore(lab.document, (document) => document.guide);
  const title = useStore(lab.document, (document) => document.title);
  const isShort = useMediaQuery(SHORT);
  const [isOpen = !isShort, setOpen] = useState<boolean>();
  const [isLarge, setLarge] = useState(false);
  if (!guide) return null;
  if (!isOpen) {
    return (
      <aside className={styles.folded} aria-label="Guide" data-testid="guide">
        <button type="button" className={styles.unfold} aria-expanded={false} onClick={() => setOpen(true)}>
          <GraduationCap size={16} aria-hidden="true" />
          <span>Guide: {title}</span>
        </button>
      </aside>
    );
  }
  return (
    <aside className={styles.guide} aria-label="Guide" data-testid="guide" data-large={isLarge || undefined}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <IconButton
          label="Larger text"
          icon={<AArrowUp size={16} aria-hidden="true" />}
          aria-pressed={isLarge}
          onClick={() => setLarge(!isLarge)}
        />
        <IconButton
          label="Share link"
          hint="Edit these texts, or share this lab with them as a link"
          icon={<Share2 size={15} aria-hidden="true" />}
          onClick={() => openByAddress('#share')}
        />
        <IconButton
          label="Fold the guide"
          icon={<PanelRightClose size={16} aria-hidden="true" />}
          aria-expanded
          onClick={() => setOpen(false)}
        />
      </div>
      {/* It scrolls, and is to be scrolled by keys. */}
      <div className={styles.body} role="group" aria-label="What to watch, predict and try" tabIndex={0}>
        <DemoWords />
        <Texts guide={guide} title={title} />
      </div>
    </aside>
  );
}

const PARTS = ['Watch', 'Predict', 'Try'] as const;
type PartName = (typeof PARTS)[number];

/** All parts below each other; one of them at a time where the charts need the height. */
function Texts({ guide, title }: { readonly guide: Guide; readonly title: string }) {
  const isNarrow = useMediaQuery(NARROW);
  const [chosen, setChosen] = useState<PartName>('Watch');
  const texts = { Watch: guide.watch, Predict: guide.predict, Try: guide.tryThis };
  const parts = PARTS.filter((name) => texts[name] !== '');
  const shown = parts.includes(chosen) ? chosen : parts[0];
  return (
    <>
      {isNarrow && (
        <Choice
          label="Part of the guide"
          value={shown}
          options={parts.map((name) => ({ value: name, label: name }))}
          onChange={setChosen}
          isSmall
        />
      )}
      {parts
        .filter((name) => !isNarrow || name === shown)
        .map((name) => (
          <section key={name} className={styles.part} aria-label={name}>
            {!isNarrow && (
              <h3 className={styles.heading}>
                {ICONS[name]} {name}
              </h3>
            )}
            <p>{texts[name]}</p>
            {name === 'Predict' && guide.answer && <Answer key={guide.answer} text={guide.answer} />}
          </section>
        ))}
      {(!isNarrow || shown === parts.at(-1)) && <Foot title={title} />}
    </>
  );
}

const ICONS: Readonly<Record<PartName, ReactNode>> = {
  Watch: <Eye size={15} aria-hidden="true" />,
  Predict: <Lightbulb size={15} aria-hidden="true" />,
  Try: <Wrench size={15} aria-hidden="true" />,
};

/** Hidden, so that there is something to predict. */
function Answer({ text }: { readonly text: string }) {
  const [isShown, setShown] = useState(false);
  return (
    <>
      <button type="button" className={styles.reveal} aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {isShown ? 'Hide the answer' : 'Show the answer'}
      </button>
      {isShown && <p className={styles.answer}>{text}</p>}
    </>
  );
}

/** Where to go from here: on to the next demo, or back to one's own work. */
function Foot({ title }: { readonly title: string }) {
  const { lab } = useLab();
  const setAside = useStore(lab.demo, (demo) => demo.setAside);
  const next = DEMOS[DEMOS.findIndex((demo) => demo.title === title) + 1];
  const isOurs = DEMOS.some((demo) => demo.title === title);
  return (
    <div className={styles.foot}>
      {isOurs && next && (
        <button type="button" className={styles.next} onClick={() => openByAddress(`${DEMO_FRAGMENT}${next.id}`)}>
          Next: {next.title} <ArrowRight size={14} aria-hidden="true" />
        </button>
      )}
      {setAside.toReversed().map((one, k) => (
        <button
          // They have no names that are sure to differ, and stay in their order.
          key={k}
          type="button"
          className={styles.back}
          onClick={() => {
            commitDraft();
            void bringBack(lab, one).then((isBack) => isBack && openByAddress(''));
          }}
        >
          Back to your “{one.document.title || 'untitled'}”
        </button>
      ))}
    </div>
  );
}
