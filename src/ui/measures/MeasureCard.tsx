import { Download, Info, Maximize2, Minimize2 } from 'lucide-react';
import { useEffect, useId, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import type { AboutMeasure } from '../../analysis/aboutMeasure.ts';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import type { MeasureName } from '../../store/measureView.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { LiveText } from '../controls/LiveText.tsx';
import { downloadCsv } from '../downloadFile.ts';
import { measureDraft } from '../figure/measureDraft.ts';
import { MeasureFigureButton } from '../figure/MeasureFigureButton.tsx';
import { readRunFacts } from '../figure/runFacts.ts';
import { useLab, useStore } from '../labContext.ts';
import { AboutPopover } from './AboutPopover.tsx';
import styles from './MeasureCard.module.css';
import { MeasureChart } from './MeasureChart.tsx';
import type { MeasureDesk } from './measureDesk.ts';

export interface MeasureCardProps {
  readonly name: MeasureName;
  readonly title: string;
  readonly group: string;
  readonly about: readonly AboutMeasure[];
  readonly desk: MeasureDesk;
  readonly theme: ChartTheme;
  readonly isEnlarged: boolean;
  readonly onEnlarge: (isEnlarged: boolean) => void;
  readonly options: ReactNode;
}

/** One measure: its key numbers, its chart and what it asks for. */
export function MeasureCard({
  name,
  title,
  group,
  about,
  desk,
  theme,
  isEnlarged,
  onEnlarge,
  options,
}: MeasureCardProps) {
  const { lab } = useLab();
  const id = useId();
  const element = useRef<HTMLElement>(null);
  const card = desk.card(name);
  const hasFigure = useStore(card.figureStore, (has) => has);

  // Cards that are not on screen are not measured.
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new IntersectionObserver(([entry]) => desk.setVisible(name, entry?.isIntersecting ?? false));
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      desk.setVisible(name, false);
    };
  }, [desk, name]);

  const line = useMemo(() => ({ depends: () => [card.revision], read: () => card.shown?.line ?? '' }), [card]);

  function save(): void {
    const { figure } = card.shown ?? {};
    const facts = readRunFacts(lab);
    if (!figure || !facts) return;
    const { stem, tables } = measureDraft(figure, about, card.populations, facts);
    downloadCsv(tables()[0]!.text, `${stem}.csv`);
  }

  return (
    <section ref={element} className={styles.card} aria-labelledby={id} data-measure={name}>
      <div className={styles.head}>
        <h3 id={id} className={styles.title}>
          <span className={styles.group}>{group}</span> <span>{title}</span>
        </h3>
        <span className={styles.actions}>
          <AboutPopover title={title} about={about}>
            <IconButton label={`What is measured: ${title}`} icon={<Info size={15} aria-hidden="true" />} />
          </AboutPopover>
          <MeasureFigureButton
            title={title}
            isDisabled={!hasFigure}
            read={() => ({ figure: card.shown?.figure, about, populations: card.populations })}
          />
          <IconButton
            label={`Save as .csv: ${title}`}
            icon={<Download size={15} aria-hidden="true" />}
            disabled={!hasFigure}
            onClick={save}
          />
          <IconButton
            label={isEnlarged ? 'Back to all measures' : `Enlarge: ${title}`}
            icon={isEnlarged ? <Minimize2 size={15} aria-hidden="true" /> : <Maximize2 size={15} aria-hidden="true" />}
            onClick={() => onEnlarge(!isEnlarged)}
          />
        </span>
      </div>
      <LiveText className={styles.line} testId={`measure-${name}-line`} {...line} />
      <MeasureChart name={name} title={title} card={card} theme={theme} />
      {options}
    </section>
  );
}
