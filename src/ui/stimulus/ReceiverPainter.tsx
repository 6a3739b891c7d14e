import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { neuronAtGrid, neuronBeside } from '../../charts/drawNeuronGrid.ts';
import { describeReceiverGrid, drawReceiverGrid } from '../../charts/drawReceiverGrid.ts';
import type { Frame } from '../../charts/frame.ts';
import { populationRanges } from '../../model/buildNetwork.ts';
import { PRESETS } from '../../model/presets.ts';
import { drivenByPart } from '../../store/drivenNeurons.ts';
import { HELD } from '../../store/history.ts';
import type { StimulusEntry } from '../../store/labDocument.ts';
import { setReceivers } from '../../store/edits/stimulusEdits.ts';
import { nameOf } from '../../store/edits/stimulusParts.ts';
import { useLab, useStore } from '../labContext.ts';
import { ARROWS } from '../neurons/arrows.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import styles from './StimulusEditor.module.css';

interface Stroke {
  readonly adds: boolean;
  readonly gesture: string;
  /** Where the pointer was. */
  x: number;
  y: number;
}

/** What is drawn over is looked at every so many pixels: smaller than a cell that can be hit. */
const STRIDE = 2;

let strokes = 0;

/** Who receives a current, to be painted: a press adds or takes away, and so does all that is drawn over then. */
export function ReceiverPainter({ entry, theme }: { readonly entry: StimulusEntry; readonly theme: ChartTheme }) {
  const { lab } = useLab();
  const { preset, n, counts } = useStore(lab.document, ({ network }) => network);
  const populations = useMemo(() => populationRanges(PRESETS[preset], n, counts), [preset, n, counts]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const stroke = useRef<Stroke>(undefined);
  const [focused, setFocused] = useState<number>();
  const [hovered, setHovered] = useState<number>();
  const { id, part } = entry;
  const options = useMemo(
    () => ({ driven: new Set(drivenByPart(part, n, populations)), focused, hovered }),
    [part, n, populations, focused, hovered],
  );
  const painter = useMemo(
    () => ({
      depends: () => [theme, populations, options],
      draw: (frame: Frame) => drawReceiverGrid(frame, populations, theme, options),
    }),
    [theme, populations, options],
  );
  const size = useMeasuredCanvas(canvas, painter);
  const name = nameOf(entry);

  function paint(neurons: Iterable<number>, { adds, gesture }: Pick<Stroke, 'adds' | 'gesture'>): void {
    const now = lab.document.getState().stimulus.find((one) => one.id === id);
    if (!now) return;
    const next = new Set(drivenByPart(now.part, n, populations));
    for (const neuron of neurons) {
      if (adds) next.add(neuron);
      else next.delete(neuron);
    }
    setReceivers(lab, id, { kind: 'list', neurons: [...next].toSorted((a, b) => a - b) }, gesture);
  }

  /** All that lies between where the pointer was and where it is: a quick stroke leaves no gap. */
  function paintTo(x: number, y: number, line: Stroke): void {
    const steps = Math.max(1, Math.ceil(Math.hypot(x - line.x, y - line.y) / STRIDE));
    const passed = Array.from({ length: steps }, (_, k) => {
      const share = (k + 1) / steps;
      return neuronAtGrid(size.current, populations, line.x + share * (x - line.x), line.y + share * (y - line.y));
    });
    line.x = x;
    line.y = y;
    paint(new Set(passed.filter((neuron) => neuron !== undefined)), line);
  }

  function pointIn(event: PointerEvent): { x: number; y: number } {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  function handleKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = Math.min(focused ?? 0, n - 1);
    const direction = ARROWS[event.key];
    if (direction) {
      const to = neuronBeside(size.current, populations, at, direction);
      if (event.shiftKey) paint([to], { adds: options.driven.has(at), gesture: `receivers ${id} by keys` });
      setFocused(to);
    } else if (event.key === ' ' || event.key === 'Enter') {
      paint([at], { adds: !options.driven.has(at), gesture: `receivers ${id} by keys` });
      setFocused(at);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <section>
      <h3 className={styles.heading}>
        Who receives {name} <span>click or drag to add and take away</span>
      </h3>
      <div
        className={styles.painter}
        role="application"
        tabIndex={0}
        aria-label={describeReceiverGrid(populations, name, options)}
        aria-description="Arrow keys walk from neuron to neuron, Space adds or takes away, with Shift the arrows carry that on"
        data-testid="receiver-grid"
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && setFocused((now) => now ?? 0)}
        onBlur={() => setFocused(undefined)}
        onKeyDown={handleKey}
        onPointerDown={(event) => {
          const { x, y } = pointIn(event);
          const neuron = neuronAtGrid(size.current, populations, x, y);
          if (neuron === undefined || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          stroke.current = { adds: !options.driven.has(neuron), gesture: `${HELD} receivers ${++strokes}`, x, y };
          paint([neuron], stroke.current);
        }}
        onPointerMove={(event) => {
          const { x, y } = pointIn(event);
          setHovered(neuronAtGrid(size.current, populations, x, y));
          if (stroke.current) paintTo(x, y, stroke.current);
        }}
        onPointerUp={() => (stroke.current = undefined)}
        onPointerCancel={() => (stroke.current = undefined)}
        onPointerLeave={() => setHovered(undefined)}
      >
        <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
      </div>
    </section>
  );
}
