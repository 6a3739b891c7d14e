import { Download, RefreshCw } from 'lucide-react';
import type { PlotlyStatic } from 'plotly.js-basic-dist-min';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { THEMES } from '../../charts/chartTheme.ts';
import { formatTime } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { useTheme } from '../useTheme.ts';
import { captionOf } from './captionOf.ts';
import styles from './Figure.module.css';
import { makeFigure } from './makeFigure.ts';
import { readFigure } from './readFigure.ts';
import type { FigureContent } from './readFigure.ts';

/** px: 19 cm at 96 to the inch, the width of a page of most journals. */
const EXPORT_WIDTH = 720;
/** 384 dots to the inch at that width. */
const PNG_SCALE = 4;
const FORMATS = ['svg', 'png'] as const;

/** What React knows of the figure; the samples themselves stay outside. */
interface Reading {
  /** Simulated time when it was read, ms. */
  readonly time: number;
  /** On screen then, in words. */
  readonly range: string;
  /** Undefined where nothing of the range had been recorded. */
  readonly caption?: string;
}

/** The figure of the stretch of time on screen, what it shows in words, and its export. */
export function FigureBody({ plotly }: { readonly plotly: PlotlyStatic }) {
  const { lab } = useLab();
  const theme = THEMES[useTheme()];
  const plot = useRef<HTMLDivElement>(null);
  const content = useRef<FigureContent>(undefined);
  const [reading, setReading] = useState<Reading>();
  const [problem, setProblem] = useState<string>();
  const isOld = useStore(lab.run, ({ progress }) => progress && reading && progress.time > reading.time);
  const captionId = useId();

  const read = useCallback(() => {
    const { recording } = lab;
    const { run, engine, edits } = lab.run.getState();
    const { chosen, time } = lab.view.getState();
    content.current = recording && readFigure(recording, chosen, time);
    const caption = content.current && run && engine && captionOf(content.current, run, engine, edits);
    setReading({
      time: recording?.time ?? 0,
      range: `${formatTime(time.start, 1000)}–${formatTime(time.end, 1000)} ms`,
      caption,
    });
  }, [lab]);

  useEffect(read, [read]);

  useEffect(() => {
    const element = plot.current;
    if (!reading || !element || !content.current) return undefined;
    void plotly.newPlot(element, makeFigure(content.current, { theme }));
    return () => plotly.purge(element);
  }, [plotly, reading, theme]);

  const download = async (format: 'svg' | 'png', caption: string): Promise<void> => {
    if (!content.current) return;
    const { n, seed } = lab.shown.network;
    const { from, to } = content.current.span;
    const figure = makeFigure(content.current, { theme: THEMES.light, width: EXPORT_WIDTH, caption });
    try {
      await plotly.downloadImage(figure, {
        format,
        width: EXPORT_WIDTH,
        height: figure.layout.height,
        scale: format === 'png' ? PNG_SCALE : 1,
        filename: `nerveflow-n${n}-seed${seed}-${from.toFixed()}-${to.toFixed()}ms`,
      });
      setProblem(undefined);
    } catch (error) {
      setProblem(
        `The ${format.toUpperCase()} could not be made: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };

  const caption = reading?.caption;
  return (
    <>
      <div className={styles.body} tabIndex={0} role="group" aria-label="Panels and caption">
        {caption ? (
          <figure>
            <div ref={plot} className={styles.plot} role="img" aria-label="Figure" aria-describedby={captionId} />
            <figcaption id={captionId} className={styles.caption}>
              {caption}
            </figcaption>
          </figure>
        ) : (
          reading && <p className={styles.sentence}>Nothing has been recorded yet of {reading.range}.</p>
        )}
      </div>
      <div className={styles.actions}>
        {problem && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        {isOld && (
          <button type="button" className={styles.action} onClick={read}>
            <RefreshCw size={14} aria-hidden="true" />
            Refresh
          </button>
        )}
        {FORMATS.map((format) => (
          <button
            key={format}
            type="button"
            className={styles.action}
            disabled={!caption}
            onClick={() => caption && void download(format, caption)}
          >
            <Download size={14} aria-hidden="true" />
            Download {format.toUpperCase()}
          </button>
        ))}
      </div>
    </>
  );
}
