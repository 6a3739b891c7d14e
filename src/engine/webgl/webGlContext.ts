import '@tensorflow/tfjs-backend-webgl';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { backend, setBackend, tensor1d, type Tensor } from '@tensorflow/tfjs-core';
import { isSoftwareAdapter } from '../softwareAdapter.ts';

/** tfjs's WebGL backend and its context. */
export interface WebGlContext {
  readonly backend: MathBackendWebGL;
  readonly gl: WebGL2RenderingContext;
  readonly description: string;
  readonly isSoftware: boolean;
}

/**
 * Makes tfjs open its WebGL context.
 * @throws Error with a sentence when there is no WebGL 2 here, or it cannot draw into float32 textures.
 */
export async function openWebGlContext(): Promise<WebGlContext> {
  if (typeof OffscreenCanvas === 'undefined') throw new Error('this browser offers no canvas inside a worker');
  if (!(await setBackend('webgl'))) throw new Error('this browser offers no WebGL inside a worker');
  const ours = backend() as MathBackendWebGL;
  const { gl } = ours.getGPGPUContext();
  if (!(gl instanceof WebGL2RenderingContext)) throw new Error('this browser offers WebGL 1 only; WebGL 2 is needed');
  if (gl.getExtension('EXT_color_buffer_float') === null) {
    throw new Error('WebGL cannot draw into float32 textures on this device');
  }
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const description = String(gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL));
  return { backend: ours, gl, description, isSoftware: isSoftwareAdapter(description) };
}

/** A texture of RGBA float32 texels that belongs to a tensor of tfjs; `tensor.dispose()` gives it back. */
export interface DeviceTexture {
  readonly tensor: Tensor;
  readonly texture: WebGLTexture;
  readonly width: number;
  readonly height: number;
}

/** Uploads values as a dense texture, four to a texel, row by row; what is not given is 0. */
export function uploadTexture(
  { backend: ours }: WebGlContext,
  values: Float32Array,
  width: number,
  height: number,
): DeviceTexture {
  const padded = new Float32Array(4 * width * height);
  padded.set(values);
  const source = tensor1d(padded);
  ours.uploadToGPU(source.dataId);
  const { tensorRef, texture } = source.dataToGPU({ customTexShape: [height, width] });
  source.dispose();
  return { tensor: tensorRef, texture: texture!, width, height };
}

/**
 * Compiles a program with the project's own shaders on tfjs's context.
 * @throws Error with the driver's message when a shader does not compile.
 */
export function linkProgram(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  const shaders = [gl.VERTEX_SHADER, gl.FRAGMENT_SHADER].map((kind) => {
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, kind === gl.VERTEX_SHADER ? vertex : fragment);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    return shader;
  });
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    const log = [gl.getProgramInfoLog(program), ...shaders.map((shader) => gl.getShaderInfoLog(shader))];
    throw new Error(`the WebGL driver refused a shader: ${log.filter(Boolean).join(' ')}`);
  }
  for (const shader of shaders) gl.deleteShader(shader);
  return program;
}
