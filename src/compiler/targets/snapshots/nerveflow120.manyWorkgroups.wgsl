// 120 neurons, 120 open fractions
struct Batch {
  step: u32, // the first one's number within the submission
  steps: u32,
  parity: u32, // of the submission's first step, counted since t = 0
  phase: u32, // steps from the last recorded step to the submission's first
  firstRow: u32, // of the recording, counted from that step: 0 or 1
  members: u32, // networks that run at once
  scheduleLength: u32, // of one stimulus
  dt: f32, // ms
}
@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read_write> state: array<f32>;
@group(0) @binding(2) var<storage, read> parameters: array<f32>;
@group(0) @binding(3) var<storage, read> wiring: array<u32>;
@group(0) @binding(4) var<storage, read_write> memory: array<i32>; // half-steps since the last spike
@group(0) @binding(5) var<storage, read> stimulus: array<f32>; // a window of columns
@group(0) @binding(6) var<storage, read> schedule: array<u32>; // the window's column of each half-step
@group(0) @binding(7) var<storage, read_write> voltage: array<f32>; // [row, member, neuron]
@group(0) @binding(8) var<storage, read_write> events: array<u32>; // faults [member, 2, item], spike bits [step / 32, member, neuron]

const N = 120u;
const ITEMS = 240u;
const RECORD_EVERY = 10u;

// of a neuron by slot, then its open fraction of each type
alias Variables = array<f32, 8>;
// of a neuron as its population uses them, then those of its open fractions
alias Parameters = array<f32, 27>;

struct Stage {
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

struct Integrated {
  sum: f32, // of the weighted derivatives so far
  stage: f32, // the next stage's state
  x: f32,
  low: f32, // what float32 could not hold of x
}

// takes in the derivative of one variable; the stage after the last is the next step's first
fn integrate(x: f32, low: f32, before: f32, derivative: f32, s: Stage) -> Integrated {
  let sum = select(before, 0.0, s.isFirst) + s.weight * derivative;
  // The rounding error of adding it all to x is carried along.
  let change = batch.dt / 6.0 * sum + low;
  let after = x + change;
  let kept = after - x;
  let rest = (x - (after - kept)) + (change - kept);
  let stage = x + s.a * batch.dt * derivative;
  return Integrated(sum, select(stage, after, s.isLast), select(x, after, s.isLast), select(low, rest, s.isLast));
}

fn isWithin(x: f32, least: f32, most: f32) -> bool {
  let isFinite = (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
  return isFinite & (x >= least) & (x <= most);
}

// keeps the first time that a variable left its bounds or was no number
fn watch(member: u32, item: u32, slot: u32, x: f32, least: f32, most: f32, step: u32) {
  let fault = member * 480u + item;
  if (!isWithin(x, least, most) & (events[fault] == 0u)) {
    events[fault] = step * 8u + slot + 1u;
    events[fault + ITEMS] = bitcast<u32>(x);
  }
}

fn spikeWord(member: u32, step: u32, i: u32) -> u32 {
  return batch.members * 480u + ((step >> 5u) * batch.members + member) * N + i;
}

// d/dt of the variables of PN
fn derive_PN(variables: Variables, values: Parameters, I_stim: f32, sum_O_ACh: f32, sum_O_GABA: f32) -> Variables {
  let V = variables[0];
  let n_K = variables[1];
  let m_Na = variables[2];
  let h_Na = variables[3];
  let m_A = variables[4];
  let h_A = variables[5];
  let g_L = values[0];
  let E_L = values[1];
  let g_KL = values[2];
  let E_KL = values[3];
  let g_K = values[4];
  let E_K = values[5];
  let g_Na = values[6];
  let E_Na = values[7];
  let g_A = values[8];
  let E_A = values[9];
  let g_ACh = values[10];
  let E_ACh = values[11];
  let g_GABA = values[12];
  let E_GABA = values[13];
  let C_m = values[14];
  let phi_K = values[15];
  let phi_Na = values[16];
  let phi_A = values[17];
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
  return Variables(d_V, d_n_K, d_m_Na, d_h_Na, d_m_A, d_h_A, 0.0, 0.0);
}

// d/dt of the variables of LN
fn derive_LN(variables: Variables, values: Parameters, I_stim: f32, sum_O_ACh: f32, sum_O_GABA: f32) -> Variables {
  let V = variables[0];
  let n_K = variables[1];
  let m_Ca = variables[2];
  let h_Ca = variables[3];
  let m_KCa = variables[4];
  let Ca = variables[5];
  let g_L = values[0];
  let E_L = values[1];
  let g_KL = values[2];
  let E_KL = values[3];
  let g_K = values[4];
  let E_K = values[5];
  let g_Ca = values[6];
  let E_Ca = values[7];
  let g_KCa = values[8];
  let phi_KCa = values[9];
  let E_KCa = values[10];
  let g_ACh = values[11];
  let E_ACh = values[12];
  let g_GABA = values[13];
  let E_GABA = values[14];
  let C_m = values[15];
  let phi_K = values[16];
  let A_Ca = values[17];
  let Ca_inf = values[18];
  let tau_Ca = values[19];
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
  return Variables(d_V, d_n_K, d_m_Ca, d_h_Ca, d_m_KCa, d_Ca, 0.0, 0.0);
}

// d/dt of an open fraction of ACh
fn derive_O_ACh(O: f32, pulse: f32, A_ACh: f32, alpha_ACh: f32, beta_ACh: f32) -> f32 {
  let T = A_ACh * pulse;
  let d_O = alpha_ACh * (1.0 - O) * T - beta_ACh * O;
  return d_O;
}

// d/dt of an open fraction of GABA
fn derive_O_GABA(O: f32, V: f32, V_0_GABA: f32, sigma_GABA: f32, alpha_GABA: f32, beta_GABA: f32) -> f32 {
  let T = 1.0 / (1.0 + finiteExp(-(V - V_0_GABA) / sigma_GABA));
  let d_O = alpha_GABA * (1.0 - O) * T - beta_GABA * O;
  return d_O;
}


const SUM = 2520u;
const LOW = 3360u;

// where this network's part of the wiring starts
fn wiringStart() -> u32 {
  return wiring[0];
}

// where a stage finds its state, and where it leaves the next stage's
struct Place {
  at: u32,
  next: u32,
}

// takes in the derivative of one variable; its new value after the last stage
fn integrateAt(address: u32, derivative: f32, place: Place, s: Stage) -> f32 {
  let after = integrate(state[address], state[LOW + address], state[SUM + address], derivative, s);
  if (s.isLast) {
    state[address] = after.x;
    state[LOW + address] = after.low;
  } else {
    state[SUM + address] = after.sum;
    state[place.next + address] = after.stage;
  }
  return after.x;
}

var<workgroup> tile: array<f32, 256>;

fn addWord(before: f32, word: u32, at: u32) -> f32 {
  var sum = before;
  var bits = word;
  for (var q = at; q < at + 32u; q += 8u) {
    sum += select(0.0, tile[q + 0u], (bits & 1u) != 0u);
    sum += select(0.0, tile[q + 1u], (bits & 2u) != 0u);
    sum += select(0.0, tile[q + 2u], (bits & 4u) != 0u);
    sum += select(0.0, tile[q + 3u], (bits & 8u) != 0u);
    sum += select(0.0, tile[q + 4u], (bits & 16u) != 0u);
    sum += select(0.0, tile[q + 5u], (bits & 32u) != 0u);
    sum += select(0.0, tile[q + 6u], (bits & 64u) != 0u);
    sum += select(0.0, tile[q + 7u], (bits & 128u) != 0u);
    bits >>= 8u;
  }
  return sum;
}

// this invocation's share of a tile: every 64th open fraction
fn fetch(first: u32, count: u32, at: u32, lane: u32) -> array<f32, 4> {
  var values: array<f32, 4>;
  for (var k = 0u; k < 4u; k++) {
    let q = first + k * 64u + lane;
    if (q < count) {
      values[k] = state[at + q];
    }
  }
  return values;
}

// Σ [O] of neuron i over a type whose matrix lies as bits; all invocations of the workgroup take part
fn sumOfBits(i: u32, lane: u32, count: u32, at: u32, bitsAt: u32) -> f32 {
  var sum = 0.0;
  var values = fetch(0u, count, at, lane);
  for (var first = 0u; first < count; first += 256u) {
    for (var k = 0u; k < 4u; k++) {
      tile[k * 64u + lane] = values[k];
    }
    let row = bitsAt + (first >> 5u) * N + i;
    let words = min(8u, (count - first + 31u) >> 5u);
    var bits = wiring[row];
    workgroupBarrier();
    // the next tile, like the next word below, is on its way while this one is summed
    values = fetch(first + 256u, count, at, lane);
    for (var w = 0u; w < words; w++) {
      let next = wiring[row + min(w + 1u, words - 1u) * N];
      sum = addWord(sum, bits, 32u * w);
      bits = next;
    }
    workgroupBarrier();
  }
  return sum;
}

fn sum_ACh(i: u32, lane: u32, place: Place) -> f32 {
  return sumOfBits(i, lane, 90u, place.at + 720u, wiringStart() + 600u);
}

fn sum_GABA(i: u32, lane: u32, place: Place) -> f32 {
  return sumOfBits(i, lane, 30u, place.at + 810u, wiringStart() + 960u);
}

// PN: neurons 0 … 89, of 6 slots
fn advance_PN(i: u32, place: Place, s: Stage, sum_O_ACh: f32, sum_O_GABA: f32) {
  var x: Variables;
  x[0] = state[place.at + 0u + i];
  x[1] = state[place.at + 120u + i];
  x[2] = state[place.at + 240u + i];
  x[3] = state[place.at + 360u + i];
  x[4] = state[place.at + 480u + i];
  x[5] = state[place.at + 600u + i];
  var values: Parameters;
  values[0] = parameters[0u + i];
  values[1] = parameters[120u + i];
  values[2] = parameters[240u + i];
  values[3] = parameters[360u + i];
  values[4] = parameters[480u + i];
  values[5] = parameters[600u + i];
  values[6] = parameters[720u + i];
  values[7] = parameters[840u + i];
  values[8] = parameters[960u + i];
  values[9] = parameters[1080u + i];
  values[10] = parameters[1200u + i];
  values[11] = parameters[1320u + i];
  values[12] = parameters[1440u + i];
  values[13] = parameters[1560u + i];
  values[14] = parameters[1680u + i];
  values[15] = parameters[1800u + i];
  values[16] = parameters[1920u + i];
  values[17] = parameters[2040u + i];
  let I_stim = stimulus[schedule[wiring[1] * batch.scheduleLength + 2u * batch.step + s.halfSteps] * N + i];
  let d = derive_PN(x, values, I_stim, sum_O_ACh, sum_O_GABA);
  let V_before = state[i];
  if (s.isFirst) {
    for (var once = (batch.phase + batch.step) % RECORD_EVERY == 0u; once; once = false) {
      voltage[((batch.phase + batch.step) / RECORD_EVERY - batch.firstRow) * N + i] = V_before;
    }
  }
  let new_0 = integrateAt(0u + i, d[0], place, s);
  let new_1 = integrateAt(120u + i, d[1], place, s);
  let new_2 = integrateAt(240u + i, d[2], place, s);
  let new_3 = integrateAt(360u + i, d[3], place, s);
  let new_4 = integrateAt(480u + i, d[4], place, s);
  let new_5 = integrateAt(600u + i, d[5], place, s);
  if (s.isLast) {
    let isSound = isWithin(new_0, -500.0, 500.0)
      & isWithin(new_1, -4.0, 5.0)
      & isWithin(new_2, -4.0, 5.0)
      & isWithin(new_3, -4.0, 5.0)
      & isWithin(new_4, -4.0, 5.0)
      & isWithin(new_5, -4.0, 5.0);
    for (var once = !isSound; once; once = false) {
      watch(0u, i, 0u, new_0, -500.0, 500.0, batch.step);
      watch(0u, i, 1u, new_1, -4.0, 5.0, batch.step);
      watch(0u, i, 2u, new_2, -4.0, 5.0, batch.step);
      watch(0u, i, 3u, new_3, -4.0, 5.0, batch.step);
      watch(0u, i, 4u, new_4, -4.0, 5.0, batch.step);
      watch(0u, i, 5u, new_5, -4.0, 5.0, batch.step);
    }
    let hasFired = (V_before < 0.0) & (new_0 >= 0.0);
    let now = ((batch.parity + batch.step) & 1u) * N + i;
    let next = ((batch.parity + batch.step + 1u) & 1u) * N + i;
    memory[next] = select(min(memory[now] + 2, 4194304), 2, hasFired);
    for (var once = hasFired; once; once = false) {
      events[spikeWord(0u, batch.step, i)] |= 1u << (batch.step & 31u);
    }
  }
}

// LN: neurons 90 … 119, of 6 slots
fn advance_LN(i: u32, place: Place, s: Stage, sum_O_ACh: f32, sum_O_GABA: f32) {
  var x: Variables;
  x[0] = state[place.at + 0u + i];
  x[1] = state[place.at + 120u + i];
  x[2] = state[place.at + 240u + i];
  x[3] = state[place.at + 360u + i];
  x[4] = state[place.at + 480u + i];
  x[5] = state[place.at + 600u + i];
  var values: Parameters;
  values[0] = parameters[0u + i];
  values[1] = parameters[120u + i];
  values[2] = parameters[240u + i];
  values[3] = parameters[360u + i];
  values[4] = parameters[480u + i];
  values[5] = parameters[600u + i];
  values[6] = parameters[2160u + i];
  values[7] = parameters[2280u + i];
  values[8] = parameters[2400u + i];
  values[9] = parameters[2520u + i];
  values[10] = parameters[2640u + i];
  values[11] = parameters[1200u + i];
  values[12] = parameters[1320u + i];
  values[13] = parameters[1440u + i];
  values[14] = parameters[1560u + i];
  values[15] = parameters[1680u + i];
  values[16] = parameters[1800u + i];
  values[17] = parameters[2760u + i];
  values[18] = parameters[2880u + i];
  values[19] = parameters[3000u + i];
  let I_stim = stimulus[schedule[wiring[1] * batch.scheduleLength + 2u * batch.step + s.halfSteps] * N + i];
  let d = derive_LN(x, values, I_stim, sum_O_ACh, sum_O_GABA);
  let V_before = state[i];
  if (s.isFirst) {
    for (var once = (batch.phase + batch.step) % RECORD_EVERY == 0u; once; once = false) {
      voltage[((batch.phase + batch.step) / RECORD_EVERY - batch.firstRow) * N + i] = V_before;
    }
  }
  let new_0 = integrateAt(0u + i, d[0], place, s);
  let new_1 = integrateAt(120u + i, d[1], place, s);
  let new_2 = integrateAt(240u + i, d[2], place, s);
  let new_3 = integrateAt(360u + i, d[3], place, s);
  let new_4 = integrateAt(480u + i, d[4], place, s);
  let new_5 = integrateAt(600u + i, d[5], place, s);
  if (s.isLast) {
    let isSound = isWithin(new_0, -500.0, 500.0)
      & isWithin(new_1, -4.0, 5.0)
      & isWithin(new_2, -4.0, 5.0)
      & isWithin(new_3, -4.0, 5.0)
      & isWithin(new_4, -4.0, 5.0)
      & isWithin(new_5, -1.0, 10.0);
    for (var once = !isSound; once; once = false) {
      watch(0u, i, 0u, new_0, -500.0, 500.0, batch.step);
      watch(0u, i, 1u, new_1, -4.0, 5.0, batch.step);
      watch(0u, i, 2u, new_2, -4.0, 5.0, batch.step);
      watch(0u, i, 3u, new_3, -4.0, 5.0, batch.step);
      watch(0u, i, 4u, new_4, -4.0, 5.0, batch.step);
      watch(0u, i, 5u, new_5, -1.0, 10.0, batch.step);
    }
    let hasFired = (V_before < 0.0) & (new_0 >= 0.0);
    let now = ((batch.parity + batch.step) & 1u) * N + i;
    let next = ((batch.parity + batch.step + 1u) & 1u) * N + i;
    memory[next] = select(min(memory[now] + 2, 4194304), 2, hasFired);
    for (var once = hasFired; once; once = false) {
      events[spikeWord(0u, batch.step, i)] |= 1u << (batch.step & 31u);
    }
  }
}

// open fractions of ACh; q counts over all types
fn advance_O_ACh(q: u32, place: Place, s: Stage) {
  let j = wiring[wiringStart() + 0u + q];
  let O = state[place.at + 720u + q];
  let since = memory[((batch.parity + batch.step) & 1u) * N + j] + i32(s.halfSteps) - bitcast<i32>(wiring[wiringStart() + 120u + q]);
  let pulse = select(0.0, 1.0, (since > 0) & (since < bitcast<i32>(wiring[wiringStart() + 240u + q])));
  let A_ACh = parameters[3120u + j];
  let alpha_ACh = parameters[3480u + q - 0u];
  let beta_ACh = parameters[3570u + q - 0u];
  let d_O = derive_O_ACh(O, pulse, A_ACh, alpha_ACh, beta_ACh);
  let new_O = integrateAt(720u + q, d_O, place, s);
  if (s.isLast) {
    for (var once = !isWithin(new_O, -4.0, 5.0); once; once = false) {
      watch(0u, N + q, 0u, new_O, -4.0, 5.0, batch.step);
    }
  }
}

// open fractions of GABA; q counts over all types
fn advance_O_GABA(q: u32, place: Place, s: Stage) {
  let j = wiring[wiringStart() + 0u + q];
  let V = state[place.at + j];
  let O = state[place.at + 720u + q];
  let V_0_GABA = parameters[3240u + j];
  let sigma_GABA = parameters[3360u + j];
  let alpha_GABA = parameters[3660u + q - 90u];
  let beta_GABA = parameters[3690u + q - 90u];
  let d_O = derive_O_GABA(O, V, V_0_GABA, sigma_GABA, alpha_GABA, beta_GABA);
  let new_O = integrateAt(720u + q, d_O, place, s);
  if (s.isLast) {
    for (var once = !isWithin(new_O, -4.0, 5.0); once; once = false) {
      watch(0u, N + q, 0u, new_O, -4.0, 5.0, batch.step);
    }
  }
}

// one stage of one step, by workgroup `group`
fn advance(group: u32, lane: u32, place: Place, s: Stage) {
  for (var once = group < 3u; once; once = false) {
    let i = select(0u + min((group - 0u) * 64u + lane, 89u), 90u + min((group - 2u) * 64u + lane, 29u), group >= 2u);
    let sum_O_ACh = sum_ACh(i, lane, place);
    let sum_O_GABA = sum_GABA(i, lane, place);
    for (var k = (group - 0u) * 64u + lane; k < 90u; k += 90u) {
      advance_PN(0u + k, place, s, sum_O_ACh, sum_O_GABA);
    }
    for (var k = (group - 2u) * 64u + lane; k < 30u; k += 30u) {
      advance_LN(90u + k, place, s, sum_O_ACh, sum_O_GABA);
    }
  }
  for (var k = (group - 3u) * 64u + lane; k < 90u; k += 90u) {
    advance_O_ACh(0u + k, place, s);
  }
  for (var k = (group - 5u) * 64u + lane; k < 30u; k += 30u) {
    advance_O_GABA(90u + k, place, s);
  }
}

@compute @workgroup_size(64)
fn stage_0(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) grid: vec3u,
) {
  advance(id.x + id.y * grid.x, lane, Place(0u, 840u), Stage(0.5, 1.0, 0u, true, false));
}

@compute @workgroup_size(64)
fn stage_1(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) grid: vec3u,
) {
  advance(id.x + id.y * grid.x, lane, Place(840u, 1680u), Stage(0.5, 2.0, 1u, false, false));
}

@compute @workgroup_size(64)
fn stage_2(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) grid: vec3u,
) {
  advance(id.x + id.y * grid.x, lane, Place(1680u, 840u), Stage(1.0, 2.0, 1u, false, false));
}

@compute @workgroup_size(64)
fn stage_3(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) grid: vec3u,
) {
  advance(id.x + id.y * grid.x, lane, Place(840u, 0u), Stage(0.0, 1.0, 2u, false, true));
}
