import { RefreshCw } from 'lucide-react';
import type { PlotlyStatic } from 'plotly.js-basic-dist-min';
import { useState } from 'react';
import type { Lab } from '../../store/lab.ts';
import { Picks } from '../controls/Picks.tsx';
import { formatTime } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { injectedPreview } from '../stimulus/injectedPreview.ts';
import { captionOf } from './captionOf.ts';
import styles from './Figure.module.css';
import type { FigureDraft } from './figureDraft.ts';
import { FigureDesk } from './FigureDesk.tsx';
import { figureTables } from './figureTables.ts';
import { fileStem } from './fileStem.ts';
import { makeFigure } from './makeFigure.ts';
import { PANEL_NAMES, PANEL_TITLES, USUAL_PANELS } from './panelNames.ts';
import type { PanelName } from './panelNames.ts';
import { readFigure } from './readFigure.ts';
import { readRunFacts } from './runFacts.ts';

/** What React knows of the figure; the samples themselves stay outside. */
interface Reading {
  readonly panels: readonly PanelName[];
  /** Simulated time when it was read, ms. */
  readonly time: number;
  /** On screen then, in words. */
  readonly range: string;
  /** Undefined where nothing of the range had been recorded. */
  readonly draft: FigureDraft | undefined;
}

/** The panels that were chosen last. */
const lastPanels = new WeakMap<Lab, readonly PanelName[]>();

/** The figure of the stretch of time on screen. */
export function FigureBody({ plotly }: { readonly plotly: PlotlyStatic }) {
  const { lab } = useLab();
  const [reading, setReading] = useState(() => read(lab, lastPanels.get(lab) ?? USUAL_PANELS));
  const { panels } = reading;
  const isOld = useStore(lab.run, ({ progress }) => progress && progress.time > reading.time);

  // Variables are there where probes were set.
  const hasVariables = (lab.recording?.probes.length ?? 0) > 0;
  const options = PANEL_NAMES.filter((name) => name !== 'variables' || hasVariables).map((value) => ({
    value,
    label: PANEL_TITLES[value],
  }));

  const choose = (picked: ReadonlySet<PanelName>): void => {
    const next = PANEL_NAMES.filter((name) => picked.has(name));
    lastPanels.set(lab, next);
    setReading(read(lab, next));
  };
  const nothing = panels.length === 0 ? 'Choose what the figure is to show.' : undefined;
  return (
    <FigureDesk
      plotly={plotly}
      draft={reading.draft}
      sentence={nothing ?? `Nothing has been recorded yet of ${reading.range}.`}
      choices={
        <Picks legend="Panels" options={options} picked={new Set(panels)} isDisabled={false} onChange={choose} />
      }
      actions={
        isOld && (
          <button type="button" className={styles.action} onClick={() => setReading(read(lab, panels))}>
            <RefreshCw size={14} aria-hidden="true" />
            Refresh
          </button>
        )
      }
    />
  );
}

function read(lab: Lab, panels: readonly PanelName[]): Reading {
  const { start, end } = lab.view.getState().time;
  return {
    panels,
    time: lab.recording?.time ?? 0,
    range: `${formatTime(start, 1000)}–${formatTime(end, 1000)} ms`,
    draft: draftOf(lab, panels),
  };
}

function draftOf(lab: Lab, panels: readonly PanelName[]): FigureDraft | undefined {
  const { recording } = lab;
  const facts = readRunFacts(lab);
  if (!recording || !facts || panels.length === 0) return undefined;
  const { chosen, time: view } = lab.view.getState();
  const stimulus = panels.includes('stimulus') ? injectedPreview(lab) : undefined;
  const content = readFigure(recording, { panels, chosen, view, stimulus });
  if (!content) return undefined;
  return {
    title: facts.title,
    caption: captionOf(content, facts),
    stem: fileStem(facts, content.span),
    make: (look) => makeFigure(content, look),
    tables: () => figureTables(content, facts),
  };
}
