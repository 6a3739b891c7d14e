import type { ChartTheme } from './chartTheme.ts';
import type { Frame, PlotArea } from './frame.ts';

/** The ticks of a band's rows as pixels: however many spikes there are, no pixel is painted more than once by the browser. One per canvas. */
export class TickPicture {
  private image: OffscreenCanvas | undefined;
  private block: ImageData | undefined;
  private pixels = new Uint32Array(0);
  private left = 0;
  private top = 0;

  /** Begins an empty picture of the area. */
  begin({ pixelRatio }: Frame, area: PlotArea): void {
    this.left = Math.floor(area.left * pixelRatio);
    this.top = Math.floor(area.top * pixelRatio);
    const width = Math.max(1, Math.ceil(area.right * pixelRatio) - this.left);
    const height = Math.max(1, Math.ceil(area.bottom * pixelRatio) - this.top);
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = new OffscreenCanvas(width, height);
      this.block = this.image.getContext('2d')!.createImageData(width, height);
      this.pixels = new Uint32Array(this.block.data.buffer);
    }
    this.pixels.fill(0);
  }

  /** Fills a rectangle of device pixels, from the canvas's left top, as far as it lies within the area. */
  fill(x: number, y: number, width: number, height: number, pixel: number): void {
    const { image, pixels } = this;
    const stride = image!.width;
    const fromX = Math.max(0, x - this.left);
    const toX = Math.min(stride, x - this.left + width);
    const toY = Math.min(image!.height, y - this.top + height);
    for (let row = Math.max(0, y - this.top); row < toY; row++) {
      for (let column = fromX; column < toX; column++) pixels[row * stride + column] = pixel;
    }
  }

  /** Lays the picture over what has been drawn. */
  end({ ctx, pixelRatio }: Frame): void {
    const { width, height } = this.image!;
    this.image!.getContext('2d')!.putImageData(this.block!, 0, 0);
    ctx.imageSmoothingEnabled = false;
    const [left, top] = [this.left / pixelRatio, this.top / pixelRatio];
    ctx.drawImage(this.image!, 0, 0, width, height, left, top, width / pixelRatio, height / pixelRatio);
  }
}

/** A theme's colour ('#rrggbb') as a pixel of an ImageData seen as Uint32Array. @param alpha 0 … 1 */
export function pixelOf(colour: ChartTheme['text'], alpha = 1): number {
  const channels = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
  return new Uint32Array(Uint8Array.of(...channels, Math.round(255 * alpha)).buffer)[0]!;
}
