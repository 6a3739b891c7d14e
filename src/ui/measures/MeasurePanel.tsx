import { useEffect, useMemo, useRef } from 'react';
import { recordedSpan } from '../../analysis/firing/spikes.ts';
import { THEMES } from '../../charts/chartTheme.ts';
import { MEASURE_NAMES } from '../../store/measureView.ts';
import type { MeasureName } from '../../store/measureView.ts';
import { LiveText } from '../controls/LiveText.tsx';
import { SelectField } from '../controls/SelectField.tsx';
import type { SelectGroup } from '../controls/SelectField.tsx';
import { useLab, useStore } from '../labContext.ts';
import { useTheme } from '../useTheme.ts';
import { F_I_CURVE } from './catalogue/fICurve.ts';
import { MEASURES } from './catalogue/measures.ts';
import { FICurveOptions } from './FICurveOptions.tsx';
import { MeasureCard } from './MeasureCard.tsx';
import styles from './MeasurePanel.module.css';
import { GROUPS } from './measure.ts';
import { isRunLive } from './measureContext.ts';
import { deskOf } from './measureDesk.ts';
import { MeasureOptions } from './MeasureOptions.tsx';
import { setMeasures } from './setMeasures.ts';
import { windowText } from './windowText.ts';

const HEADS = { ...MEASURES, fICurve: F_I_CURVE };

const ALL = 'all';
const PICKS: readonly SelectGroup<MeasureName | typeof ALL>[] = [
  { options: [{ value: ALL, label: 'All measures' }] },
  ...GROUPS.map((group) => ({
    title: group,
    options: MEASURE_NAMES.filter((name) => HEADS[name].group === group).map((name) => ({
      value: name,
      label: HEADS[name].title,
    })),
  })),
];

/** Measures of what has been recorded of the time in view, as cards; one of them may fill the panel. */
export function MeasurePanel() {
  const { lab, frames } = useLab();
  const theme = THEMES[useTheme()];
  const enlarged = useStore(lab.view, ({ measures }) => measures.enlarged);
  const desk = useMemo(() => deskOf(lab, () => frames.request()), [lab, frames]);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => desk.open(), [desk]);

  const enlarge = (name: MeasureName | undefined): void => {
    setMeasures(lab, { enlarged: name });
    panel.current?.scrollTo({ top: 0 });
  };
  const shown = enlarged === undefined ? MEASURE_NAMES : [enlarged];
  return (
    <div ref={panel} className={styles.panel} data-enlarged={enlarged !== undefined || undefined}>
      <div className={styles.bar}>
        <SelectField
          isHeading
          label="Measure"
          value={enlarged ?? ALL}
          groups={PICKS}
          onChange={(name) => enlarge(name === ALL ? undefined : name)}
        />
        <WindowText />
      </div>
      <div className={styles.cards}>
        {shown.map((name) => (
          <MeasureCard
            key={name}
            name={name}
            title={HEADS[name].title}
            group={HEADS[name].group}
            about={HEADS[name].about}
            desk={desk}
            theme={theme}
            isEnlarged={enlarged === name}
            onEnlarge={(isLarge) => enlarge(isLarge ? name : undefined)}
            options={name === 'fICurve' ? <FICurveOptions card={desk.card(name)} /> : <MeasureOptions name={name} />}
          />
        ))}
      </div>
    </div>
  );
}

/** What the measures are of. */
function WindowText() {
  const { lab } = useLab();
  const texts = useMemo(
    () => ({
      depends: () => [lab.view.getState().time, lab.recording, lab.recording?.revision, lab.run.getState().status],
      read: () => {
        const { recording } = lab;
        const { start, end } = lab.view.getState().time;
        if (!recording || recording.isEmpty) {
          return 'Nothing has been recorded yet. Press Run, or the space bar: the measures fill in while the run goes on.';
        }
        const span = recordedSpan(recording, { from: start, to: end });
        if (!(span.to > span.from)) return 'Nothing has been recorded of the time in view.';
        return `Of the time in view: ${windowText(span)}${isRunLive(lab) ? ', while the run goes on' : ''}`;
      },
    }),
    [lab],
  );
  return <LiveText className={styles.window} testId="measure-window" {...texts} />;
}
