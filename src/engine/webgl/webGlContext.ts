import '@tensorflow/tfjs-backend-webgl';
import { GPGPUContext, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { env, findBackend, registerBackend, removeBackend, setBackend, tensor1d } from '@tensorflow/tfjs-core';
import type { Owned } from '../owned.ts';
import { isSoftwareAdapter } from '../softwareAdapter.ts';

/** tfjs's WebGL backend and its context. */
export interface WebGlContext {
  readonly backend: MathBackendWebGL;
  readonly gl: WebGL2RenderingContext;
  readonly description: string;
  readonly isSoftware: boolean;
}

/** Contexts that were lost at some time. tfjs lets browsers restore its context, but nothing that was made on it comes back. */
const lost = new WeakSet<WebGL2RenderingContext>();

/** Whether what was made on a context is gone, also when the browser has restored the context itself. */
export function isLost(gl: WebGL2RenderingContext): boolean {
  return gl.isContextLost() || lost.has(gl);
}

/**
 * Makes tfjs open its WebGL context, a new one where the one before was lost.
 * @throws Error with a sentence when there is no WebGL 2 here, or it cannot draw into float32 textures.
 */
export async function openWebGlContext(): Promise<WebGlContext> {
  if (typeof OffscreenCanvas === 'undefined') throw new Error('this browser offers no canvas inside a worker');
  // Textures of a run that is over are deleted, not kept for one of the same size.
  env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', 0);
  const before = findBackend('webgl') as MathBackendWebGL | undefined;
  if (before !== undefined && isLost(before.getGPGPUContext().gl as WebGL2RenderingContext)) {
    removeBackend('webgl');
    // A backend with a context of its own making keeps the compiled programs of the one before.
    registerBackend('webgl', () => new MathBackendWebGL(new GPGPUContext()));
  }
  if (!(await setBackend('webgl'))) throw new Error('this browser offers no WebGL inside a worker');
  const backend = findBackend('webgl') as MathBackendWebGL;
  const { gl } = backend.getGPGPUContext();
  if (!(gl instanceof WebGL2RenderingContext)) throw new Error('this browser offers WebGL 1 only; WebGL 2 is needed');
  if (gl.getExtension('EXT_color_buffer_float') === null || !env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) {
    throw new Error('WebGL cannot draw into float32 textures on this device');
  }
  gl.canvas.addEventListener('webglcontextlost', () => lost.add(gl));
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const description = String(gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL));
  return { backend, gl, description, isSoftware: isSoftwareAdapter(description) };
}

/** Makes the context's backend the one that tfjs puts new tensors on, and takes them from when they are disposed. */
export async function makeWebGlCurrent(): Promise<void> {
  await setBackend('webgl');
}

/** A texture of RGBA float32 texels that belongs to a tensor of tfjs. */
export interface DeviceTexture {
  readonly texture: WebGLTexture;
  readonly width: number;
  readonly height: number;
}

/**
 * Uploads values as a dense texture, four to a texel, row by row; what is not given is 0.
 * @throws RangeError with the need and the limit where the context takes no texture of this size.
 */
export function makeTexture(
  { backend, gl }: WebGlContext,
  owned: Owned,
  values: Float32Array,
  width: number,
  height: number,
): DeviceTexture {
  const most = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
  if (width > most || height > most) {
    const [need, limit] = [`${width} × ${height}`, `${most} × ${most}`];
    throw new RangeError(
      `this network needs a texture of ${need}, WebGL here takes ${limit}: use WebGPU or fewer neurons`,
    );
  }
  const padded = new Float32Array(4 * width * height);
  padded.set(values);
  const source = tensor1d(padded);
  backend.uploadToGPU(source.dataId);
  const { tensorRef, texture } = source.dataToGPU({ customTexShape: [height, width] });
  source.dispose();
  owned.add(tensorRef, (one) => one.dispose());
  return { texture: texture!, width, height };
}

/** The texts of one program. */
export interface Shaders {
  readonly vertex: string;
  readonly fragment: string;
}

/**
 * Compiles programs of the project's own shaders on tfjs's context. Texts that several programs share are compiled once, and the
 * driver is asked how it went only when all are under way: it may compile them side by side.
 * @throws Error with the driver's message when it refuses one.
 */
export function linkPrograms(gl: WebGL2RenderingContext, owned: Owned, all: readonly Shaders[]): WebGLProgram[] {
  const compiled = new Map<string, WebGLShader>();
  const compile = (kind: GLenum, text: string): WebGLShader => {
    const known = compiled.get(text);
    if (known !== undefined) return known;
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    compiled.set(text, shader);
    return shader;
  };
  const programs = all.map(({ vertex, fragment }) => {
    const program = owned.add(gl.createProgram(), (one) => gl.deleteProgram(one));
    gl.attachShader(program, compile(gl.VERTEX_SHADER, vertex));
    gl.attachShader(program, compile(gl.FRAGMENT_SHADER, fragment));
    gl.linkProgram(program);
    return program;
  });
  const refused = programs.find((program) => !(gl.getProgramParameter(program, gl.LINK_STATUS) as boolean));
  const log = refused && [
    gl.getProgramInfoLog(refused),
    ...[...compiled.values()].map((one) => gl.getShaderInfoLog(one)),
  ];
  for (const shader of compiled.values()) gl.deleteShader(shader);
  if (log) throw new Error(`the WebGL driver refused a shader: ${log.filter(Boolean).join(' ')}`);
  return programs;
}
