import { Download } from 'lucide-react';
import type { PlotlyStatic } from 'plotly.js-basic-dist-min';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { THEMES } from '../../charts/chartTheme.ts';
import { afterPaint } from '../afterPaint.ts';
import { Choice } from '../controls/Choice.tsx';
import { LocalNumber } from '../controls/LocalNumber.tsx';
import { CheckField } from '../controls/CheckField.tsx';
import { downloadFile } from '../downloadFile.ts';
import { useMediaQuery } from '../useMediaQuery.ts';
import styles from './Figure.module.css';
import type { FigureDraft } from './figureDraft.ts';
import { FIGURE_SIZE, FIGURE_SIZES, FONT_LIMITS, pxOfMm, pxOfPt } from './figureSize.ts';
import type { FigureSizeName } from './figureSize.ts';
import { dataFile, figurePng, figureSvg } from './saveFigure.ts';
import { messageOf } from '../../wording/messageOf.ts';

const SIZE_LABELS: Readonly<Record<FigureSizeName, string>> = { single: '85 mm', double: '174 mm', slide: '16:9' };
const SIZE_OPTIONS = FIGURE_SIZES.map((value) => ({
  value,
  label: SIZE_LABELS[value],
  name: FIGURE_SIZE[value].title,
}));
const FORMATS = ['SVG', 'PNG', 'CSV'] as const;
type Format = (typeof FORMATS)[number];
/** px: what print rounds away. */
const TOLERANCE = 1;

export interface FigureDeskProps {
  readonly plotly: PlotlyStatic;
  /** Undefined where there is nothing to show, for which `sentence` says why. */
  readonly draft: FigureDraft | undefined;
  readonly sentence?: string | undefined;
  /** What else can be chosen. */
  readonly choices?: ReactNode;
  readonly actions?: ReactNode;
}

/** A figure as it will be printed, what can be chosen of it, and its files. */
export function FigureDesk({ plotly, draft, sentence, choices, actions }: FigureDeskProps) {
  const isNarrow = useMediaQuery('(max-width: 40rem)');
  const [size, setSize] = useState<FigureSizeName>(isNarrow ? 'single' : 'double');
  const [fontPt, setFontPt] = useState<number>();
  const [isCaptionWanted, setCaptionWanted] = useState<boolean>();
  const [making, setMaking] = useState<Format>();
  const [problem, setProblem] = useState<string>();
  const { widthMm, heightMm, fontPt: usualPt, dotsPerInch } = FIGURE_SIZE[size];
  const pt = fontPt ?? usualPt;
  // On a slide somebody tells it; it is in the file's description all the same.
  const hasCaption = isCaptionWanted ?? size !== 'slide';

  // Files are for paper, whatever the page looks like.
  const look = useMemo(
    () => ({
      theme: THEMES.light,
      width: pxOfMm(widthMm),
      height: heightMm === undefined ? undefined : pxOfMm(heightMm),
      fontSize: pxOfPt(pt),
    }),
    [widthMm, heightMm, pt],
  );
  const shown = useMemo(() => draft?.make(look), [draft, look]);
  const isTooHigh = shown !== undefined && shown.layout.height > (look.height ?? Infinity) + TOLERANCE;

  const chooseSize = (next: FigureSizeName): void => {
    setSize(next);
    setFontPt(undefined);
  };

  const save = async (format: Format): Promise<void> => {
    if (!draft || making) return;
    const { stem, title, caption } = draft;
    setMaking(format);
    setProblem(undefined);
    await afterPaint();
    try {
      const figure = draft.make({ ...look, caption: hasCaption ? caption : undefined });
      if (format === 'CSV') {
        const { content, name } = dataFile(draft.tables(), stem);
        downloadFile(content, name);
      } else if (format === 'SVG') {
        const svg = await figureSvg(plotly, figure, { widthMm, title, caption });
        downloadFile(new Blob([svg], { type: 'image/svg+xml' }), `${stem}.svg`);
      } else downloadFile(await figurePng(plotly, figure, dotsPerInch), `${stem}.png`);
    } catch (error) {
      setProblem(`The ${format} could not be made: ${messageOf(error)}`);
    }
    setMaking(undefined);
  };

  return (
    <>
      <div className={styles.body} tabIndex={0} role="group" aria-label="Panels and caption">
        <div className={styles.choices}>
          {choices}
          <div className={styles.look}>
            <Choice label="Size" value={size} options={SIZE_OPTIONS} onChange={chooseSize} />
            <div className={styles.type}>
              <LocalNumber
                label="Type"
                unit="pt"
                meaning="Size of the type where the figure is printed at its size."
                value={pt}
                range={FONT_LIMITS}
                step={1}
                inputMode="decimal"
                onChange={setFontPt}
              />
            </div>
            <CheckField isChecked={hasCaption} onChange={setCaptionWanted}>
              Caption in the file
            </CheckField>
          </div>
          {isTooHigh && (
            <p className={styles.note}>
              More than fits on a slide: it becomes higher. Fewer panels or smaller type would fit.
            </p>
          )}
        </div>
        {shown && draft ? (
          <Paper plotly={plotly} figure={shown} caption={draft.caption} />
        ) : (
          <p className={styles.sentence}>{sentence}</p>
        )}
      </div>
      <div className={styles.actions}>
        {problem && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        {actions}
        {FORMATS.map((format) => (
          <button
            key={format}
            type="button"
            className={styles.action}
            disabled={!shown || making !== undefined}
            onClick={() => void save(format)}
          >
            <Download size={14} aria-hidden="true" />
            {making === format ? `Making ${format} …` : `Download ${format}`}
          </button>
        ))}
      </div>
    </>
  );
}

interface PaperProps {
  readonly plotly: PlotlyStatic;
  readonly figure: ReturnType<FigureDraft['make']>;
  readonly caption: string;
}

/** The figure at its size, or smaller where the dialog is; its caption as text of the page. */
function Paper({ plotly, figure, caption }: PaperProps) {
  const plot = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<number>();
  const captionId = useId();
  const { width, height } = figure.layout;
  const scale = Math.min(1, (room ?? width) / width);

  useEffect(() => {
    const element = sheet.current!;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = plot.current!;
    void plotly.newPlot(element, figure);
    return () => plotly.purge(element);
  }, [plotly, figure]);

  return (
    <figure className={styles.figure}>
      <div ref={sheet} className={styles.sheet}>
        <div className={styles.paper} style={{ width: width * scale, height: height * scale }}>
          <div
            ref={plot}
            role="img"
            aria-label="Figure"
            aria-describedby={captionId}
            style={{ width, height, transform: `scale(${scale})`, transformOrigin: '0 0' }}
          />
        </div>
      </div>
      <figcaption id={captionId} className={styles.caption}>
        {caption}
      </figcaption>
    </figure>
  );
}
