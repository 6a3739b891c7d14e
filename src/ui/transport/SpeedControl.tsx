import { ChevronUp } from 'lucide-react';
import { DropdownMenu, Slider } from 'radix-ui';
import { LEAST_SPEED, MOST_SPEED, SPEEDS, setSpeed } from '../../store/transport.ts';
import type { Speed } from '../../store/transport.ts';
import menu from '../controls/Menu.module.css';
import { formatRate, formatSpeedLimit } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './SpeedControl.module.css';

/** Positions of the slider in a factor of ten. */
const PER_DECADE = 10;
const DECADES = Math.log10(MOST_SPEED / LEAST_SPEED);
/** The last position: as fast as it goes. */
const UNLIMITED = DECADES * PER_DECADE + 1;

/** How fast a run goes at most: a slider on a logarithmic scale, and its named stops in a menu. */
export function SpeedControl() {
  const { lab } = useLab();
  const speed = useStore(lab.view, (view) => view.speed);
  const text = formatSpeedLimit(speed);
  return (
    <div className={styles.speed} role="group" aria-label="Speed">
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className={styles.value} aria-label={`Speed: ${text}`} data-testid="speed-limit">
          <span>{text}</span>
          <ChevronUp size={12} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.menu} side="top" align="start" sideOffset={6} collisionPadding={8}>
            <DropdownMenu.RadioGroup
              value={String(speed)}
              onValueChange={(name) => setSpeed(lab, SPEEDS.find((one) => String(one.speed) === name)?.speed)}
            >
              {SPEEDS.map((one) => (
                <DropdownMenu.RadioItem key={one.name} value={String(one.speed)} className={menu.item}>
                  <span className={styles.name}>{one.name}</span>
                  {one.speed !== undefined && !one.name.includes('/s') && (
                    <span className={styles.rate}>{formatRate(one.speed)}</span>
                  )}
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <Slider.Root
        className={styles.slider}
        min={0}
        max={UNLIMITED}
        value={[positionOf(speed)]}
        onValueChange={([position]) => position !== undefined && setSpeed(lab, speedAt(position))}
      >
        <Slider.Track className={styles.track}>
          <Slider.Range className={styles.range} />
          {SPEEDS.slice(1, -1).map((one) => (
            <span
              key={one.name}
              className={styles.stop}
              style={{ left: `${(100 * positionOf(one.speed)) / UNLIMITED}%` }}
            />
          ))}
        </Slider.Track>
        <Slider.Thumb className={styles.thumb} aria-label="Speed" aria-valuetext={text} />
      </Slider.Root>
    </div>
  );
}

function positionOf(speed: Speed): number {
  return speed === undefined ? UNLIMITED : Math.round(PER_DECADE * Math.log10(speed / LEAST_SPEED));
}

function speedAt(position: number): Speed {
  return position >= UNLIMITED ? undefined : Number((LEAST_SPEED * 10 ** (position / PER_DECADE)).toPrecision(2));
}
