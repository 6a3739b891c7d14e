import { useEffect, useMemo, useRef } from 'react';
import type { ClipboardEvent, KeyboardEvent, PointerEvent } from 'react';
import { THEMES } from '../../charts/chartTheme.ts';
import {
  describeNeuronStrip,
  drawNeuronStrip,
  neuronAtStrip,
  stripScale,
  valueAtStrip,
} from '../../charts/drawNeuronStrip.ts';
import type { NeuronStrip } from '../../charts/drawNeuronStrip.ts';
import type { Frame } from '../../charts/frame.ts';
import { neuronValues, valueOfNeuron } from '../../model/parameters/parameterValues.ts';
import type { ParameterValues } from '../../model/parameters/parameterValues.ts';
import { resetParameter, setNeuronValues, setParameter } from '../../store/edits/parameterEdits.ts';
import { sliderScale } from '../controls/sliderScale.ts';
import { formatNumber } from '../format.ts';
import { useLab } from '../labContext.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import { useTheme } from '../useTheme.ts';
import styles from './ParameterEditor.module.css';
import { moveOnStrip } from './stripKeys.ts';
import type { StripPlace } from './stripKeys.ts';

export type StripTool = 'paint' | 'select';

export interface StripCanvasProps {
  readonly values: ParameterValues;
  /** Those that have the parameter, ascending. */
  readonly neurons: readonly number[];
  readonly tool: StripTool;
  readonly place: StripPlace;
  readonly onPlace: (place: StripPlace) => void;
  /** The keyboard began to write a number. */
  readonly onType: (key: string) => void;
  readonly onPaste: (text: string) => void;
}

let strokes = 0;

/** A drag with the pointer that goes on. */
interface Drag {
  readonly tool: StripTool;
  readonly gesture: string;
  /** Where a selection began. */
  readonly anchor: number | undefined;
  /** What the stroke has painted. */
  readonly painted: Map<number, number>;
  last: readonly [neuron: number, value: number] | undefined;
  /** The axis stands still meanwhile: it would run away from the pointer. */
  readonly scale: readonly [number, number];
}

/** All neurons' values, to be painted and selected by pointer and keyboard. */
export function StripCanvas({ values, neurons, tool, place, onPlace, onType, onPaste }: StripCanvasProps) {
  const { lab, frames } = useLab();
  const theme = THEMES[useTheme()];
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const told = useRef<HTMLParagraphElement>(null);
  const hovered = useRef<number>(undefined);
  const drag = useRef<Drag>(undefined);
  const { parameter, populations, ofModel } = values;
  const { symbol, range } = parameter;
  const unit = parameter.unit === '1' ? '' : parameter.unit;

  const all = useMemo(() => neuronValues(values), [values]);
  const scale = useMemo(() => stripScale(all, ofModel, range), [all, ofModel, range]);
  const stripNow = (): NeuronStrip => ({
    symbol,
    unit,
    populations,
    values: all,
    usual: ofModel,
    scale: drag.current?.scale ?? scale,
    selected: place.selected,
    focused: hovered.current ?? place.focused,
  });
  const painter = useMemo(
    () => ({
      depends: () => [theme, all, scale, place, hovered.current, drag.current],
      draw: (frame: Frame) => drawNeuronStrip(frame, stripNow(), theme),
    }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- stripNow is made of these
    [theme, all, scale, place, symbol],
  );
  const size = useMeasuredCanvas(canvas, painter);
  useEffect(() => {
    box.current?.setAttribute('aria-label', describeNeuronStrip(stripNow()));
  });

  function neuronUnder(event: PointerEvent): number | undefined {
    const { left } = event.currentTarget.getBoundingClientRect();
    return neuronAtStrip(size.current, stripNow(), event.clientX - left);
  }

  function paint(event: PointerEvent, stroke: Drag): void {
    const neuron = neuronUnder(event);
    if (neuron === undefined) return;
    const { top } = event.currentTarget.getBoundingClientRect();
    const value = valueAtStrip(size.current, stripNow(), event.clientY - top);
    const [from, old] = stroke.last ?? [neuron, value];
    const steps = Math.abs(neuron - from);
    // A fast pointer skips neurons: those between get what lies between.
    for (let k = 0; k <= steps; k++) {
      const at = steps === 0 ? 1 : k / steps;
      const between = Math.round(from + (neuron - from) * at);
      stroke.painted.set(between, Number((old + (value - old) * at).toPrecision(6)));
    }
    stroke.last = [neuron, value];
    const painted = [...stroke.painted.keys()].filter((one) => !Number.isNaN(all[one]!)).sort((a, b) => a - b);
    const given = painted.map((one) => stroke.painted.get(one)!);
    setNeuronValues(lab, symbol, painted, given, { how: 'painted', gesture: stroke.gesture });
  }

  function select(event: PointerEvent, { anchor }: Drag): void {
    const neuron = neuronUnder(event);
    if (neuron === undefined || anchor === undefined) return;
    onPlace({ focused: neuron, selected: { first: Math.min(anchor, neuron), last: Math.max(anchor, neuron) } });
  }

  function handleDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const neuron = neuronUnder(event);
    drag.current = {
      tool: event.shiftKey ? 'select' : tool,
      gesture: `stroke ${++strokes} of ${symbol}`,
      anchor: neuron,
      painted: new Map(),
      last: undefined,
      scale,
    };
    if (drag.current.tool === 'select') select(event, drag.current);
    else paint(event, drag.current);
  }

  function handleMove(event: PointerEvent<HTMLDivElement>): void {
    const stroke = drag.current;
    if (stroke?.tool === 'paint') paint(event, stroke);
    if (stroke?.tool === 'select') select(event, stroke);
    hovered.current = neuronUnder(event);
    frames.request();
  }

  function endDrag(): void {
    drag.current = undefined;
    frames.request();
  }

  function handleKey(event: KeyboardEvent): void {
    const isAll = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a';
    if ((event.ctrlKey || event.metaKey || event.altKey) && !isAll) return;
    const moved = moveOnStrip(place, neurons, event.key, { shift: event.shiftKey, all: isAll });
    if (moved) onPlace(moved);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown')
      nudge(event.key === 'ArrowUp' ? 1 : -1, event.shiftKey);
    else if (event.key === 'Delete' || event.key === 'Backspace') resetParameter(lab, symbol, selection());
    else if (/^[\d.*/-]$/.test(event.key)) onType(event.key);
    else return;
    event.preventDefault();
    hovered.current = undefined;
    if (moved?.focused !== undefined && told.current) {
      const text = `${formatNumber(all[moved.focused]!)} ${unit}`;
      told.current.textContent = `Neuron ${moved.focused}: ${text}`;
    }
  }

  /** What is selected, or the neuron under the keyboard. */
  function selection(): readonly number[] {
    const { selected, focused } = place;
    if (selected) return neurons.filter((neuron) => neuron >= selected.first && neuron <= selected.last);
    return focused === undefined ? neurons : [focused];
  }

  function nudge(direction: 1 | -1, isLarge: boolean): void {
    const target = selection();
    const step = direction * (isLarge ? 0.1 : 0.01);
    const moved = target.map((neuron) => {
      const p = populations.findIndex(({ first, count }) => neuron >= first && neuron < first + count);
      const { placeOf, valueAt } = sliderScale(range, ofModel[p]!);
      return valueAt(placeOf(valueOfNeuron(values, neuron)!) + step);
    });
    const gesture = `arrows on ${symbol}`;
    const [value] = moved;
    if (value !== undefined && moved.every((one) => one === value))
      setParameter(lab, symbol, target, value, { gesture });
    else setNeuronValues(lab, symbol, target, moved, { how: `moved by ${Math.round(100 * step)} %`, gesture });
  }

  return (
    <div
      ref={box}
      className={styles.strip}
      role="application"
      aria-roledescription="strip of values"
      tabIndex={0}
      data-testid="neuron-strip"
      data-tool={tool}
      onPointerDown={handleDown}
      onPointerMove={handleMove}
      onPointerUp={endDrag}
      onPointerCancel={endDrag}
      onPointerLeave={() => {
        hovered.current = undefined;
        frames.request();
      }}
      onKeyDown={handleKey}
      onPaste={(event: ClipboardEvent) => {
        event.preventDefault();
        onPaste(event.clipboardData.getData('text/plain'));
      }}
      onCopy={(event: ClipboardEvent) => {
        event.preventDefault();
        const text = selection().map((neuron) => all[neuron]);
        event.clipboardData.setData('text/plain', text.join('\n'));
      }}
    >
      <canvas ref={canvas} className={styles.stripCanvas} aria-hidden="true" />
      <p ref={told} className="visually-hidden" aria-live="polite" />
    </div>
  );
}
