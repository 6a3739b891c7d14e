import { useEffect, useMemo, useRef } from 'react';
import type { MouseEvent } from 'react';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { describeNeuronGrid, drawNeuronGrid, neuronAtGrid } from '../../charts/drawNeuronGrid.ts';
import type { Frame } from '../../charts/frame.ts';
import { useLab } from '../labContext.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import styles from './NeuronGrid.module.css';
import { useShownPopulations } from './useShownPopulations.ts';

/** The network as cells coloured by V; a click adds or removes a neuron's trace. */
export function NeuronGrid({ theme }: { readonly theme: ChartTheme }) {
  const { lab, frames } = useLab();
  const populations = useShownPopulations();
  const canvas = useRef<HTMLCanvasElement>(null);

  const painter = useMemo(() => {
    const options = () => {
      const { cursor: time, chosen, hovered } = lab.view.getState();
      return { time, chosen, hovered };
    };
    return {
      depends: () => [theme, populations, lab.recording, lab.recording?.revision, ...Object.values(options())],
      draw: (frame: Frame) => drawNeuronGrid(frame, lab.recording, populations, theme, options()),
    };
  }, [lab, populations, theme]);
  const size = useMeasuredCanvas(canvas, painter);

  useEffect(
    () =>
      frames.add({
        depends: () => [lab.view.getState().chosen, lab.run.getState().status, populations],
        paint: () => {
          const { chosen } = lab.view.getState();
          canvas.current?.setAttribute('aria-label', describeNeuronGrid(lab.recording, populations, { chosen }));
        },
      }),
    [frames, lab, populations],
  );

  function neuronUnder(event: MouseEvent): number | undefined {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return neuronAtGrid(size.current, populations, event.clientX - left, event.clientY - top);
  }

  return (
    <canvas
      ref={canvas}
      className={styles.grid}
      role="img"
      data-testid="neuron-grid"
      onPointerMove={(event) => lab.view.setState({ hovered: neuronUnder(event) })}
      onPointerLeave={() => lab.view.setState({ hovered: undefined })}
      onClick={(event) => {
        const neuron = neuronUnder(event);
        if (neuron !== undefined) lab.toggleNeuron(neuron);
      }}
    />
  );
}
