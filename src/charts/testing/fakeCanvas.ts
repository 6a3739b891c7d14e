import type { Frame } from '../frame.ts';
import type { LinePath } from '../samplePath.ts';

export interface DrawnRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
  readonly alpha: number;
}

export interface DrawnText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly colour: string;
}

export interface DrawnLine {
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly colour: string;
  readonly alpha: number;
}

/** A path that remembers its points; where a new line begins, [NaN, NaN] comes first. */
export class FakePath implements LinePath {
  readonly points: [number, number][] = [];

  moveTo(x: number, y: number): void {
    this.points.push([NaN, NaN], [x, y]);
  }

  lineTo(x: number, y: number): void {
    this.points.push([x, y]);
  }

  /** The parts of the path that are drawn without lifting the pen. */
  get lines(): [number, number][][] {
    const lines: [number, number][][] = [];
    for (const point of this.points) {
      if (Number.isNaN(point[0])) lines.push([]);
      else lines.at(-1)!.push(point);
    }
    return lines;
  }
}

/** As much of a 2D context as the charts use, without pixels but for images: it remembers what was drawn where. */
export class FakeContext {
  readonly rects: DrawnRect[] = [];
  readonly texts: DrawnText[] = [];
  readonly lines: DrawnLine[] = [];
  readonly pixels = new Map<string, number>();
  fillStyle = '';
  strokeStyle = '';
  font = '';
  textAlign = 'left';
  textBaseline = 'middle';
  globalAlpha = 1;
  lineWidth = 1;
  lineJoin = 'miter';
  imageSmoothingEnabled = true;
  readonly pixelRatio: number;

  constructor(pixelRatio: number) {
    this.pixelRatio = pixelRatio;
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.rects.push({ x, y, width, height, colour: this.fillStyle, alpha: this.globalAlpha });
  }

  fillText(text: string, x: number, y: number, maxWidth = Infinity): void {
    const width = Math.min(maxWidth, this.measureText(text).width);
    const left = this.textAlign === 'right' ? x - width : this.textAlign === 'center' ? x - width / 2 : x;
    this.texts.push({ text, left, right: left + width, top: y - 5, bottom: y + 5, colour: this.fillStyle });
  }

  /** As wide as the widest of the fonts asked for. */
  measureText(text: string): { width: number } {
    return { width: text.length * (this.font.startsWith('600') ? 7 : 6) };
  }

  stroke(path?: FakePath): void {
    if (path) this.lines.push({ points: path.points, colour: this.strokeStyle, alpha: this.globalAlpha });
  }

  drawImage(
    image: FakeOffscreenCanvas,
    sx: number,
    sy: number,
    sw: number,
    sh: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void {
    if (sx < 0 || sy < 0 || sx + sw > image.width || sy + sh > image.height) throw new Error('drawn beyond the image');
    const left = Math.round(x * this.pixelRatio);
    const columns = Math.round(width * this.pixelRatio);
    if (columns !== sw) throw new Error(`an image of ${sw} columns stretched over ${columns} pixels`);
    for (let column = 0; column < sw; column++) {
      for (let row = 0; row < sh; row++) {
        const middle = (y + ((row + 0.5) * height) / sh).toFixed(3);
        this.pixels.set(`${left + column} ${middle}`, image.pixels[(sy + row) * image.width + sx + column]!);
      }
    }
  }

  save(): void {}
  restore(): void {}
  beginPath(): void {}
  rect(): void {}
  roundRect(): void {}
  strokeRect(): void {}
  clip(): void {}
  fill(): void {}
  moveTo(): void {}
  lineTo(): void {}
  translate(): void {}
  rotate(): void {}
  setLineDash(): void {}
  arc(): void {}
}

/** An image that can be written block by block, as the heat map does. */
export class FakeOffscreenCanvas {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint32Array(width * height);
  }

  getContext(): Pick<FakeOffscreenCanvas, 'createImageData' | 'putImageData'> {
    return this;
  }

  createImageData(width: number, height: number): { data: Uint8ClampedArray; width: number; height: number } {
    return { data: new Uint8ClampedArray(width * height * 4), width, height };
  }

  putImageData(block: { data: Uint8ClampedArray; width: number; height: number }, x: number, y: number): void {
    if (x < 0 || x + block.width > this.width) throw new Error('painted beyond the image');
    const source = new Uint32Array(block.data.buffer);
    for (let row = 0; row < block.height; row++) {
      for (let column = 0; column < block.width; column++) {
        this.pixels[(y + row) * this.width + x + column] = source[row * block.width + column]!;
      }
    }
  }
}

/** A frame to draw in, and the context that remembers. */
export function fakeFrame(width: number, height: number, pixelRatio = 1): { frame: Frame; drawn: FakeContext } {
  const drawn = new FakeContext(pixelRatio);
  const ctx = drawn as unknown as CanvasRenderingContext2D;
  return { frame: { ctx, width, height, pixelRatio }, drawn };
}

/** Pairs of texts that cover each other. */
export function overlaps(texts: readonly DrawnText[]): string[] {
  return texts.flatMap((a, index) =>
    texts
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `'${a.text}' and '${b.text}'`),
  );
}
