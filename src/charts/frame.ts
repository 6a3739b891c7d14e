/** Width and height in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a drawing function draws: a 2D context whose unit is the CSS pixel, cleared. */
export interface Frame extends Size {
  readonly ctx: CanvasRenderingContext2D;
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: number;
}

/** The part of a track that data is drawn in, CSS pixels from the canvas's left top. */
export interface PlotArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Below this width (CSS pixels) gutters are narrower and ticks fewer: a phone. */
export const NARROW = 560;

/**
 * Gives the canvas one device pixel per screen pixel, clears it and returns the frame to draw in.
 * Take width and height from a ResizeObserver: reading them from the layout here would force one.
 */
export function prepareCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  pixelRatio: number = globalThis.devicePixelRatio || 1,
): Frame {
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new Error('This browser gives no 2D canvas; charts need one.');
  const deviceWidth = Math.max(1, Math.round(width * pixelRatio));
  const deviceHeight = Math.max(1, Math.round(height * pixelRatio));
  if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
  if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
  ctx.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  return { ctx, width, height, pixelRatio };
}

/**
 * The plot area of a track: every track of the same width has the same left and right edge, so that one time stands
 * at one pixel in all of them.
 */
export function plotArea(size: Size, margin: { readonly top?: number; readonly bottom?: number } = {}): PlotArea {
  const narrow = size.width < NARROW;
  const left = narrow ? 44 : 64;
  return {
    left,
    right: Math.max(left + 1, size.width - (narrow ? 10 : 16)),
    top: margin.top ?? 6,
    bottom: Math.max((margin.top ?? 6) + 1, size.height - (margin.bottom ?? 6)),
  };
}
