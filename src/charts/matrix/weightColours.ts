import type { ChartTheme } from '../chartTheme.ts';

/** Which way a synapse drives its target: the colour of positive weights. */
export type SynapseSign = 'excitatory' | 'inhibitory';

/** Steps of the map on either side of 0. */
const STEPS = 128;
/** How far the faintest weight stands off the ground, as a share of the way to the hue. */
const FAINTEST = 0.22;
/** How far the strongest weight goes from the hue towards the colour of text. */
const STRONGEST = 0.7;

type Rgb = readonly [red: number, green: number, blue: number];

/**
 * A diverging map of weights around 0, which is the ground: a weight of 1 has the hue of the synapse's sign, that of the population it
 * usually comes from, -1 the other of the pair; blue against orange, which all common colour blindnesses tell apart. Weights beyond 1
 * go on towards the colour of text without an end, so that the map depends on no largest weight.
 */
export class WeightColours {
  /** Pixels as an ImageData's memory holds them; 0 stands at STEPS. */
  readonly #pixels = new Uint32Array(2 * STEPS + 1);

  constructor(theme: ChartTheme, sign: SynapseSign) {
    const [excitatory, inhibitory] = [theme.populations[0]!, theme.populations[1]!].map(rgbOf) as [Rgb, Rgb];
    const [positive, negative] = sign === 'excitatory' ? [excitatory, inhibitory] : [inhibitory, excitatory];
    const ground = rgbOf(theme.plot);
    const text = rgbOf(theme.text);
    for (let step = -STEPS; step <= STEPS; step++) {
      const share = Math.abs(step) / STEPS;
      const hue = step < 0 ? negative : positive;
      const colour =
        step === 0
          ? ground
          : share <= 0.5
            ? mix(ground, hue, FAINTEST + (1 - FAINTEST) * 2 * share)
            : mix(hue, text, STRONGEST * (2 * share - 1));
      this.#pixels[STEPS + step] = new Uint32Array(Uint8Array.of(...colour.map(Math.round), 255).buffer)[0]!;
    }
  }

  /** The colour of a weight as a pixel of an ImageData seen as Uint32Array. */
  pixel(weight: number): number {
    return this.#pixels[STEPS + stepOf(weight)]!;
  }

  /** The same for CSS. */
  css(weight: number): string {
    const [red, green, blue] = new Uint8Array(Uint32Array.of(this.pixel(weight)).buffer);
    return `rgb(${red} ${green} ${blue})`;
  }
}

/** Half of the steps up to a weight of 1, the other half from there to infinity; never 0 for a synapse that is there. */
function stepOf(weight: number): number {
  if (weight === 0) return 0;
  const size = Math.abs(weight);
  const share = size <= 1 ? size / 2 : 1 - 0.5 / size;
  const step = Math.max(1, Math.round(share * STEPS));
  return weight < 0 ? -step : step;
}

function rgbOf(colour: string): Rgb {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return a.map((value, channel) => value + (b[channel]! - value) * share) as unknown as Rgb;
}
