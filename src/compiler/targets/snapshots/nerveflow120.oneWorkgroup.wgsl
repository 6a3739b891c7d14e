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


const STATE_LENGTH = 1680u;
const LOW = 840u;
const PARAMETERS_LENGTH = 3720u;
const NONE = 4294967295u;

// copies of the open fractions that the stages read in turn; in each the types start at multiples of 32
var<workgroup> O: array<f32, 256>;

// which network of an ensemble, and where its data start
struct Member {
  index: u32,
  state: u32,
  parameters: u32,
  wiring: u32,
  schedule: u32,
}

// a neuron with its open fractions
struct Neuron {
  x: Variables, // at the start of the step
  low: Variables,
  sum: Variables,
  stage: Variables,
  values: Parameters,
  q_ACh: u32,
  delay_ACh: i32,
  length_ACh: i32,
  q_GABA: u32,
  delay_GABA: i32,
  length_GABA: i32,
  sinceSpike: i32, // half-steps
}

fn stageOf(stage: u32) -> Stage {
  return Stage(
    select(select(select(0.0, 1.0, stage == 2u), 0.5, stage == 1u), 0.5, stage == 0u),
    select(select(select(1.0, 2.0, stage == 2u), 2.0, stage == 1u), 1.0, stage == 0u),
    select(select(select(2u, 1u, stage == 2u), 1u, stage == 1u), 0u, stage == 0u),
    stage == 0u,
    stage == 3u,
  );
}

fn addWord(before: f32, word: u32, at: u32) -> f32 {
  var sum = before;
  var bits = word;
  for (var q = at; q < at + 32u; q += 8u) {
    sum += select(0.0, O[q + 0u], (bits & 1u) != 0u);
    sum += select(0.0, O[q + 1u], (bits & 2u) != 0u);
    sum += select(0.0, O[q + 2u], (bits & 4u) != 0u);
    sum += select(0.0, O[q + 3u], (bits & 8u) != 0u);
    sum += select(0.0, O[q + 4u], (bits & 16u) != 0u);
    sum += select(0.0, O[q + 5u], (bits & 32u) != 0u);
    sum += select(0.0, O[q + 6u], (bits & 64u) != 0u);
    sum += select(0.0, O[q + 7u], (bits & 128u) != 0u);
    bits >>= 8u;
  }
  return sum;
}

// Σ [O] over the synapses that `words` words of a neuron's row of bits name
fn sumOfBits(row: u32, words: u32, at: u32) -> f32 {
  var sum = 0.0;
  for (var w = 0u; w < words; w++) {
    sum = addWord(sum, wiring[row + w * N], at + 32u * w);
  }
  return sum;
}

fn load_PN(own: ptr<function, Neuron>, i: u32, m: Member) {
  (*own).x[0] = state[m.state + 0u + i];
  (*own).low[0] = state[m.state + LOW + 0u + i];
  (*own).stage[0] = (*own).x[0];
  (*own).x[1] = state[m.state + 120u + i];
  (*own).low[1] = state[m.state + LOW + 120u + i];
  (*own).stage[1] = (*own).x[1];
  (*own).x[2] = state[m.state + 240u + i];
  (*own).low[2] = state[m.state + LOW + 240u + i];
  (*own).stage[2] = (*own).x[2];
  (*own).x[3] = state[m.state + 360u + i];
  (*own).low[3] = state[m.state + LOW + 360u + i];
  (*own).stage[3] = (*own).x[3];
  (*own).x[4] = state[m.state + 480u + i];
  (*own).low[4] = state[m.state + LOW + 480u + i];
  (*own).stage[4] = (*own).x[4];
  (*own).x[5] = state[m.state + 600u + i];
  (*own).low[5] = state[m.state + LOW + 600u + i];
  (*own).stage[5] = (*own).x[5];
  (*own).values[0] = parameters[m.parameters + 0u + i];
  (*own).values[1] = parameters[m.parameters + 120u + i];
  (*own).values[2] = parameters[m.parameters + 240u + i];
  (*own).values[3] = parameters[m.parameters + 360u + i];
  (*own).values[4] = parameters[m.parameters + 480u + i];
  (*own).values[5] = parameters[m.parameters + 600u + i];
  (*own).values[6] = parameters[m.parameters + 720u + i];
  (*own).values[7] = parameters[m.parameters + 840u + i];
  (*own).values[8] = parameters[m.parameters + 960u + i];
  (*own).values[9] = parameters[m.parameters + 1080u + i];
  (*own).values[10] = parameters[m.parameters + 1200u + i];
  (*own).values[11] = parameters[m.parameters + 1320u + i];
  (*own).values[12] = parameters[m.parameters + 1440u + i];
  (*own).values[13] = parameters[m.parameters + 1560u + i];
  (*own).values[14] = parameters[m.parameters + 1680u + i];
  (*own).values[15] = parameters[m.parameters + 1800u + i];
  (*own).values[16] = parameters[m.parameters + 1920u + i];
  (*own).values[17] = parameters[m.parameters + 2040u + i];
  let q_ACh = wiring[m.wiring + 360u + i];
  (*own).q_ACh = q_ACh;
  for (var once = q_ACh != NONE; once; once = false) {
    (*own).x[6] = state[m.state + 720u + q_ACh];
    (*own).low[6] = state[m.state + LOW + 720u + q_ACh];
    (*own).stage[6] = (*own).x[6];
    (*own).values[20] = parameters[m.parameters + 3120u + i];
    (*own).values[21] = parameters[m.parameters + 3480u + q_ACh - 0u];
    (*own).values[22] = parameters[m.parameters + 3570u + q_ACh - 0u];
    (*own).delay_ACh = bitcast<i32>(wiring[m.wiring + 120u + q_ACh]);
    (*own).length_ACh = bitcast<i32>(wiring[m.wiring + 240u + q_ACh]);
  }
  if ((*own).q_ACh != NONE) {
    O[0u + 0u + (*own).q_ACh - 0u] = (*own).x[6];
  }
  (*own).sinceSpike = memory[m.index * N + i];
}

fn load_LN(own: ptr<function, Neuron>, i: u32, m: Member) {
  (*own).x[0] = state[m.state + 0u + i];
  (*own).low[0] = state[m.state + LOW + 0u + i];
  (*own).stage[0] = (*own).x[0];
  (*own).x[1] = state[m.state + 120u + i];
  (*own).low[1] = state[m.state + LOW + 120u + i];
  (*own).stage[1] = (*own).x[1];
  (*own).x[2] = state[m.state + 240u + i];
  (*own).low[2] = state[m.state + LOW + 240u + i];
  (*own).stage[2] = (*own).x[2];
  (*own).x[3] = state[m.state + 360u + i];
  (*own).low[3] = state[m.state + LOW + 360u + i];
  (*own).stage[3] = (*own).x[3];
  (*own).x[4] = state[m.state + 480u + i];
  (*own).low[4] = state[m.state + LOW + 480u + i];
  (*own).stage[4] = (*own).x[4];
  (*own).x[5] = state[m.state + 600u + i];
  (*own).low[5] = state[m.state + LOW + 600u + i];
  (*own).stage[5] = (*own).x[5];
  (*own).values[0] = parameters[m.parameters + 0u + i];
  (*own).values[1] = parameters[m.parameters + 120u + i];
  (*own).values[2] = parameters[m.parameters + 240u + i];
  (*own).values[3] = parameters[m.parameters + 360u + i];
  (*own).values[4] = parameters[m.parameters + 480u + i];
  (*own).values[5] = parameters[m.parameters + 600u + i];
  (*own).values[6] = parameters[m.parameters + 2160u + i];
  (*own).values[7] = parameters[m.parameters + 2280u + i];
  (*own).values[8] = parameters[m.parameters + 2400u + i];
  (*own).values[9] = parameters[m.parameters + 2520u + i];
  (*own).values[10] = parameters[m.parameters + 2640u + i];
  (*own).values[11] = parameters[m.parameters + 1200u + i];
  (*own).values[12] = parameters[m.parameters + 1320u + i];
  (*own).values[13] = parameters[m.parameters + 1440u + i];
  (*own).values[14] = parameters[m.parameters + 1560u + i];
  (*own).values[15] = parameters[m.parameters + 1680u + i];
  (*own).values[16] = parameters[m.parameters + 1800u + i];
  (*own).values[17] = parameters[m.parameters + 2760u + i];
  (*own).values[18] = parameters[m.parameters + 2880u + i];
  (*own).values[19] = parameters[m.parameters + 3000u + i];
  let q_GABA = wiring[m.wiring + 480u + i];
  (*own).q_GABA = q_GABA;
  for (var once = q_GABA != NONE; once; once = false) {
    (*own).x[7] = state[m.state + 720u + q_GABA];
    (*own).low[7] = state[m.state + LOW + 720u + q_GABA];
    (*own).stage[7] = (*own).x[7];
    (*own).values[23] = parameters[m.parameters + 3240u + i];
    (*own).values[24] = parameters[m.parameters + 3360u + i];
    (*own).values[25] = parameters[m.parameters + 3660u + q_GABA - 90u];
    (*own).values[26] = parameters[m.parameters + 3690u + q_GABA - 90u];
  }
  if ((*own).q_GABA != NONE) {
    O[0u + 96u + (*own).q_GABA - 90u] = (*own).x[7];
  }
  (*own).sinceSpike = memory[m.index * N + i];
}

fn advance_PN(
  own: ptr<function, Neuron>, i: u32, m: Member, step: u32, s: Stage, nextCopy: u32, isRecorded: bool, row: u32, sum_O_ACh: f32, sum_O_GABA: f32
) {
  let V_before = (*own).x[0];
  for (var once = s.isFirst & isRecorded; once; once = false) {
    voltage[(row * batch.members + m.index) * N + i] = V_before;
  }
  let I_stim = stimulus[schedule[m.schedule + 2u * step + s.halfSteps] * N + i];
  let d = derive_PN((*own).stage, (*own).values, I_stim, sum_O_ACh, sum_O_GABA);
  let since_ACh = (*own).sinceSpike + i32(s.halfSteps) - (*own).delay_ACh;
  let pulse_ACh = select(0.0, 1.0, (since_ACh > 0) & (since_ACh < (*own).length_ACh));
  let d_6 = derive_O_ACh((*own).stage[6], pulse_ACh, (*own).values[20], (*own).values[21], (*own).values[22]);
  let new_0 = integrate((*own).x[0], (*own).low[0], (*own).sum[0], d[0], s);
  (*own).sum[0] = new_0.sum;
  (*own).stage[0] = new_0.stage;
  (*own).x[0] = new_0.x;
  (*own).low[0] = new_0.low;
  let new_1 = integrate((*own).x[1], (*own).low[1], (*own).sum[1], d[1], s);
  (*own).sum[1] = new_1.sum;
  (*own).stage[1] = new_1.stage;
  (*own).x[1] = new_1.x;
  (*own).low[1] = new_1.low;
  let new_2 = integrate((*own).x[2], (*own).low[2], (*own).sum[2], d[2], s);
  (*own).sum[2] = new_2.sum;
  (*own).stage[2] = new_2.stage;
  (*own).x[2] = new_2.x;
  (*own).low[2] = new_2.low;
  let new_3 = integrate((*own).x[3], (*own).low[3], (*own).sum[3], d[3], s);
  (*own).sum[3] = new_3.sum;
  (*own).stage[3] = new_3.stage;
  (*own).x[3] = new_3.x;
  (*own).low[3] = new_3.low;
  let new_4 = integrate((*own).x[4], (*own).low[4], (*own).sum[4], d[4], s);
  (*own).sum[4] = new_4.sum;
  (*own).stage[4] = new_4.stage;
  (*own).x[4] = new_4.x;
  (*own).low[4] = new_4.low;
  let new_5 = integrate((*own).x[5], (*own).low[5], (*own).sum[5], d[5], s);
  (*own).sum[5] = new_5.sum;
  (*own).stage[5] = new_5.stage;
  (*own).x[5] = new_5.x;
  (*own).low[5] = new_5.low;
  let new_6 = integrate((*own).x[6], (*own).low[6], (*own).sum[6], d_6, s);
  (*own).sum[6] = new_6.sum;
  (*own).stage[6] = new_6.stage;
  (*own).x[6] = new_6.x;
  (*own).low[6] = new_6.low;
  if ((*own).q_ACh != NONE) {
    O[nextCopy + 0u + (*own).q_ACh - 0u] = new_6.stage;
  }
  let isSound = (isWithin(new_0.x, -500.0, 500.0))
    & (isWithin(new_1.x, -4.0, 5.0))
    & (isWithin(new_2.x, -4.0, 5.0))
    & (isWithin(new_3.x, -4.0, 5.0))
    & (isWithin(new_4.x, -4.0, 5.0))
    & (isWithin(new_5.x, -4.0, 5.0))
    & (((*own).q_ACh == NONE) | isWithin(new_6.x, -4.0, 5.0));
  for (var once = s.isLast & !isSound; once; once = false) {
    watch(m.index, i, 0u, new_0.x, -500.0, 500.0, step);
    watch(m.index, i, 1u, new_1.x, -4.0, 5.0, step);
    watch(m.index, i, 2u, new_2.x, -4.0, 5.0, step);
    watch(m.index, i, 3u, new_3.x, -4.0, 5.0, step);
    watch(m.index, i, 4u, new_4.x, -4.0, 5.0, step);
    watch(m.index, i, 5u, new_5.x, -4.0, 5.0, step);
    if ((*own).q_ACh != NONE) {
      watch(m.index, N + (*own).q_ACh, 0u, new_6.x, -4.0, 5.0, step);
    }
  }
  let hasFired = s.isLast & (V_before < 0.0) & (new_0.x >= 0.0);
  let older = select(min((*own).sinceSpike + 2, 4194304), 2, hasFired);
  (*own).sinceSpike = select((*own).sinceSpike, older, s.isLast);
  for (var once = hasFired; once; once = false) {
    events[spikeWord(m.index, step, i)] |= 1u << (step & 31u);
  }
}

fn advance_LN(
  own: ptr<function, Neuron>, i: u32, m: Member, step: u32, s: Stage, nextCopy: u32, isRecorded: bool, row: u32, sum_O_ACh: f32, sum_O_GABA: f32
) {
  let V_before = (*own).x[0];
  let V_stage = (*own).stage[0];
  for (var once = s.isFirst & isRecorded; once; once = false) {
    voltage[(row * batch.members + m.index) * N + i] = V_before;
  }
  let I_stim = stimulus[schedule[m.schedule + 2u * step + s.halfSteps] * N + i];
  let d = derive_LN((*own).stage, (*own).values, I_stim, sum_O_ACh, sum_O_GABA);
  let d_7 = derive_O_GABA((*own).stage[7], V_stage, (*own).values[23], (*own).values[24], (*own).values[25], (*own).values[26]);
  let new_0 = integrate((*own).x[0], (*own).low[0], (*own).sum[0], d[0], s);
  (*own).sum[0] = new_0.sum;
  (*own).stage[0] = new_0.stage;
  (*own).x[0] = new_0.x;
  (*own).low[0] = new_0.low;
  let new_1 = integrate((*own).x[1], (*own).low[1], (*own).sum[1], d[1], s);
  (*own).sum[1] = new_1.sum;
  (*own).stage[1] = new_1.stage;
  (*own).x[1] = new_1.x;
  (*own).low[1] = new_1.low;
  let new_2 = integrate((*own).x[2], (*own).low[2], (*own).sum[2], d[2], s);
  (*own).sum[2] = new_2.sum;
  (*own).stage[2] = new_2.stage;
  (*own).x[2] = new_2.x;
  (*own).low[2] = new_2.low;
  let new_3 = integrate((*own).x[3], (*own).low[3], (*own).sum[3], d[3], s);
  (*own).sum[3] = new_3.sum;
  (*own).stage[3] = new_3.stage;
  (*own).x[3] = new_3.x;
  (*own).low[3] = new_3.low;
  let new_4 = integrate((*own).x[4], (*own).low[4], (*own).sum[4], d[4], s);
  (*own).sum[4] = new_4.sum;
  (*own).stage[4] = new_4.stage;
  (*own).x[4] = new_4.x;
  (*own).low[4] = new_4.low;
  let new_5 = integrate((*own).x[5], (*own).low[5], (*own).sum[5], d[5], s);
  (*own).sum[5] = new_5.sum;
  (*own).stage[5] = new_5.stage;
  (*own).x[5] = new_5.x;
  (*own).low[5] = new_5.low;
  let new_7 = integrate((*own).x[7], (*own).low[7], (*own).sum[7], d_7, s);
  (*own).sum[7] = new_7.sum;
  (*own).stage[7] = new_7.stage;
  (*own).x[7] = new_7.x;
  (*own).low[7] = new_7.low;
  if ((*own).q_GABA != NONE) {
    O[nextCopy + 96u + (*own).q_GABA - 90u] = new_7.stage;
  }
  let isSound = (isWithin(new_0.x, -500.0, 500.0))
    & (isWithin(new_1.x, -4.0, 5.0))
    & (isWithin(new_2.x, -4.0, 5.0))
    & (isWithin(new_3.x, -4.0, 5.0))
    & (isWithin(new_4.x, -4.0, 5.0))
    & (isWithin(new_5.x, -1.0, 10.0))
    & (((*own).q_GABA == NONE) | isWithin(new_7.x, -4.0, 5.0));
  for (var once = s.isLast & !isSound; once; once = false) {
    watch(m.index, i, 0u, new_0.x, -500.0, 500.0, step);
    watch(m.index, i, 1u, new_1.x, -4.0, 5.0, step);
    watch(m.index, i, 2u, new_2.x, -4.0, 5.0, step);
    watch(m.index, i, 3u, new_3.x, -4.0, 5.0, step);
    watch(m.index, i, 4u, new_4.x, -4.0, 5.0, step);
    watch(m.index, i, 5u, new_5.x, -1.0, 10.0, step);
    if ((*own).q_GABA != NONE) {
      watch(m.index, N + (*own).q_GABA, 0u, new_7.x, -4.0, 5.0, step);
    }
  }
  let hasFired = s.isLast & (V_before < 0.0) & (new_0.x >= 0.0);
  let older = select(min((*own).sinceSpike + 2, 4194304), 2, hasFired);
  (*own).sinceSpike = select((*own).sinceSpike, older, s.isLast);
  for (var once = hasFired; once; once = false) {
    events[spikeWord(m.index, step, i)] |= 1u << (step & 31u);
  }
}

fn store_PN(own: ptr<function, Neuron>, i: u32, m: Member) {
  state[m.state + 0u + i] = (*own).x[0];
  state[m.state + LOW + 0u + i] = (*own).low[0];
  state[m.state + 120u + i] = (*own).x[1];
  state[m.state + LOW + 120u + i] = (*own).low[1];
  state[m.state + 240u + i] = (*own).x[2];
  state[m.state + LOW + 240u + i] = (*own).low[2];
  state[m.state + 360u + i] = (*own).x[3];
  state[m.state + LOW + 360u + i] = (*own).low[3];
  state[m.state + 480u + i] = (*own).x[4];
  state[m.state + LOW + 480u + i] = (*own).low[4];
  state[m.state + 600u + i] = (*own).x[5];
  state[m.state + LOW + 600u + i] = (*own).low[5];
  for (var once = (*own).q_ACh != NONE; once; once = false) {
    state[m.state + 720u + (*own).q_ACh] = (*own).x[6];
    state[m.state + LOW + 720u + (*own).q_ACh] = (*own).low[6];
  }
  memory[m.index * N + i] = (*own).sinceSpike;
}

fn store_LN(own: ptr<function, Neuron>, i: u32, m: Member) {
  state[m.state + 0u + i] = (*own).x[0];
  state[m.state + LOW + 0u + i] = (*own).low[0];
  state[m.state + 120u + i] = (*own).x[1];
  state[m.state + LOW + 120u + i] = (*own).low[1];
  state[m.state + 240u + i] = (*own).x[2];
  state[m.state + LOW + 240u + i] = (*own).low[2];
  state[m.state + 360u + i] = (*own).x[3];
  state[m.state + LOW + 360u + i] = (*own).low[3];
  state[m.state + 480u + i] = (*own).x[4];
  state[m.state + LOW + 480u + i] = (*own).low[4];
  state[m.state + 600u + i] = (*own).x[5];
  state[m.state + LOW + 600u + i] = (*own).low[5];
  for (var once = (*own).q_GABA != NONE; once; once = false) {
    state[m.state + 720u + (*own).q_GABA] = (*own).x[7];
    state[m.state + LOW + 720u + (*own).q_GABA] = (*own).low[7];
  }
  memory[m.index * N + i] = (*own).sinceSpike;
}

@compute @workgroup_size(128)
fn run(@builtin(local_invocation_index) lane: u32, @builtin(workgroup_id) id: vec3u) {
  var m: Member;
  m.index = id.x;
  m.state = m.index * STATE_LENGTH;
  m.parameters = m.index * PARAMETERS_LENGTH;
  m.wiring = wiring[m.index];
  m.schedule = wiring[batch.members + m.index] * batch.scheduleLength;
  let position_0 = lane + 0u;
  let is_PN_0 = position_0 - 0u < 90u;
  let is_LN_0 = position_0 - 96u < 30u;
  let i_0 = select(select(0u, position_0 - 0u + 0u, is_PN_0), position_0 - 96u + 90u, is_LN_0);
  var own_0: Neuron;
  for (var once = is_PN_0; once; once = false) {
    load_PN(&own_0, i_0, m);
  }
  for (var once = is_LN_0; once; once = false) {
    load_LN(&own_0, i_0, m);
  }
  workgroupBarrier();
  for (var step = batch.step; step < batch.step + batch.steps; step++) {
    let isRecorded = (batch.phase + step) % RECORD_EVERY == 0u;
    let row = (batch.phase + step) / RECORD_EVERY - batch.firstRow;
    for (var stage = 0u; stage < 4u; stage++) {
      let s = stageOf(stage);
      let copy = select(select(select(128u, 0u, stage == 2u), 128u, stage == 1u), 0u, stage == 0u);
      let nextCopy = select(select(select(0u, 128u, stage == 2u), 0u, stage == 1u), 128u, stage == 0u);
      let sum_O_ACh_0 = sumOfBits(m.wiring + 600u + i_0, 3u, copy + 0u);
      let sum_O_GABA_0 = sumOfBits(m.wiring + 960u + i_0, 1u, copy + 96u);
      for (var once = is_PN_0; once; once = false) {
        advance_PN(&own_0, i_0, m, step, s, nextCopy, isRecorded, row, sum_O_ACh_0, sum_O_GABA_0);
      }
      for (var once = is_LN_0; once; once = false) {
        advance_LN(&own_0, i_0, m, step, s, nextCopy, isRecorded, row, sum_O_ACh_0, sum_O_GABA_0);
      }
      workgroupBarrier();
    }
  }
  for (var once = is_PN_0; once; once = false) {
    store_PN(&own_0, i_0, m);
  }
  for (var once = is_LN_0; once; once = false) {
    store_LN(&own_0, i_0, m);
  }
}
