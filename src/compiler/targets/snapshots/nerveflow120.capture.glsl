#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;

uniform sampler2D state[2];
uniform int firstRow; // of this capture in the recording
out vec4 recorded;

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy) - ivec2(0, firstRow);
  vec4 x_0 = texelFetch(state[0], here, 0);
  vec4 x_1 = texelFetch(state[1], here, 0);
  recorded = vec4(x_0.x, x_1.w, x_1.z, 0.0);
}
