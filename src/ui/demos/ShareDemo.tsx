import { Check, Copy, FileDown } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { GUIDE_TEXTS, MOST_LETTERS, setGuideText, withGuideText } from '../../store/demos/guideEdits.ts';
import type { GuideText } from '../../store/demos/guideEdits.ts';
import { SAFE_LENGTH, sharedPrecision, writeLabLink } from '../../store/demos/labLink.ts';
import type { LabDocument } from '../../store/labDocument.ts';
import buttons from '../controls/Button.module.css';
import { withFiles } from '../experiment/withFiles.ts';
import { useLab, useStore } from '../labContext.ts';
import { DemoWords } from './DemoWords.tsx';
import styles from './ShareDemo.module.css';

const TEXTS: readonly { readonly name: GuideText; readonly label: string; readonly hint: string }[] = [
  { name: 'watch', label: 'Watch', hint: 'What is on screen, and where to look.' },
  { name: 'predict', label: 'Predict', hint: 'A question to answer before it shows.' },
  { name: 'answer', label: 'Answer', hint: 'It stands behind a button until it is asked for.' },
  { name: 'tryThis', label: 'Try', hint: 'What to change next.' },
];

/** Makes the lab on screen a demo: its title and texts, and the link that holds all of it. */
export function ShareDemo() {
  const { lab } = useLab();
  const document = useStore(lab.document, (state) => state);
  const { title, guide } = document;
  const [drafts, setDrafts] = useState<Drafts>({});
  const type = (name: keyof Drafts) => (text: string | undefined) => setDrafts((now) => ({ ...now, [name]: text }));
  const precision = sharedPrecision(document.engine);
  return (
    <div className={styles.share}>
      <p className={styles.lead}>
        Whoever opens the link sees this network, stimulus and view start to run
        {precision ? ` in ${precision}` : ', on the engine that is theirs'}.
      </p>
      <Link document={withDrafts(document, drafts)} />
      <TextField
        label="Title"
        value={title}
        onDraft={type('title')}
        onCommit={(text) =>
          text !== title && lab.edit(`Title: ${text || 'none'}`, (before) => ({ ...before, title: text }))
        }
      />
      <h3 className={styles.heading}>Make it a demo</h3>
      <p className={styles.lead}>
        Optional: words that stand beside the charts. They are kept with this experiment and are in the link.
      </p>
      <DemoWords />
      {TEXTS.map(({ name, label, hint }) => (
        <TextField
          key={name}
          label={label}
          hint={hint}
          isLong
          value={guide?.[name] ?? ''}
          onDraft={type(name)}
          onCommit={(text) => setGuideText(lab, name, text)}
        />
      ))}
    </div>
  );
}

/** What is being typed, by its field. */
type Drafts = { readonly [Name in GuideText | 'title']?: string | undefined };

/** What the document will be when the fields are left: its link is to be right at once. */
function withDrafts(document: LabDocument, { title = document.title, ...texts }: Drafts): LabDocument {
  return GUIDE_TEXTS.reduce(
    (now, name) => (texts[name] === undefined ? now : withGuideText(now, name, texts[name].trim())),
    { ...document, title: title.trim() },
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly isLong?: boolean;
  readonly value: string;
  /** Hears each letter, and undefined when the field is left. */
  readonly onDraft: (text: string | undefined) => void;
  readonly onCommit: (text: string) => void;
}

/** What is typed counts when the field is left, also with the dialog. */
function TextField({ label, hint, isLong = false, value, onDraft, onCommit }: TextFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const leave = useRef(() => {});
  useEffect(() => {
    leave.current = () => {
      if (draft !== undefined) onCommit(draft.trim());
    };
  });
  // A field that goes is not told that it loses the focus.
  useEffect(() => () => leave.current(), []);
  const input = {
    id,
    value: draft ?? value,
    maxLength: isLong ? MOST_LETTERS : 100,
    onChange: (event: { readonly target: { readonly value: string } }) => {
      setDraft(event.target.value);
      onDraft(event.target.value);
    },
    onBlur: () => {
      leave.current();
      setDraft(undefined);
      onDraft(undefined);
    },
    'aria-describedby': hint ? `${id}-hint` : undefined,
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {isLong ? <textarea {...input} className={styles.text} rows={2} /> : <input {...input} className={styles.text} />}
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** The link, to be copied by a button or by hand. */
function Link({ document }: { readonly document: LabDocument }) {
  const { lab } = useLab();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<'copied' | 'by hand'>();
  const written = writeLabLink(document, lab.view.getState());
  if (written.kind === 'problem') {
    return (
      <div className={styles.problem}>
        <p role="status" data-testid="link-problem">
          {written.sentence} A file holds all of it.
        </p>
        <button
          type="button"
          className={buttons.dialogButton}
          onClick={() => void withFiles(lab, (files) => void files.saveExperiment(lab))}
        >
          <FileDown size={14} aria-hidden="true" /> Save as file
        </button>
      </div>
    );
  }
  const { origin, pathname } = location;
  const link = `${origin}${pathname}${written.fragment}`;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied('copied');
    } catch {
      // A browser that does not allow it: the field is ready for the keys.
      field.current?.select();
      setCopied('by hand');
    }
  };
  return (
    <div className={styles.link}>
      <label htmlFor={id} className={styles.label}>
        Link
      </label>
      <div className={styles.row}>
        <input
          id={id}
          ref={field}
          className={styles.address}
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
          data-testid="demo-link"
        />
        <button type="button" className={buttons.dialogPrimary} onClick={() => void copy()}>
          {copied === 'copied' ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
          {copied === 'copied' ? 'Copied' : 'Copy the link'}
        </button>
      </div>
      <p className={styles.hint} role="status">
        {copied === 'by hand' && 'The browser does not let the page copy: press Ctrl C. '}
        {link.length.toLocaleString('en')} characters
        {link.length > SAFE_LENGTH
          ? `: more than ${SAFE_LENGTH.toLocaleString('en')}, which some course systems and messengers cut.`
          : '. All of the lab is in the link; nothing is stored anywhere else.'}
      </p>
    </div>
  );
}
