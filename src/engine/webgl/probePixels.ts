import type { Layout } from '../../compiler/layout.ts';
import type { Packing } from '../../compiler/targets/glsl.ts';
import { Owned } from '../owned.ts';

/** What the rows of one batch may take on the device, in bytes. */
const MOST_BYTES = 2 ** 26;

/** The texture rows of one layer of the state that hold what probes need, and where they lie among the floats of a recorded row. */
interface Area {
  readonly layer: number;
  readonly y: number;
  readonly height: number;
  readonly at: number;
}

/**
 * Takes the entries of the state that probes need at the recorded steps of a batch: the rows of its textures that hold them are copied into a
 * buffer of pixels on the device, which is read back when the batch is done.
 */
export class ProbePixels {
  /** Rows that one batch may record; at least 2. */
  readonly mostRows: number;
  private readonly gl: WebGL2RenderingContext;
  private readonly width: number;
  private readonly areas: readonly Area[];
  /** Where each address lies among the floats of a recorded row, and how many those are. */
  private readonly places: readonly number[];
  private readonly length: number;
  private readonly buffers: readonly WebGLBuffer[];
  private readonly owned = new Owned();

  /**
   * @param addresses in the layout's state, at least one
   * @param mostRows that are ever recorded at once
   * @param inFlight batches that may be under way
   */
  constructor(
    gl: WebGL2RenderingContext,
    layout: Layout,
    { width }: Packing,
    addresses: Uint32Array,
    mostRows: number,
    inFlight: number,
  ) {
    this.gl = gl;
    this.width = width;
    const texels = Array.from(addresses, (address) => texelOf(layout, address));
    let at = 0;
    this.areas = [...new Set(texels.map(({ layer }) => layer))].map((layer) => {
      const rows = texels.filter((one) => one.layer === layer).map(({ item }) => Math.floor(item / width));
      const [first, last] = rows.reduce(([low, high], y) => [Math.min(low, y), Math.max(high, y)], [Infinity, 0]);
      const area = { layer, y: first, height: last - first + 1, at };
      at += 4 * width * area.height;
      return area;
    });
    this.length = at;
    this.places = texels.map(({ layer, item, channel }) => {
      const area = this.areas.find((one) => one.layer === layer)!;
      return area.at + 4 * (item - width * area.y) + channel;
    });
    this.mostRows = Math.max(2, Math.min(mostRows, Math.floor(MOST_BYTES / (4 * at))));
    this.buffers = Array.from({ length: inFlight }, () => {
      const buffer = this.owned.add(gl.createBuffer(), (one) => gl.deleteBuffer(one));
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
      gl.bufferData(gl.PIXEL_PACK_BUFFER, 4 * at * this.mostRows, gl.STREAM_READ);
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
      return buffer;
    });
  }

  /** Copies the state that a framebuffer holds, a layer to each attachment, into a row of a batch. */
  capture(state: WebGLFramebuffer, batch: number, row: number): void {
    const { gl, width, length } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, state);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, this.bufferOf(batch));
    for (const { layer, y, height, at } of this.areas) {
      gl.readBuffer(gl.COLOR_ATTACHMENT0 + layer);
      gl.readPixels(0, y, width, height, gl.RGBA, gl.FLOAT, 4 * (row * length + at));
    }
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
  }

  /** What a batch that is done has captured, [rows, addresses]. */
  read(batch: number, rows: number): Float32Array<ArrayBuffer> {
    const { gl, length, places } = this;
    const floats = new Float32Array(rows * length);
    const values = new Float32Array(rows * places.length);
    if (rows === 0) return values;
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, this.bufferOf(batch));
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, floats);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    for (let row = 0; row < rows; row++) {
      places.forEach((place, k) => (values[row * places.length + k] = floats[row * length + place]!));
    }
    return values;
  }

  dispose(): void {
    this.owned.free();
  }

  private bufferOf(batch: number): WebGLBuffer {
    return this.buffers[batch % this.buffers.length]!;
  }
}

function texelOf({ n, slots }: Layout, address: number): { layer: number; item: number; channel: number } {
  if (address >= slots * n) return { layer: 0, item: n + address - slots * n, channel: 0 };
  const slot = Math.floor(address / n);
  return { layer: slot >> 2, item: address % n, channel: slot & 3 };
}
