import { Slider } from 'radix-ui';
import { useMemo, useRef } from 'react';
import styles from './SliderField.module.css';
import { sliderScale } from './sliderScale.ts';

export interface SliderFieldProps {
  /** Its name, for screen readers. */
  readonly label: string;
  readonly value: number;
  readonly range: readonly [number, number];
  /** Marked along the way. */
  readonly usual: number;
  /** The value with its unit, for screen readers. */
  readonly text: string;
  /** @param gesture the same while one slider is dragged, and for arrow keys in quick succession */
  readonly onChange: (value: number, gesture: string) => void;
}

/** So many places a slider has: the arrow keys go by a hundredth of its way, with shift by a tenth. */
const PLACES = 1000;
const STEP = PLACES / 100;

let drags = 0;

/** A thin slider, logarithmic or curved where the range asks for it; the arrow keys go by 1 % of the way, with shift by 10 %. */
export function SliderField({ label, value, range, usual, text, onChange }: SliderFieldProps) {
  const [least, greatest] = range;
  const scale = useMemo(() => sliderScale([least, greatest], usual), [least, greatest, usual]);
  const gesture = useRef('');
  const begin = (): void => {
    gesture.current = `slider ${++drags}`;
  };
  return (
    <Slider.Root
      className={styles.slider}
      value={[PLACES * scale.placeOf(value)]}
      min={0}
      max={PLACES}
      step={STEP}
      onPointerDownCapture={begin}
      onFocus={begin}
      onValueChange={([place]) => {
        const next = scale.valueAt((place ?? 0) / PLACES);
        if (next !== value) onChange(next, gesture.current);
      }}
    >
      <Slider.Track className={styles.track}>
        <Slider.Range className={styles.range} />
      </Slider.Track>
      <span className={styles.usual} style={{ left: `${100 * scale.placeOf(usual)}%` }} />
      <Slider.Thumb className={styles.thumb} aria-label={label} aria-valuetext={text} />
    </Slider.Root>
  );
}
