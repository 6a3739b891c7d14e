import { useEffect, useMemo, useRef, useState } from 'react';
import { THEMES } from '../../charts/chartTheme.ts';
import { describeGateCurves, drawGateCurves } from '../../charts/drawGateCurves.ts';
import type { Frame } from '../../charts/frame.ts';
import type * as compilation from '../../compiler/gateCurves.ts';
import type { NetworkModel } from '../../model/model.ts';
import type { NeuronState, StateReader } from '../../store/stateReader.ts';
import { useLab, useStore } from '../labContext.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import { useTheme } from '../useTheme.ts';
import { gatePicture, partOf, withDots } from './gatePicture.ts';
import type { GatedPart } from './gatePicture.ts';
import styles from './ParameterEditor.module.css';

/** While samples come in, the sentence is renewed once in this many ms: nobody listens faster. */
const RENEWAL = 2000;

export interface GateCurvesPaneProps {
  readonly model: NetworkModel;
  readonly symbol: string;
}

/** The gates of the current that a parameter belongs to, and where the network's neurons are now. */
export function GateCurvesPane({ model, symbol }: GateCurvesPaneProps) {
  const [compiler, setCompiler] = useState<typeof compilation>();
  // The parser of equations comes with it: nothing else on the page needs it.
  useEffect(() => void import('../../compiler/gateCurves.ts').then(setCompiler), []);
  const part = useMemo(() => compiler && partOf(model, symbol, compiler), [compiler, model, symbol]);
  if (!part) return <div className={styles.noCurves}>Loading …</div>;
  if (part.gates.length === 0) {
    return (
      <p className={styles.noCurves} data-empty>
        {part.why}
      </p>
    );
  }
  return <Curves model={model} part={part} />;
}

function Curves({ model, part }: { readonly model: NetworkModel; readonly part: GatedPart }) {
  const { lab, frames } = useLab();
  const { states } = lab;
  const theme = THEMES[useTheme()];
  const canvas = useRef<HTMLCanvasElement>(null);
  const network = useStore(lab.document, (document) => document.network);
  const picture = useMemo(() => gatePicture(model, network, part), [model, network, part]);

  useEffect(() => states.subscribe(() => frames.request()), [states, frames]);
  const painter = useMemo(
    () => ({
      depends: () => [theme, picture, stateOf(states)],
      draw: (frame: Frame) => drawGateCurves(frame, withDots(picture, part, stateOf(states)), theme),
    }),
    [states, part, picture, theme],
  );
  useMeasuredCanvas(canvas, painter);
  useEffect(
    () =>
      frames.add({
        depends: () => {
          const { status } = lab.run.getState();
          const clock = status === 'running' ? Math.floor(performance.now() / RENEWAL) : stateOf(states);
          return [picture, status, clock];
        },
        paint: () => {
          const text = describeGateCurves(withDots(picture, part, stateOf(states)));
          canvas.current?.setAttribute('aria-label', text);
        },
      }),
    [frames, lab, states, part, picture],
  );
  return <canvas ref={canvas} className={styles.curves} role="img" data-testid="gate-curves" />;
}

function stateOf({ current }: StateReader): NeuronState | undefined {
  return current;
}
