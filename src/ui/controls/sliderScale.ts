/** Values along a slider: place 0 … 1 from the least to the greatest. */
export interface SliderScale {
  placeOf(value: number): number;
  /** Rounded to a number that a person would choose: what a two-hundredth of the way adds, as a power of ten. */
  valueAt(place: number): number;
}

/** From this ratio on the places of a range are logarithmic. */
const WIDE = 100;
/** A usual value nearer to 0 than this share of the range gets more room. */
const LOW = 0.15;
/** Near enough to the usual value to be meant: half a step of the arrow keys. */
const CATCH = 0.005;

/** @param usual where most people will look for a value: the scale gives it room, and catches it. */
export function sliderScale([least, greatest]: readonly [number, number], usual: number): SliderScale {
  const [toPlace, toValue] = curveOf(least, greatest, usual);
  const clamp = (value: number): number => Math.min(greatest, Math.max(least, value));
  return {
    placeOf: (value) => toPlace(clamp(value)),
    valueAt: (place) => {
      if (Math.abs(place - toPlace(usual)) < CATCH) return usual;
      const value = toValue(Math.min(1, Math.max(0, place)));
      const aside = place > 0.5 ? toValue(place - 0.005) : toValue(place + 0.005);
      const grain = 10 ** Math.floor(Math.log10(Math.abs(aside - value)));
      // Divided by a whole number where the grain is a fraction: 3 · 0.1 is not 0.3.
      return clamp(grain < 1 ? Math.round(value / grain) / Math.round(1 / grain) : Math.round(value / grain) * grain);
    },
  };
}

type Curve = (at: number) => number;

function curveOf(least: number, greatest: number, usual: number): [toPlace: Curve, toValue: Curve] {
  const span = greatest - least;
  if (least > 0 && greatest / least >= WIDE) {
    const decades = Math.log(greatest / least);
    return [(value) => Math.log(value / least) / decades, (place) => least * Math.exp(place * decades)];
  }
  if (least === 0 && usual / span < LOW) return [(value) => Math.cbrt(value / span), (place) => span * place ** 3];
  return [(value) => (value - least) / span, (place) => least + span * place];
}
