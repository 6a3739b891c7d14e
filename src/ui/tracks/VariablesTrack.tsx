import { Plus } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useMemo } from 'react';
import { createPortal } from 'react-dom';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { describeVariables, drawVariables, readVariables } from '../../charts/drawVariables.ts';
import type { VariableOptions, VariableTrace } from '../../charts/drawVariables.ts';
import { PRESETS } from '../../model/presets.ts';
import { describeProbe, probesOf } from '../../model/probes.ts';
import type { DescribedProbe } from '../../model/probes.ts';
import { rangesOf } from '../../store/edits/resizeNetwork.ts';
import type { Lab } from '../../store/lab.ts';
import { Choice } from '../controls/Choice.tsx';
import { PopoverCard } from '../controls/PopoverCard.tsx';
import { useLab, useStore } from '../labContext.ts';
import { Plot } from './Plot.tsx';
import type { LateTrackProps } from './Plot.tsx';
import type { TrackPicture } from './trackPicture.ts';
import { VariablePicker } from './VariablePicker.tsx';
import styles from './VariablesTrack.module.css';

const LAYOUTS = [
  { value: 'units', label: 'By unit', name: 'Variables of one unit share a scale' },
  { value: 'lanes', label: 'Lanes', name: 'Each variable in its own lane' },
] as const;

/** Any state variables and currents of neurons over time; what is recorded is part of the document. */
export function VariablesTrack({ head, theme, board }: LateTrackProps) {
  const { lab } = useLab();
  const picture = useMemo(() => variablesPicture(lab, theme), [lab, theme]);
  const probes = useStore(lab.document, (document) => document.probes);
  const network = useStore(lab.document, (document) => document.network);
  const layout = useStore(lab.view, ({ variableLayout }) => variableLayout);
  const lanes = useMemo(() => {
    const model = PRESETS[network.preset];
    const units = (probes ?? []).map((probe) => describeProbe(model, rangesOf(network), probe).unit);
    return layout === 'lanes' ? units.length : new Set(units).size;
  }, [layout, network, probes]);
  return (
    <>
      {head && createPortal(<VariablesOptions />, head)}
      {/* The track is as high as its lanes need. */}
      <div className={styles.lanes} style={{ height: `${3.5 * lanes + 0.75}rem` }} aria-hidden="true" />
      <Plot name="variables" picture={picture} theme={theme} board={board} />
    </>
  );
}

function VariablesOptions() {
  const { lab } = useLab();
  const layout = useStore(lab.view, ({ variableLayout }) => variableLayout);
  return (
    <>
      <Choice
        label="Layout of the variables"
        value={layout}
        options={LAYOUTS}
        onChange={(variableLayout) => lab.view.setState({ variableLayout })}
        isSmall
      />
      <Popover.Root>
        <Popover.Trigger className={styles.add}>
          <Plus size={12} aria-hidden="true" />
          Add a variable
        </Popover.Trigger>
        <PopoverCard className={styles.popover} align="end" label="Variables to record">
          <VariablePicker />
        </PopoverCard>
      </Popover.Root>
    </>
  );
}

function variablesPicture(lab: Lab, theme: ChartTheme): TrackPicture {
  const options = (): VariableOptions => ({
    populations: lab.recording?.populations ?? rangesOf(lab.shown.network),
    layout: lab.view.getState().variableLayout,
  });
  const traces = (): readonly VariableTrace[] => lab.recording?.probes ?? probesOf(lab.shown).map(withoutSamples);
  return {
    depends: () => {
      const { recording } = lab;
      return [
        recording,
        recording?.revision,
        recording ? undefined : lab.document.getState(),
        lab.view.getState().variableLayout,
      ];
    },
    draw: (frame, view) => drawVariables(frame, traces(), view, theme, options()),
    read: (size, time) => readVariables(size, traces(), time, theme, options()),
    describe: (view) => describeVariables(traces(), view, options()),
  };
}

/** What a probe will record. */
function withoutSamples(probe: DescribedProbe): VariableTrace {
  return {
    probe,
    rowInterval: 1,
    firstRow: 0,
    endRow: 0,
    range: [Infinity, -Infinity],
    value: () => NaN,
    extent: () => false,
  };
}
