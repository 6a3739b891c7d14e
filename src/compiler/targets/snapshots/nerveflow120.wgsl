// 120 neurons, 120 open fractions
struct Batch {
  step: u32, // within the submission
  steps: u32,
  parity: u32, // of the submission's first step, counted since t = 0
  phase: u32, // steps from the last recorded step to the submission's first
  firstRow: u32,
  dt: f32,
}
@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read_write> state: array<f32>;
@group(0) @binding(2) var<storage, read> parameters: array<f32>;
@group(0) @binding(3) var<storage, read> wiring: array<u32>;
@group(0) @binding(4) var<storage, read_write> memory: array<i32>;
@group(0) @binding(5) var<storage, read> stimulus: array<f32>;
@group(0) @binding(6) var<storage, read> schedule: array<u32>;
@group(0) @binding(7) var<storage, read_write> voltage: array<f32>;
@group(0) @binding(8) var<storage, read_write> events: array<u32>;

const N = 120u;
const SUM = 2520u;
const LOW = 3360u;
const RECORD_EVERY = 10u;

struct Stage {
  at: u32, // address of the stage's state
  next: u32, // address of the next stage's
  a: f32, // x + a dt (this stage's derivative) is the next stage's state
  weight: f32,
  halfSteps: u32,
  isFirst: bool,
  isLast: bool,
}

// e⁸⁰ fits into float32 with room for products; shaders may assume that no infinity occurs
fn finiteExp(x: f32) -> f32 {
  return exp(min(x, 80.0));
}

// x / (exp(x) - 1), by its series where the quotient would cancel
fn exprelr(x: f32) -> f32 {
  let isSmall = abs(x) < 0.5;
  let y = x * x;
  let series = 1.0 + -0.5 * x + y * (0.083333333 + y * (-0.0013888889 + y * (0.000033068783 + y * (-8.267196e-7))));
  let far = select(x, 1.0, isSmall);
  return select(far / (finiteExp(far) - 1.0), series, isSmall);
}

// takes in the derivative of one variable; its new value after the last stage
fn integrate(address: u32, derivative: f32, s: Stage) -> f32 {
  let before = select(state[SUM + address], 0.0, s.isFirst);
  let sum = before + s.weight * derivative;
  let x = state[address];
  if (s.isLast) {
    // The sum's rounding error is carried along.
    let change = batch.dt / 6.0 * sum + state[LOW + address];
    let after = x + change;
    let kept = after - x;
    let rest = (x - (after - kept)) + (change - kept);
    state[LOW + address] = rest;
    state[address] = after;
    return after;
  }
  state[SUM + address] = sum;
  state[s.next + address] = x + s.a * batch.dt * derivative;
  return x;
}

// keeps the first time that a variable left its bounds or was no number
fn watch(item: u32, slot: u32, x: f32, least: f32, most: f32, step: u32) {
  let isFinite = (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
  if (isFinite && x >= least && x <= most) {
    return;
  }
  let fault = arrayLength(&events) - 480u + item;
  if (events[fault] == 0u) {
    events[fault] = step * 8u + slot + 1u;
    events[fault + 240u] = bitcast<u32>(x);
  }
}

const STAGE_0 = Stage(0u, 840u, 0.5, 1.0, 0u, true, false);
const STAGE_1 = Stage(840u, 1680u, 0.5, 2.0, 1u, false, false);
const STAGE_2 = Stage(1680u, 840u, 1.0, 2.0, 1u, false, false);
const STAGE_3 = Stage(840u, 0u, 0.0, 1.0, 2u, false, true);

// the firing memory: half-steps since the last spike, written for the step after this one
fn remember(i: u32, step: u32, fired: bool) {
  let now = ((batch.parity + step) & 1u) * N + i;
  let next = ((batch.parity + step + 1u) & 1u) * N + i;
  memory[next] = select(min(memory[now] + 2, 4194304), 2, fired);
  if (fired) {
    let word = (step >> 5u) * N + i;
    events[word] = events[word] | (1u << (step & 31u));
  }
}

// PN: neurons 0 … 89
fn advance_PN(i: u32, step: u32, s: Stage) {
  let V = state[s.at + 0u + i];
  let n_K = state[s.at + 120u + i];
  let m_Na = state[s.at + 240u + i];
  let h_Na = state[s.at + 360u + i];
  let m_A = state[s.at + 480u + i];
  let h_A = state[s.at + 600u + i];
  let g_L = parameters[0u + i];
  let E_L = parameters[120u + i];
  let g_KL = parameters[240u + i];
  let E_KL = parameters[360u + i];
  let g_K = parameters[480u + i];
  let E_K = parameters[600u + i];
  let g_Na = parameters[720u + i];
  let E_Na = parameters[840u + i];
  let g_A = parameters[960u + i];
  let E_A = parameters[1080u + i];
  let g_ACh = parameters[1200u + i];
  let E_ACh = parameters[1320u + i];
  let g_GABA = parameters[1440u + i];
  let E_GABA = parameters[1560u + i];
  let C_m = parameters[1680u + i];
  let phi_K = parameters[1800u + i];
  let phi_Na = parameters[1920u + i];
  let phi_A = parameters[2040u + i];
  let I_stim = stimulus[schedule[2u * step + s.halfSteps] * N + i];
  var sum_O_ACh = 0.0;
  for (var k = wiring[360u + i]; k < wiring[361u + i]; k++) {
    sum_O_ACh += state[s.at + 720u + wiring[481u + k]];
  }
  var sum_O_GABA = 0.0;
  for (var k = wiring[1880u + i]; k < wiring[1881u + i]; k++) {
    sum_O_GABA += state[s.at + 720u + wiring[2001u + k]];
  }
  let I_L = g_L * (V - E_L);
  let I_KL = g_KL * (V - E_KL);
  let I_K = g_K * (n_K * n_K * (n_K * n_K)) * (V - E_K);
  let I_Na = g_Na * (m_Na * m_Na * m_Na) * h_Na * (V - E_Na);
  let I_A = g_A * (m_A * m_A * (m_A * m_A)) * h_A * (V - E_A);
  let I_ion = I_L + I_KL + I_K + I_Na + I_A;
  let I_ACh = g_ACh * sum_O_ACh * (V - E_ACh);
  let I_GABA = g_GABA * sum_O_GABA * (V - E_GABA);
  let I_syn = I_ACh + I_GABA;
  let d_V = (I_stim - I_ion - I_syn) / C_m;
  let u_K = V + 50.0;
  let alpha_n_K = 0.1 * exprelr((15.0 - u_K) / 5.0);
  let beta_n_K = 0.5 * finiteExp((10.0 - u_K) / 40.0);
  let inf_n_K = alpha_n_K / (alpha_n_K + beta_n_K);
  let tau_n_K = 1.0 / ((alpha_n_K + beta_n_K) * phi_K);
  let d_n_K = (inf_n_K - n_K) / tau_n_K;
  let alpha_m_Na = 1.28 * exprelr((13.0 - u_K) / 4.0);
  let beta_m_Na = 1.4 * exprelr((u_K - 40.0) / 5.0);
  let inf_m_Na = alpha_m_Na / (alpha_m_Na + beta_m_Na);
  let tau_m_Na = 1.0 / ((alpha_m_Na + beta_m_Na) * phi_Na);
  let d_m_Na = (inf_m_Na - m_Na) / tau_m_Na;
  let alpha_h_Na = 0.128 * finiteExp((17.0 - u_K) / 18.0);
  let beta_h_Na = 4.0 / (finiteExp((40.0 - u_K) / 5.0) + 1.0);
  let inf_h_Na = alpha_h_Na / (alpha_h_Na + beta_h_Na);
  let tau_h_Na = 1.0 / ((alpha_h_Na + beta_h_Na) * phi_Na);
  let d_h_Na = (inf_h_Na - h_Na) / tau_h_Na;
  let inf_m_A = 1.0 / (1.0 + finiteExp(-(V + 60.0) / 8.5));
  let tau_m_A = 1.0 / (finiteExp((V + 35.82) / 19.69) + finiteExp(-(V + 79.69) / 12.7) + 0.37) / phi_A;
  let d_m_A = (inf_m_A - m_A) / tau_m_A;
  let inf_h_A = 1.0 / (1.0 + finiteExp((V + 78.0) / 6.0));
  let tau_h_A = select(19.0 / phi_A, 1.0 / (finiteExp((V + 46.05) / 5.0) + finiteExp(-(V + 238.4) / 37.45)) / phi_A, V < -63.0);
  let d_h_A = (inf_h_A - h_A) / tau_h_A;
  let V_before = state[i];
  if (s.isFirst && (batch.phase + step) % RECORD_EVERY == 0u) {
    voltage[((batch.phase + step) / RECORD_EVERY - batch.firstRow) * N + i] = V_before;
  }
  let new_V = integrate(0u + i, d_V, s);
  let new_n_K = integrate(120u + i, d_n_K, s);
  let new_m_Na = integrate(240u + i, d_m_Na, s);
  let new_h_Na = integrate(360u + i, d_h_Na, s);
  let new_m_A = integrate(480u + i, d_m_A, s);
  let new_h_A = integrate(600u + i, d_h_A, s);
  if (s.isLast) {
    watch(i, 0u, new_V, -500.0, 500.0, step);
    watch(i, 1u, new_n_K, -4.0, 5.0, step);
    watch(i, 2u, new_m_Na, -4.0, 5.0, step);
    watch(i, 3u, new_h_Na, -4.0, 5.0, step);
    watch(i, 4u, new_m_A, -4.0, 5.0, step);
    watch(i, 5u, new_h_A, -4.0, 5.0, step);
    remember(i, step, V_before < 0.0 && new_V >= 0.0);
  }
}

// LN: neurons 90 … 119
fn advance_LN(i: u32, step: u32, s: Stage) {
  let V = state[s.at + 0u + i];
  let n_K = state[s.at + 120u + i];
  let m_Ca = state[s.at + 240u + i];
  let h_Ca = state[s.at + 360u + i];
  let m_KCa = state[s.at + 480u + i];
  let Ca = state[s.at + 600u + i];
  let g_L = parameters[0u + i];
  let E_L = parameters[120u + i];
  let g_KL = parameters[240u + i];
  let E_KL = parameters[360u + i];
  let g_K = parameters[480u + i];
  let E_K = parameters[600u + i];
  let g_Ca = parameters[2160u + i];
  let E_Ca = parameters[2280u + i];
  let g_KCa = parameters[2400u + i];
  let phi_KCa = parameters[2520u + i];
  let E_KCa = parameters[2640u + i];
  let g_ACh = parameters[1200u + i];
  let E_ACh = parameters[1320u + i];
  let g_GABA = parameters[1440u + i];
  let E_GABA = parameters[1560u + i];
  let C_m = parameters[1680u + i];
  let phi_K = parameters[1800u + i];
  let A_Ca = parameters[2760u + i];
  let Ca_inf = parameters[2880u + i];
  let tau_Ca = parameters[3000u + i];
  let I_stim = stimulus[schedule[2u * step + s.halfSteps] * N + i];
  var sum_O_ACh = 0.0;
  for (var k = wiring[360u + i]; k < wiring[361u + i]; k++) {
    sum_O_ACh += state[s.at + 720u + wiring[481u + k]];
  }
  var sum_O_GABA = 0.0;
  for (var k = wiring[1880u + i]; k < wiring[1881u + i]; k++) {
    sum_O_GABA += state[s.at + 720u + wiring[2001u + k]];
  }
  let I_L = g_L * (V - E_L);
  let I_KL = g_KL * (V - E_KL);
  let I_K = g_K * (n_K * n_K * (n_K * n_K)) * (V - E_K);
  let I_Ca = g_Ca * (m_Ca * m_Ca) * h_Ca * (V - E_Ca);
  let I_KCa = g_KCa * m_KCa * phi_KCa * (V - E_KCa);
  let I_ion = I_L + I_KL + I_K + I_Ca + I_KCa;
  let I_ACh = g_ACh * sum_O_ACh * (V - E_ACh);
  let I_GABA = g_GABA * sum_O_GABA * (V - E_GABA);
  let I_syn = I_ACh + I_GABA;
  let d_V = (I_stim - I_ion - I_syn) / C_m;
  let u_K = V + 50.0;
  let alpha_n_K = 0.1 * exprelr((15.0 - u_K) / 5.0);
  let beta_n_K = 0.5 * finiteExp((10.0 - u_K) / 40.0);
  let inf_n_K = alpha_n_K / (alpha_n_K + beta_n_K);
  let tau_n_K = 1.0 / ((alpha_n_K + beta_n_K) * phi_K);
  let d_n_K = (inf_n_K - n_K) / tau_n_K;
  let inf_m_Ca = 1.0 / (1.0 + finiteExp(-(V + 20.0) / 6.5));
  let tau_m_Ca = 1.5;
  let d_m_Ca = (inf_m_Ca - m_Ca) / tau_m_Ca;
  let inf_h_Ca = 1.0 / (1.0 + finiteExp((V + 25.0) / 12.0));
  let tau_h_Ca = 0.3 * finiteExp((V - 40.0) / 13.0) + 0.002 * finiteExp((60.0 - V) / 29.0);
  let d_h_Ca = (inf_h_Ca - h_Ca) / tau_h_Ca;
  let alpha_m_KCa = 0.01 * Ca;
  let beta_m_KCa = 0.02;
  let inf_m_KCa = alpha_m_KCa / (alpha_m_KCa + beta_m_KCa);
  let tau_m_KCa = 1.0 / ((alpha_m_KCa + beta_m_KCa) * phi_KCa);
  let d_m_KCa = (inf_m_KCa - m_KCa) / tau_m_KCa;
  let d_Ca = -A_Ca * I_Ca - (Ca - Ca_inf) / tau_Ca;
  let V_before = state[i];
  if (s.isFirst && (batch.phase + step) % RECORD_EVERY == 0u) {
    voltage[((batch.phase + step) / RECORD_EVERY - batch.firstRow) * N + i] = V_before;
  }
  let new_V = integrate(0u + i, d_V, s);
  let new_n_K = integrate(120u + i, d_n_K, s);
  let new_m_Ca = integrate(240u + i, d_m_Ca, s);
  let new_h_Ca = integrate(360u + i, d_h_Ca, s);
  let new_m_KCa = integrate(480u + i, d_m_KCa, s);
  let new_Ca = integrate(600u + i, d_Ca, s);
  if (s.isLast) {
    watch(i, 0u, new_V, -500.0, 500.0, step);
    watch(i, 1u, new_n_K, -4.0, 5.0, step);
    watch(i, 2u, new_m_Ca, -4.0, 5.0, step);
    watch(i, 3u, new_h_Ca, -4.0, 5.0, step);
    watch(i, 4u, new_m_KCa, -4.0, 5.0, step);
    watch(i, 5u, new_Ca, -1.0, 10.0, step);
    remember(i, step, V_before < 0.0 && new_V >= 0.0);
  }
}

// open fractions of ACh; q counts over all types
fn advance_ACh(q: u32, step: u32, s: Stage) {
  let j = wiring[0u + q];
  let O = state[s.at + 720u + q];
  let since = memory[((batch.parity + step) & 1u) * N + j] + i32(s.halfSteps) - bitcast<i32>(wiring[120u + q]);
  let pulse = select(0.0, 1.0, since > 0 && since < bitcast<i32>(wiring[240u + q]));
  let A_ACh = parameters[3120u + j];
  let alpha_ACh = parameters[3480u + q - 0u];
  let beta_ACh = parameters[3570u + q - 0u];
  let T = A_ACh * pulse;
  let d_O = alpha_ACh * (1.0 - O) * T - beta_ACh * O;
  let new_O = integrate(720u + q, d_O, s);
  if (s.isLast) {
    watch(N + q, 0u, new_O, -4.0, 5.0, step);
  }
}

// open fractions of GABA; q counts over all types
fn advance_GABA(q: u32, step: u32, s: Stage) {
  let j = wiring[0u + q];
  let V = state[s.at + j];
  let O = state[s.at + 720u + q];
  let V_0_GABA = parameters[3240u + j];
  let sigma_GABA = parameters[3360u + j];
  let alpha_GABA = parameters[3660u + q - 90u];
  let beta_GABA = parameters[3690u + q - 90u];
  let T = 1.0 / (1.0 + finiteExp(-(V - V_0_GABA) / sigma_GABA));
  let d_O = alpha_GABA * (1.0 - O) * T - beta_GABA * O;
  let new_O = integrate(720u + q, d_O, s);
  if (s.isLast) {
    watch(N + q, 0u, new_O, -4.0, 5.0, step);
  }
}

// one stage of one step, by one workgroup
fn advance(lane: u32, step: u32, s: Stage) {
  for (var i = lane; i < 90u; i += 256u) {
    advance_PN(0u + i, step, s);
  }
  for (var i = (lane + 166u) % 256u; i < 30u; i += 256u) {
    advance_LN(90u + i, step, s);
  }
  for (var i = (lane + 136u) % 256u; i < 90u; i += 256u) {
    advance_ACh(0u + i, step, s);
  }
  for (var i = (lane + 46u) % 256u; i < 30u; i += 256u) {
    advance_GABA(90u + i, step, s);
  }
  storageBarrier();
}

@compute @workgroup_size(256)
fn run(@builtin(local_invocation_index) lane: u32) {
  for (var step = batch.step; step < batch.step + batch.steps; step++) {
    advance(lane, step, STAGE_0);
    advance(lane, step, STAGE_1);
    advance(lane, step, STAGE_2);
    advance(lane, step, STAGE_3);
  }
}

@compute @workgroup_size(256)
fn stage_0(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x;
  let step = batch.step;
  let s = STAGE_0;
  for (var i = item - 0u; i < 90u; i += 90u) {
    advance_PN(0u + i, step, s);
  }
  for (var i = item - 90u; i < 30u; i += 30u) {
    advance_LN(90u + i, step, s);
  }
  for (var i = item - 120u; i < 90u; i += 90u) {
    advance_ACh(0u + i, step, s);
  }
  for (var i = item - 210u; i < 30u; i += 30u) {
    advance_GABA(90u + i, step, s);
  }
}

@compute @workgroup_size(256)
fn stage_1(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x;
  let step = batch.step;
  let s = STAGE_1;
  for (var i = item - 0u; i < 90u; i += 90u) {
    advance_PN(0u + i, step, s);
  }
  for (var i = item - 90u; i < 30u; i += 30u) {
    advance_LN(90u + i, step, s);
  }
  for (var i = item - 120u; i < 90u; i += 90u) {
    advance_ACh(0u + i, step, s);
  }
  for (var i = item - 210u; i < 30u; i += 30u) {
    advance_GABA(90u + i, step, s);
  }
}

@compute @workgroup_size(256)
fn stage_2(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x;
  let step = batch.step;
  let s = STAGE_2;
  for (var i = item - 0u; i < 90u; i += 90u) {
    advance_PN(0u + i, step, s);
  }
  for (var i = item - 90u; i < 30u; i += 30u) {
    advance_LN(90u + i, step, s);
  }
  for (var i = item - 120u; i < 90u; i += 90u) {
    advance_ACh(0u + i, step, s);
  }
  for (var i = item - 210u; i < 30u; i += 30u) {
    advance_GABA(90u + i, step, s);
  }
}

@compute @workgroup_size(256)
fn stage_3(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x;
  let step = batch.step;
  let s = STAGE_3;
  for (var i = item - 0u; i < 90u; i += 90u) {
    advance_PN(0u + i, step, s);
  }
  for (var i = item - 90u; i < 30u; i += 30u) {
    advance_LN(90u + i, step, s);
  }
  for (var i = item - 120u; i < 90u; i += 90u) {
    advance_ACh(0u + i, step, s);
  }
  for (var i = item - 210u; i < 30u; i += 30u) {
    advance_GABA(90u + i, step, s);
  }
}
