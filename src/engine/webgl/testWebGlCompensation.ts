import { VERTEX_SHADER } from '../../compiler/targets/glsl.ts';
import { GLSL_TWO_SUM, writeTwoSum } from '../../compiler/targets/twoSum.ts';
import { COMPENSATION_CASES, compensationTest, isCompensationKept } from '../compensation.ts';
import { Owned } from '../owned.ts';
import { linkPrograms } from './webGlContext.ts';

/** Texels of a texture that holds all cases, four each. */
const WIDTH = COMPENSATION_CASES / 4;

/**
 * Whether this context's compiler keeps the low part of compensated sums (see `CompensationTest`): one small draw.
 * Leaves the context as an engine does, to a tfjs that binds what it needs.
 */
export function testWebGlCompensation(gl: WebGL2RenderingContext): boolean {
  const given = compensationTest();
  const owned = new Owned();
  try {
    const [program] = linkPrograms(gl, owned, [{ vertex: VERTEX_SHADER, fragment: FRAGMENT_SHADER }]) as [WebGLProgram];
    gl.useProgram(program);
    const { x, slope, low, scale, steps } = given;
    Object.entries({ state: x, slope, low }).forEach(([name, values], unit) => {
      gl.activeTexture(gl.TEXTURE0 + unit);
      makeRow(gl, owned, values);
      gl.uniform1i(gl.getUniformLocation(program, name), unit);
    });
    gl.uniform1f(gl.getUniformLocation(program, 'scale'), scale);
    gl.uniform1i(gl.getUniformLocation(program, 'steps'), steps);

    gl.activeTexture(gl.TEXTURE3);
    const outputs = [makeRow(gl, owned), makeRow(gl, owned)];
    const framebuffer = owned.add(gl.createFramebuffer(), (one) => gl.deleteFramebuffer(one));
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    outputs.forEach((texture, k) =>
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0 + k, gl.TEXTURE_2D, texture, 0),
    );
    gl.drawBuffers([gl.COLOR_ATTACHMENT0, gl.COLOR_ATTACHMENT1]);
    gl.bindVertexArray(owned.add(gl.createVertexArray(), (one) => gl.deleteVertexArray(one)));
    gl.disable(gl.SCISSOR_TEST);
    gl.disable(gl.BLEND);
    gl.viewport(0, 0, WIDTH, 1);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.enable(gl.SCISSOR_TEST); // as tfjs left it
    const [after, rest] = outputs.map((_, k) => {
      const values = new Float32Array(COMPENSATION_CASES);
      gl.readBuffer(gl.COLOR_ATTACHMENT0 + k);
      gl.readPixels(0, 0, WIDTH, 1, gl.RGBA, gl.FLOAT, values);
      return values;
    }) as [Float32Array, Float32Array];
    return isCompensationKept(given, after, rest);
  } finally {
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.bindVertexArray(null);
    owned.free();
  }
}

/** A texture of one row at the active unit. */
function makeRow(gl: WebGL2RenderingContext, owned: Owned, values?: Float32Array): WebGLTexture {
  const texture = owned.add(gl.createTexture(), (one) => gl.deleteTexture(one));
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, WIDTH, 1);
  if (values !== undefined) gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, WIDTH, 1, gl.RGBA, gl.FLOAT, values);
  return texture;
}

/** The steps' number is a uniform: a compiler that knew it could add them up beforehand. */
const FRAGMENT_SHADER = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
uniform sampler2D state;
uniform sampler2D slope;
uniform sampler2D low;
uniform float scale;
uniform int steps;
layout(location = 0) out vec4 after_0;
layout(location = 1) out vec4 rest_0;

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  vec4 x_0 = texelFetch(state, here, 0);
  vec4 slope_0 = texelFetch(slope, here, 0);
  vec4 low_0 = texelFetch(low, here, 0);
  for (int step = 0; step < steps; step++) {
    vec4 change_0 = scale * slope_0 + low_0;
${writeTwoSum(GLSL_TWO_SUM, true, '_0')
  .map((line) => `    ${line}`)
  .join('\n')}
    x_0 = after_0;
    low_0 = rest_0;
  }
}
`;
