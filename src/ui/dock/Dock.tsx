import { ChevronDown } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useEffect, useRef } from 'react';
import type { ComponentType, PointerEvent } from 'react';
import type { Lab } from '../../store/lab.ts';
import { DOCK_NAMES } from '../../store/viewState.ts';
import type { DockName } from '../../store/viewState.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { lazyPart } from '../controls/lazyPart.tsx';
import { useLab, useStore } from '../labContext.ts';
import styles from './Dock.module.css';
import { DOCK_TITLES } from './dockTitles.ts';

/** Each comes when it is opened first. */
const EDITORS: Readonly<Record<DockName, ComponentType>> = {
  parameters: lazyPart('The editor of parameters', () =>
    import('../parameters/ParameterEditor.tsx').then((one) => one.ParameterEditor),
  ),
  connections: lazyPart('The editor of connections', () =>
    import('../connections/ConnectionEditor.tsx').then((one) => one.ConnectionEditor),
  ),
  stimulus: lazyPart('The editor of the stimulus', () =>
    import('../stimulus/StimulusEditor.tsx').then((one) => one.StimulusEditor),
  ),
  measures: lazyPart('The panel of measures', () =>
    import('../measures/MeasurePanel.tsx').then((one) => one.MeasurePanel),
  ),
  compare: lazyPart('The comparison', () => import('../compare/ComparePanel.tsx').then((one) => one.ComparePanel)),
  sweep: lazyPart('The sweep', () => import('../sweep/SweepPanel.tsx').then((one) => one.SweepPanel)),
  longRun: lazyPart('The panel of long runs', () =>
    import('../longRun/LongRunPanel.tsx').then((one) => one.LongRunPanel),
  ),
};

const LEAST_SHARE = 0.2;
const MOST_SHARE = 0.8;

/** The editors below the charts: one at a time, so that the charts stay in view while something is changed. */
export function Dock() {
  const { lab } = useLab();
  const dock = useStore(lab.view, (view) => view.dock);
  const share = useStore(lab.view, (view) => view.dockShare);
  const close = (): void => lab.view.setState({ dock: undefined });
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const active = dock && tabs.current?.querySelector('[data-state="active"]');
    active?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [dock]);
  return (
    <Tabs.Root asChild value={dock ?? ''} activationMode="manual" onValueChange={(name) => open(lab, name)}>
      <section className={styles.dock} aria-label="Editor" style={dock && { flexBasis: `${100 * share}%` }}>
        {dock && <Divider />}
        <div className={styles.head}>
          <Tabs.List ref={tabs} aria-label="Editors" className={styles.tabs}>
            {DOCK_NAMES.map((name) => (
              <Tabs.Trigger key={name} value={name} className={styles.tab}>
                {DOCK_TITLES[name]}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          {dock && (
            <IconButton label="Close the editor" icon={<ChevronDown size={16} aria-hidden="true" />} onClick={close} />
          )}
        </div>
        {dock && (
          <Tabs.Content value={dock} className={styles.body}>
            <DockEditor name={dock} />
          </Tabs.Content>
        )}
      </section>
    </Tabs.Root>
  );
}

function open(lab: Lab, name: string): void {
  const dock = DOCK_NAMES.find((one) => one === name);
  if (dock) lab.view.setState({ dock });
}

/** One editor, also for a sheet. */
export function DockEditor({ name }: { readonly name: DockName }) {
  const Editor = EDITORS[name];
  return <Editor />;
}

/** The border between charts and editor; drag it, or use the arrow keys. */
function Divider() {
  const { lab } = useLab();
  const share = useStore(lab.view, (view) => view.dockShare);
  const set = (next: number): void =>
    lab.view.setState({ dockShare: Math.min(MOST_SHARE, Math.max(LEAST_SHARE, next)) });
  return (
    <div
      role="separator"
      aria-label="Height of the editor"
      aria-orientation="horizontal"
      aria-valuemin={100 * LEAST_SHARE}
      aria-valuemax={100 * MOST_SHARE}
      aria-valuenow={Math.round(100 * share)}
      tabIndex={0}
      className={styles.divider}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event: PointerEvent<HTMLDivElement>) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const room = event.currentTarget.parentElement?.parentElement?.getBoundingClientRect();
        if (room) set((room.bottom - event.clientY) / room.height);
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowUp') set(share + 0.05);
        else if (event.key === 'ArrowDown') set(share - 0.05);
        else return;
        event.preventDefault();
      }}
    />
  );
}
