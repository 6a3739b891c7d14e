import { PanelLeft, PanelRight } from 'lucide-react';
import { speedOf } from '../../store/runState.ts';
import { BenchmarkButton } from '../benchmark/BenchmarkButton.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { formatSpeed } from '../format.ts';
import { DemosButton } from '../demos/DemosButton.tsx';
import { HelpButton } from '../help/HelpButton.tsx';
import { ExperimentMenu } from '../experiment/ExperimentMenu.tsx';
import { HistoryButtons } from '../history/HistoryButtons.tsx';
import { useLab, useStore } from '../labContext.ts';
import { EngineBadge } from './EngineBadge.tsx';
import { Logo } from './Logo.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';
import { TitleField } from './TitleField.tsx';
import { isShown, togglePanel } from '../../store/viewState.ts';
import styles from './TopBar.module.css';

export interface TopBarProps {
  /** Whether the side panels stand beside the charts, and can be put away from here. */
  readonly hasPanels: boolean;
}

export function TopBar({ hasPanels }: TopBarProps) {
  const { lab } = useLab();
  const speed = useStore(lab.run, speedOf);
  const isNetworkOpen = useStore(lab.view, (view) => isShown(view, 'isNetworkOpen'));
  const areNeuronsOpen = useStore(lab.view, (view) => isShown(view, 'areNeuronsOpen'));
  return (
    <header className={styles.bar}>
      <h1 className={styles.brand}>
        <Logo />
        <span className={styles.product}>NerveFlow Lab</span>
      </h1>
      <ExperimentMenu />
      <TitleField />
      <HistoryButtons />
      <div className={styles.tools}>
        {speed !== undefined && (
          <span className={styles.speed} data-testid="speed-badge">
            {formatSpeed(speed)} <span>× real time</span>
          </span>
        )}
        <DemosButton />
        <EngineBadge />
        <BenchmarkButton />
        <ThemeMenu />
        <HelpButton />
        {hasPanels && (
          <>
            <IconButton
              label="Network panel"
              icon={<PanelLeft size={16} aria-hidden="true" />}
              aria-pressed={isNetworkOpen}
              onClick={() => lab.view.setState((view) => togglePanel(view, 'isNetworkOpen'))}
            />
            <IconButton
              label="Neurons panel"
              icon={<PanelRight size={16} aria-hidden="true" />}
              aria-pressed={areNeuronsOpen}
              onClick={() => lab.view.setState((view) => togglePanel(view, 'areNeuronsOpen'))}
            />
          </>
        )}
      </div>
    </header>
  );
}
