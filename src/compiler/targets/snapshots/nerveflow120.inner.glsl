#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;

// 120 neurons, 120 open fractions
uniform sampler2D state[2]; // at the start of the step
uniform sampler2D stage[2];
uniform sampler2D constants;
uniform sampler2D wiring; // items of the open fractions of synapses, and rows of matrices, 24 bits to a number
uniform sampler2D stimulus; // a window of columns, by column · n + neuron
uniform int column;
uniform vec4 stageConstants; // half-steps since the step's start, weight, a · dt of the next stage, 1 if there is a sum already

// e⁸⁰ fits into float32 with room for products; shaders may assume that no infinity occurs
float finiteExp(float x) {
  return exp(min(x, 80.0));
}

// x / (exp(x) - 1), by its series where the quotient would cancel
float exprelr(float x) {
  float y = x * x;
  float series = 1.0 + -0.5 * x + y * (0.083333333 + y * (-0.0013888889 + y * (0.000033068783 + y * (-8.267196e-7))));
  bool isSmall = abs(x) < 0.5;
  float far = isSmall ? 1.0 : x;
  return isSmall ? series : far / (finiteExp(far) - 1.0);
}

float numbered(sampler2D values, int k) {
  int texel = k >> 2;
  return texelFetch(values, ivec2(texel % 1024, texel / 1024), 0)[k & 3];
}

ivec2 place(float item) {
  int k = int(item);
  return ivec2(k % 16, k / 16);
}

// of the synapses that are listed by the item of their open fraction
float sumListed(float first, float end) {
  float sum = 0.0;
  for (int k = int(first); k < int(end); k++) {
    sum += texelFetch(stage[0], place(numbered(wiring, k)), 0).x;
  }
  return sum;
}

// of those in a row of a matrix over the open fractions from `item` on; no row starts below 0
float sumBits(float row, int words, float item) {
  float sum = 0.0;
  ivec2 at = place(item);
  for (int k = int(row); k < int(row) + words && row >= 0.0; k++) {
    uint bits = uint(numbered(wiring, k));
    for (int b = 0; b < 24; b++) {
      // Not a product: what is no number must not pass where there is no synapse.
      float O = texelFetch(stage[0], at, 0).x;
      sum += (bits & 1u) == 1u ? O : 0.0;
      bits >>= 1u;
      at.x++;
      if (at.x == 16) at = ivec2(0, at.y + 1);
    }
  }
  return sum;
}

void derive_PN(ivec2 here, int item, out vec4 d[2]) {
  vec4 y_0 = texelFetch(stage[0], here, 0);
  vec4 y_1 = texelFetch(stage[1], here, 0);
  float V = y_0.x;
  float n_K = y_0.y;
  float m_Na = y_0.z;
  float h_Na = y_0.w;
  float m_A = y_1.x;
  float h_A = y_1.y;
  vec4 c_0 = texelFetch(constants, here + ivec2(0, 0), 0);
  vec4 c_1 = texelFetch(constants, here + ivec2(0, 15), 0);
  vec4 c_2 = texelFetch(constants, here + ivec2(0, 30), 0);
  vec4 c_3 = texelFetch(constants, here + ivec2(0, 45), 0);
  vec4 c_4 = texelFetch(constants, here + ivec2(0, 60), 0);
  vec4 c_5 = texelFetch(constants, here + ivec2(0, 75), 0);
  float first_ACh = c_0.x;
  float end_ACh = c_0.y;
  float bits_ACh = c_0.z;
  float first_GABA = c_0.w;
  float end_GABA = c_1.x;
  float bits_GABA = c_1.y;
  float g_L = c_1.z;
  float E_L = c_1.w;
  float g_KL = c_2.x;
  float E_KL = c_2.y;
  float g_K = c_2.z;
  float E_K = c_2.w;
  float g_Na = c_3.x;
  float E_Na = c_3.y;
  float g_A = c_3.z;
  float E_A = c_3.w;
  float g_ACh = c_4.x;
  float E_ACh = c_4.y;
  float g_GABA = c_4.z;
  float E_GABA = c_4.w;
  float C_m = c_5.x;
  float phi_K = c_5.y;
  float phi_Na = c_5.z;
  float phi_A = c_5.w;
  float sum_O_ACh = sumListed(first_ACh, end_ACh) + sumBits(bits_ACh, 4, 120.0);
  float sum_O_GABA = sumListed(first_GABA, end_GABA) + sumBits(bits_GABA, 2, 210.0);
  float I_stim = numbered(stimulus, column * 120 + item);
  float I_L = g_L * (V - E_L);
  float I_KL = g_KL * (V - E_KL);
  float I_K = g_K * (n_K * n_K * (n_K * n_K)) * (V - E_K);
  float I_Na = g_Na * (m_Na * m_Na * m_Na) * h_Na * (V - E_Na);
  float I_A = g_A * (m_A * m_A * (m_A * m_A)) * h_A * (V - E_A);
  float I_ion = I_L + I_KL + I_K + I_Na + I_A;
  float I_ACh = g_ACh * sum_O_ACh * (V - E_ACh);
  float I_GABA = g_GABA * sum_O_GABA * (V - E_GABA);
  float I_syn = I_ACh + I_GABA;
  float d_V = (I_stim - I_ion - I_syn) / C_m;
  float u_K = V + 50.0;
  float alpha_n_K = 0.1 * exprelr((15.0 - u_K) / 5.0);
  float beta_n_K = 0.5 * finiteExp((10.0 - u_K) / 40.0);
  float inf_n_K = alpha_n_K / (alpha_n_K + beta_n_K);
  float tau_n_K = 1.0 / ((alpha_n_K + beta_n_K) * phi_K);
  float d_n_K = (inf_n_K - n_K) / tau_n_K;
  float alpha_m_Na = 1.28 * exprelr((13.0 - u_K) / 4.0);
  float beta_m_Na = 1.4 * exprelr((u_K - 40.0) / 5.0);
  float inf_m_Na = alpha_m_Na / (alpha_m_Na + beta_m_Na);
  float tau_m_Na = 1.0 / ((alpha_m_Na + beta_m_Na) * phi_Na);
  float d_m_Na = (inf_m_Na - m_Na) / tau_m_Na;
  float alpha_h_Na = 0.128 * finiteExp((17.0 - u_K) / 18.0);
  float beta_h_Na = 4.0 / (finiteExp((40.0 - u_K) / 5.0) + 1.0);
  float inf_h_Na = alpha_h_Na / (alpha_h_Na + beta_h_Na);
  float tau_h_Na = 1.0 / ((alpha_h_Na + beta_h_Na) * phi_Na);
  float d_h_Na = (inf_h_Na - h_Na) / tau_h_Na;
  float inf_m_A = 1.0 / (1.0 + finiteExp(-(V + 60.0) / 8.5));
  float tau_m_A = 1.0 / (finiteExp((V + 35.82) / 19.69) + finiteExp(-(V + 79.69) / 12.7) + 0.37) / phi_A;
  float d_m_A = (inf_m_A - m_A) / tau_m_A;
  float inf_h_A = 1.0 / (1.0 + finiteExp((V + 78.0) / 6.0));
  float tau_h_A = (V < -63.0 ? 1.0 / (finiteExp((V + 46.05) / 5.0) + finiteExp(-(V + 238.4) / 37.45)) / phi_A : 19.0 / phi_A);
  float d_h_A = (inf_h_A - h_A) / tau_h_A;
  d[0] = vec4(d_V, d_n_K, d_m_Na, d_h_Na);
  d[1] = vec4(d_m_A, d_h_A, 0.0, 0.0);
}

void derive_LN(ivec2 here, int item, out vec4 d[2]) {
  vec4 y_0 = texelFetch(stage[0], here, 0);
  vec4 y_1 = texelFetch(stage[1], here, 0);
  float V = y_0.x;
  float n_K = y_0.y;
  float m_Ca = y_0.z;
  float h_Ca = y_0.w;
  float m_KCa = y_1.x;
  float Ca = y_1.y;
  vec4 c_0 = texelFetch(constants, here + ivec2(0, 0), 0);
  vec4 c_1 = texelFetch(constants, here + ivec2(0, 15), 0);
  vec4 c_2 = texelFetch(constants, here + ivec2(0, 30), 0);
  vec4 c_3 = texelFetch(constants, here + ivec2(0, 45), 0);
  vec4 c_4 = texelFetch(constants, here + ivec2(0, 60), 0);
  vec4 c_5 = texelFetch(constants, here + ivec2(0, 75), 0);
  vec4 c_6 = texelFetch(constants, here + ivec2(0, 90), 0);
  float first_ACh = c_0.x;
  float end_ACh = c_0.y;
  float bits_ACh = c_0.z;
  float first_GABA = c_0.w;
  float end_GABA = c_1.x;
  float bits_GABA = c_1.y;
  float g_L = c_1.z;
  float E_L = c_1.w;
  float g_KL = c_2.x;
  float E_KL = c_2.y;
  float g_K = c_2.z;
  float E_K = c_2.w;
  float g_Ca = c_3.x;
  float E_Ca = c_3.y;
  float g_KCa = c_3.z;
  float phi_KCa = c_3.w;
  float E_KCa = c_4.x;
  float g_ACh = c_4.y;
  float E_ACh = c_4.z;
  float g_GABA = c_4.w;
  float E_GABA = c_5.x;
  float C_m = c_5.y;
  float phi_K = c_5.z;
  float A_Ca = c_5.w;
  float Ca_inf = c_6.x;
  float tau_Ca = c_6.y;
  float sum_O_ACh = sumListed(first_ACh, end_ACh) + sumBits(bits_ACh, 4, 120.0);
  float sum_O_GABA = sumListed(first_GABA, end_GABA) + sumBits(bits_GABA, 2, 210.0);
  float I_stim = numbered(stimulus, column * 120 + item);
  float I_L = g_L * (V - E_L);
  float I_KL = g_KL * (V - E_KL);
  float I_K = g_K * (n_K * n_K * (n_K * n_K)) * (V - E_K);
  float I_Ca = g_Ca * (m_Ca * m_Ca) * h_Ca * (V - E_Ca);
  float I_KCa = g_KCa * m_KCa * phi_KCa * (V - E_KCa);
  float I_ion = I_L + I_KL + I_K + I_Ca + I_KCa;
  float I_ACh = g_ACh * sum_O_ACh * (V - E_ACh);
  float I_GABA = g_GABA * sum_O_GABA * (V - E_GABA);
  float I_syn = I_ACh + I_GABA;
  float d_V = (I_stim - I_ion - I_syn) / C_m;
  float u_K = V + 50.0;
  float alpha_n_K = 0.1 * exprelr((15.0 - u_K) / 5.0);
  float beta_n_K = 0.5 * finiteExp((10.0 - u_K) / 40.0);
  float inf_n_K = alpha_n_K / (alpha_n_K + beta_n_K);
  float tau_n_K = 1.0 / ((alpha_n_K + beta_n_K) * phi_K);
  float d_n_K = (inf_n_K - n_K) / tau_n_K;
  float inf_m_Ca = 1.0 / (1.0 + finiteExp(-(V + 20.0) / 6.5));
  float tau_m_Ca = 1.5;
  float d_m_Ca = (inf_m_Ca - m_Ca) / tau_m_Ca;
  float inf_h_Ca = 1.0 / (1.0 + finiteExp((V + 25.0) / 12.0));
  float tau_h_Ca = 0.3 * finiteExp((V - 40.0) / 13.0) + 0.002 * finiteExp((60.0 - V) / 29.0);
  float d_h_Ca = (inf_h_Ca - h_Ca) / tau_h_Ca;
  float alpha_m_KCa = 0.01 * Ca;
  float beta_m_KCa = 0.02;
  float inf_m_KCa = alpha_m_KCa / (alpha_m_KCa + beta_m_KCa);
  float tau_m_KCa = 1.0 / ((alpha_m_KCa + beta_m_KCa) * phi_KCa);
  float d_m_KCa = (inf_m_KCa - m_KCa) / tau_m_KCa;
  float d_Ca = -A_Ca * I_Ca - (Ca - Ca_inf) / tau_Ca;
  d[0] = vec4(d_V, d_n_K, d_m_Ca, d_h_Ca);
  d[1] = vec4(d_m_KCa, d_Ca, 0.0, 0.0);
}

void derive_ACh(ivec2 here, out vec4 d[2]) {
  vec4 c_0 = texelFetch(constants, here + ivec2(0, 0), 0);
  vec4 c_1 = texelFetch(constants, here + ivec2(0, 15), 0);
  float presynaptic = c_0.x;
  float pulse_delay = c_0.y;
  float pulse_length = c_0.z;
  float A_ACh = c_0.w;
  float alpha_ACh = c_1.x;
  float beta_ACh = c_1.y;
  float O = texelFetch(stage[0], here, 0).x;
  float age = texelFetch(state[1], place(presynaptic), 0).z;
  float since = age + stageConstants.x - pulse_delay;
  float pulse = since > 0.0 && since < pulse_length ? 1.0 : 0.0;
  float T = A_ACh * pulse;
  float d_O = alpha_ACh * (1.0 - O) * T - beta_ACh * O;
  d[0] = vec4(d_O, 0.0, 0.0, 0.0);
  d[1] = vec4(0.0);
}

void derive_GABA(ivec2 here, out vec4 d[2]) {
  vec4 c_0 = texelFetch(constants, here + ivec2(0, 0), 0);
  vec4 c_1 = texelFetch(constants, here + ivec2(0, 15), 0);
  float presynaptic = c_0.x;
  float V_0_GABA = c_0.y;
  float sigma_GABA = c_0.z;
  float alpha_GABA = c_0.w;
  float beta_GABA = c_1.x;
  float O = texelFetch(stage[0], here, 0).x;
  float V = texelFetch(stage[0], place(presynaptic), 0).x;
  float T = 1.0 / (1.0 + finiteExp(-(V - V_0_GABA) / sigma_GABA));
  float d_O = alpha_GABA * (1.0 - O) * T - beta_GABA * O;
  d[0] = vec4(d_O, 0.0, 0.0, 0.0);
  d[1] = vec4(0.0);
}

vec4[2] derivative(ivec2 here) {
  int item = here.x + here.y * 16;
  vec4 d[2];
  d[0] = vec4(0.0);
  d[1] = vec4(0.0);
  for (bool mine = item >= 0 && item < 90; mine; mine = false) derive_PN(here, item, d);
  for (bool mine = item >= 90 && item < 120; mine; mine = false) derive_LN(here, item, d);
  for (bool mine = item >= 120 && item < 210; mine; mine = false) derive_ACh(here, d);
  for (bool mine = item >= 210 && item < 240; mine; mine = false) derive_GABA(here, d);
  return d;
}

uniform sampler2D sum[2];
layout(location = 0) out vec4 next_0;
layout(location = 1) out vec4 next_1;
layout(location = 2) out vec4 total_0;
layout(location = 3) out vec4 total_1;

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  vec4 d[2] = derivative(here);
  vec4 x_0 = texelFetch(state[0], here, 0);
  vec4 x_1 = texelFetch(state[1], here, 0);
  next_0 = x_0 + stageConstants.z * d[0];
  next_1 = x_1 + stageConstants.z * d[1];
  total_0 = stageConstants.y * d[0];
  total_1 = stageConstants.y * d[1];
  if (stageConstants.w > 0.0) {
    total_0 += texelFetch(sum[0], here, 0);
    total_1 += texelFetch(sum[1], here, 0);
  }
}
