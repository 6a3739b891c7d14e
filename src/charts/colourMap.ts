/** Values at the ends of the colour map. */
export type ColourRange = readonly [number, number];

/** mV: from below rest to the upper part of a spike. */
export const VOLTAGE_COLOURS: ColourRange = [-80, 40];

const STEPS = 256;

/**
 * Cividis: even to the eye and nearly the same to the colour-blind (Nuñez, Anderton and Renslow, PLoS ONE 13:e0199239,
 * 2018), by the polynomials that d3-scale-chromatic fits to it.
 */
const CIVIDIS: readonly (readonly [number, number, number])[] = Array.from({ length: STEPS }, (_, step) => {
  const t = step / (STEPS - 1);
  return [
    byte(-4.54 - t * (35.34 - t * (2381.73 - t * (6402.7 - t * (7024.72 - t * 2710.57))))),
    byte(32.49 + t * (170.73 + t * (52.82 - t * (131.46 - t * (176.58 - t * 67.37))))),
    byte(81.24 + t * (442.36 - t * (2482.43 - t * (6167.24 - t * (6614.94 - t * 2475.67))))),
  ] as const;
});

const CSS: readonly string[] = CIVIDIS.map(([red, green, blue]) => `rgb(${red} ${green} ${blue})`);

/** The map as pixels: red, green, blue, alpha of every step, as an ImageData's memory holds them. */
const PIXELS = Uint32Array.from(CIVIDIS, (rgb) => new Uint32Array(Uint8Array.of(...rgb, 255).buffer)[0]!);

/** CSS colour of V on the map. */
export function voltageColour(V: number, range: ColourRange = VOLTAGE_COLOURS): string {
  return mapColour(V, range);
}

/** CSS colour of a value on the map. */
export function mapColour(value: number, range: ColourRange): string {
  return CSS[stepOf(value, range)]!;
}

/** The same as a pixel of an ImageData seen as Uint32Array. */
export function mapPixel(value: number, range: ColourRange): number {
  return PIXELS[stepOf(value, range)]!;
}

/** The pixels of `length` values on the map, into into[start], into[start + stride] …: for pictures of many in every frame. */
export function writePixels(
  values: Float32Array,
  length: number,
  [low, high]: ColourRange,
  into: Uint32Array,
  start: number,
  stride: number,
): void {
  const scale = (STEPS - 1) / (high - low);
  for (let k = 0, at = start; k < length; k++, at += stride) {
    const step = Math.floor((values[k]! - low) * scale + 0.5);
    into[at] = PIXELS[step > 0 ? (step < STEPS ? step : STEPS - 1) : 0]!;
  }
}

function stepOf(value: number, [low, high]: ColourRange): number {
  const step = Math.round(((value - low) / (high - low)) * (STEPS - 1));
  return step > 0 ? Math.min(STEPS - 1, step) : 0;
}

function byte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
