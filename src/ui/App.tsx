import { Tooltip } from 'radix-ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { THEMES } from '../charts/chartTheme.ts';
import type { Lab } from '../store/lab.ts';
import { isShown } from '../store/viewState.ts';
import styles from './App.module.css';
import { useDemoLinks } from './demos/useDemoLinks.ts';
import { lazyPart } from './controls/lazyPart.tsx';
import { Dock, DockEditor } from './dock/Dock.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import type { FrameLoop } from './frameLoop.ts';
import { LabContext, useLab, useStore, type LabContextValue } from './labContext.ts';
import { NetworkPanel } from './network/NetworkPanel.tsx';
import { NeuronPanel } from './neurons/NeuronPanel.tsx';
import { NewVersionNotice } from './NewVersionNotice.tsx';
import { PanelBar } from './PanelBar.tsx';
import { SHEETS, Sheet } from './Sheet.tsx';
import { SkipLinks } from './SkipLinks.tsx';
import { DropCover } from './stimulus/DropCover.tsx';
import { MatrixQuestion } from './stimulus/MatrixQuestion.tsx';
import { TopBar } from './topBar/TopBar.tsx';
import { Tracks } from './tracks/Tracks.tsx';
import { Transport } from './transport/Transport.tsx';
import { NARROW, useMediaQuery } from './useMediaQuery.ts';
import { useShortcuts } from './useShortcuts.ts';
import { useRunsOnDisk } from './useRunsOnDisk.ts';
import { useTheme } from './useTheme.ts';

const GuidePanel = lazyPart('The guide', () => import('./demos/GuidePanel.tsx').then((one) => one.GuidePanel));
const RunNotice = lazyPart('The runs on disk', () => import('./longRun/RunNotice.tsx').then((one) => one.RunNotice));
const ReplaceQuestion = lazyPart('The question', () =>
  import('./experiment/ReplaceQuestion.tsx').then((one) => one.ReplaceQuestion),
);
const DemoNotice = lazyPart('The message', () => import('./demos/DemoNotice.tsx').then((one) => one.DemoNotice));

export interface AppProps {
  readonly lab: Lab;
  readonly frames: FrameLoop;
  readonly offline: LabContextValue['offline'];
}

export function App({ lab, frames, offline }: AppProps) {
  const value = useMemo(() => ({ lab, frames, offline }), [lab, frames, offline]);
  return (
    <ErrorBoundary>
      <LabContext value={value}>
        <Tooltip.Provider delayDuration={350} skipDelayDuration={200}>
          <Bench />
        </Tooltip.Provider>
      </LabContext>
    </ErrorBoundary>
  );
}

function Bench() {
  const { lab } = useLab();
  const isNarrow = useMediaQuery(NARROW);
  const isNetworkOpen = useStore(lab.view, (view) => isShown(view, 'isNetworkOpen'));
  const areNeuronsOpen = useStore(lab.view, (view) => isShown(view, 'areNeuronsOpen'));
  const [panel, setPanel] = useState<'network' | 'neurons'>();
  // An editor that is asked for from a panel lies over it, and gives way to it again.
  const dock = useStore(lab.view, (view) => view.dock);
  const sheet = dock ?? panel;
  const hasGuide = useStore(lab.document, ({ guide }) => guide !== undefined);
  const hasRuns = useRunsOnDisk();
  const isBranch = useStore(lab.run, ({ branch, savedBranch }) => (branch ?? savedBranch) !== undefined);
  const hasQuestion = useStore(lab.question, ({ question }) => question !== undefined);
  const hasNotice = useStore(lab.demo, ({ notice }) => notice !== undefined);
  useShortcuts();
  useDemoLinks();
  usePageTheme();
  useClosedAtFirst(isNarrow);
  return (
    <div className={styles.bench}>
      <SkipLinks />
      <TopBar hasPanels={!isNarrow} />
      {!isNarrow && isNetworkOpen && (
        <aside className={styles.left} aria-label={SHEETS.network}>
          <NetworkPanel />
        </aside>
      )}
      <div className={styles.middle}>
        <div className={styles.centre}>
          <NewVersionNotice />
          {hasNotice && <DemoNotice />}
          {(hasRuns || isBranch) && <RunNotice />}
          <Tracks />
          {!isNarrow && <Dock />}
        </div>
        {hasGuide && <GuidePanel />}
      </div>
      {!isNarrow && areNeuronsOpen && (
        <aside className={styles.right} aria-label={SHEETS.neurons}>
          <NeuronPanel />
        </aside>
      )}
      <Transport />
      {isNarrow && (
        <>
          <PanelBar
            onOpen={(name) => {
              if (name === 'network' || name === 'neurons') setPanel(name);
              else lab.view.setState({ dock: name });
            }}
          />
          <Sheet
            name={sheet}
            isTall={dock !== undefined}
            onClose={() => (dock ? lab.view.setState({ dock: undefined }) : setPanel(undefined))}
          >
            {dock ? <DockEditor name={dock} /> : panel === 'network' ? <NetworkPanel /> : <NeuronPanel />}
          </Sheet>
        </>
      )}
      <DropCover />
      <MatrixQuestion />
      {hasQuestion && <ReplaceQuestion />}
    </div>
  );
}

/** Where editors come as sheets, the page opens with its charts. */
function useClosedAtFirst(isNarrow: boolean): void {
  const { lab } = useLab();
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current && isNarrow) lab.view.setState({ dock: undefined });
    isFirst.current = false;
  }, [isNarrow, lab]);
}

/** Puts the theme and the charts' colours where the style sheets find them. */
function usePageTheme(): void {
  const name = useTheme();
  useEffect(() => {
    const { dataset, style } = document.documentElement;
    const theme = THEMES[name];
    dataset.theme = name;
    style.setProperty('--chart', theme.background);
    style.setProperty('--stimulus', theme.stimulus);
    theme.populations.forEach((colour, p) => style.setProperty(`--population-${p}`, colour));
  }, [name]);
}
