import { useEffect, useMemo, useRef } from 'react';
import type { MouseEvent, PointerEvent } from 'react';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { describeNeuronGrid, drawNeuronGrid, neuronAtGrid, neuronBeside } from '../../charts/drawNeuronGrid.ts';
import type { Frame } from '../../charts/frame.ts';
import { startInjection, stopInjection } from '../../store/edits/injection.ts';
import { useLab } from '../labContext.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import { ARROWS } from './arrows.ts';
import { HoldToInject } from './holdToInject.ts';
import styles from './NeuronGrid.module.css';
import { useShownPopulations } from './useShownPopulations.ts';

/** The network as cells coloured by V; a click adds or removes a neuron's trace, holding one injects a current into it. */
export function NeuronGrid({ theme }: { readonly theme: ChartTheme }) {
  const { lab, frames } = useLab();
  const populations = useShownPopulations();
  const ground = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const hold = useMemo(() => new HoldToInject(lab), [lab]);
  const wasHeld = useRef(false);
  useEffect(() => () => void hold.release(), [hold]);

  const painter = useMemo(() => {
    const options = () => {
      const { cursor: time, chosen, hovered, inspected, injected } = lab.view.getState();
      return { time, chosen, hovered, inspected, injected };
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

  useEffect(() => {
    const walk = (event: KeyboardEvent): void => {
      const direction = ARROWS[event.key];
      const { inspected } = lab.view.getState();
      const at = inspected !== undefined && inspected < lab.shown.network.n ? inspected : undefined;
      if (direction) {
        const next = at === undefined ? 0 : neuronBeside(size.current, populations, at, direction);
        lab.view.setState({ inspected: next });
      } else if (event.key.toLowerCase() === 'i' && at !== undefined && !event.ctrlKey && !event.metaKey) {
        if (!event.repeat) startInjection(lab, at);
      } else if ((event.key === 'Enter' || event.key === ' ') && at !== undefined) {
        lab.toggleNeuron(at);
      } else {
        return;
      }
      event.preventDefault(); // Otherwise the panel scrolls.
    };
    const letGo = (event: KeyboardEvent | FocusEvent): void => {
      if (!('key' in event) || event.key.toLowerCase() === 'i') stopInjection(lab);
    };
    const listening = new AbortController();
    const { signal } = listening;
    const element = ground.current;
    element?.addEventListener('keydown', walk, { signal });
    element?.addEventListener('keyup', letGo, { signal });
    element?.addEventListener('blur', letGo, { signal });
    return () => listening.abort();
  }, [lab, populations, size]);

  return (
    <div
      ref={ground}
      className={styles.walk}
      // One walks in it with the arrow keys; the inspector says who stands there.
      role="application"
      aria-roledescription="grid of neurons"
      aria-label="Neurons"
      aria-description="Arrow keys walk from neuron to neuron, Enter shows or hides a trace, holding I injects a current."
      tabIndex={0}
    >
      <canvas
        ref={canvas}
        className={styles.grid}
        role="img"
        data-testid="neuron-grid"
        onPointerDown={(event: PointerEvent) => {
          const neuron = neuronUnder(event);
          if (neuron === undefined || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          hold.press(neuron);
        }}
        onPointerMove={(event) => lab.view.setState({ hovered: neuronUnder(event) })}
        onPointerLeave={() => lab.view.setState({ hovered: undefined })}
        onPointerUp={() => (wasHeld.current = hold.release())}
        onPointerCancel={() => hold.release()}
        onContextMenu={(event) => event.preventDefault()} // A long press on a phone is no menu here.
        onClick={(event) => {
          if (wasHeld.current) return;
          const neuron = neuronUnder(event);
          if (neuron !== undefined) lab.toggleNeuron(neuron);
        }}
      />
    </div>
  );
}
