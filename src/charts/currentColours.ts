import type { ChartTheme } from './chartTheme.ts';

const STEPS = 127;

type Rgb = readonly [red: number, green: number, blue: number];

/**
 * A diverging map of currents around 0, which is the ground: depolarising ones green as the stimulus is everywhere, hyperpolarising ones
 * purple. That pair is told apart with all common colour blindnesses (Brewer's PRGn).
 */
export class CurrentColours {
  /** Pixels as an ImageData's memory holds them; 0 stands at STEPS. */
  readonly #pixels: Uint32Array;

  constructor(theme: ChartTheme) {
    const [ground, text] = [rgbOf(theme.plot), rgbOf(theme.text)];
    const [positive, negative] = [rgbOf(theme.stimulus), rgbOf(theme.series[2]!)];
    this.#pixels = Uint32Array.from({ length: 2 * STEPS + 1 }, (_, at) => {
      const share = (at - STEPS) / STEPS;
      const hue = share < 0 ? negative : positive;
      const size = Math.abs(share);
      // The hue itself at three quarters; the strongest go on towards the colour of text.
      const colour = size <= 0.75 ? mix(ground, hue, size / 0.75) : mix(hue, text, (size - 0.75) * 1.6);
      return new Uint32Array(Uint8Array.of(...colour.map(Math.round), 255).buffer)[0]!;
    });
  }

  /** As a pixel of an ImageData seen as Uint32Array. @param share of the largest current, -1 … 1 */
  pixel(share: number): number {
    const step = Math.max(-STEPS, Math.min(STEPS, Math.round(share * STEPS)));
    // What is not 0 is never taken for it.
    return this.#pixels[STEPS + (step === 0 ? Math.sign(share) : step)]!;
  }

  /** The same for CSS. */
  css(share: number): string {
    const [red, green, blue] = new Uint8Array(Uint32Array.of(this.pixel(share)).buffer);
    return `rgb(${red} ${green} ${blue})`;
  }
}

function rgbOf(colour: string): Rgb {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return a.map((value, channel) => value + (b[channel]! - value) * share) as unknown as Rgb;
}
