import { parameterVector, pulseTimes } from '../../compiler/layout.ts';
import { blockRows } from '../../compiler/targets/wasm/sums.ts';
import {
  BLOCK_VECTORS,
  CHUNK,
  TABLE_GROUPS,
  TABLE_ROWS,
  positionsOf,
  roundUp,
  type Span,
  type WasmPlan,
} from '../../compiler/targets/wasm/wasmPlan.ts';
import { LANES } from '../../compiler/targets/wasm/precision.ts';
import type { Problem } from '../engine.ts';
import { toFloat32, toFloat64, type EngineState } from '../engineState.ts';

type Numbers = Float32Array<ArrayBufferLike> | Float64Array<ArrayBufferLike>;

/** A view of the memory's numbers, whose index is an address / plan.bytes. */
export function numbersOf(memory: WebAssembly.Memory, { precision }: WasmPlan): Numbers {
  return precision === 'float64' ? new Float64Array(memory.buffer) : new Float32Array(memory.buffer);
}

/** A memory in which a network lies as its plan says. */
interface Place {
  readonly memory: WebAssembly.Memory;
  readonly plan: WasmPlan;
  readonly numbers: Numbers;
  readonly integers: Int32Array;
}

function placeIn(memory: WebAssembly.Memory, plan: WasmPlan): Place {
  return { memory, plan, numbers: numbersOf(memory, plan), integers: new Int32Array(memory.buffer) };
}

/** Writes a network and its state into a new memory, at the addresses of the plan. */
export function fillMemory(
  memory: WebAssembly.Memory,
  plan: WasmPlan,
  problem: Problem,
  state: EngineState,
  ages: Int32Array,
): void {
  const place = placeIn(memory, plan);
  const { numbers, integers } = place;
  const { layout } = problem;
  const { bytes, positions, populations, precision } = plan;
  const row = positions * bytes;
  const { high: x, low } = precision === 'float64' ? { high: toFloat64(state) } : toFloat32(state);
  for (let slot = 0; slot < layout.slots; slot++) {
    const [from, to] = [slot * layout.n, (slot + 1) * layout.n];
    const values = x.subarray(from, to);
    writeRow(place, plan.x + slot * row, values);
    if (low) writeRow(place, plan.low + slot * row, low.subarray(from, to));
    writeRow(place, slot === 0 ? plan.coupled : plan.stage + slot * row, values);
  }
  for (const { start, count } of populations) {
    // All bits: as a number a NaN, but only ever used as a mask.
    new Uint8Array(memory.buffer, plan.real + start * bytes, count * bytes).fill(0xff);
  }
  writeRow(place, plan.ages, ages);
  writeRow(place, plan.ages + row, ages);
  const positionOf = positionsOf(populations);
  plan.types.forEach((type, t) => {
    const { first, presynaptic } = layout.openFractions[t]!;
    const own = layout.slots * layout.n + first;
    for (let q = 0; q < type.count; q++) {
      const at = type.start + q;
      numbers[plan.fractionX / bytes + at] = x[own + q]!;
      if (low) numbers[plan.fractionLow / bytes + at] = low[own + q]!;
      numbers[(plan.coupled + row) / bytes + at] = x[own + q]!;
    }
    if (type.presynapticStart === undefined && type.count > 0) {
      for (let q = 0; q < roundUp(type.count, CHUNK); q++) {
        integers[type.presynapticAddress / 4 + q] = positionOf(presynaptic[Math.min(q, type.count - 1)]!) * bytes;
      }
    }
    for (const sum of type.sums) writeMatrix(place, problem, t, sum);
  });
  writeParameters(place, problem);
  writeThreads(integers, plan);
}

/**
 * Writes the parameters and synapses of an edited network over those of the network before it, whose plan suits it. The state stays;
 * so do synapses whose arrays are the same.
 */
export function refillMemory(memory: WebAssembly.Memory, plan: WasmPlan, problem: Problem, before: Problem): void {
  const place = placeIn(memory, plan);
  writeParameters(place, problem);
  plan.types.forEach(({ sums }, t) => {
    const [now, old] = [problem, before].map(({ network, layout }) => {
      const { rowStart, presynaptic, weights } = network.synapses[t]!;
      return [rowStart, presynaptic, weights, layout.openFractions[t]!.ofSynapse];
    });
    if (now!.every((list, k) => list === old![k])) return;
    for (const sum of sums) writeMatrix(place, problem, t, sum);
  });
}

/** A row over the neurons, [n], at an address; positions beyond a population's count repeat its last neuron. */
function writeRow({ plan, numbers }: Place, address: number, values: ArrayLike<number>): void {
  for (const { start, firstNeuron, count } of plan.populations) {
    if (count === 0) continue;
    const capacity = roundUp(count, BLOCK_VECTORS * LANES[plan.precision]);
    for (let k = 0; k < capacity; k++) {
      numbers[address / plan.bytes + start + k] = values[firstNeuron + Math.min(k, count - 1)]!;
    }
  }
}

/** Parameters of the neurons, those of the open fractions with what they take of their neurons, and the times of pulses. */
function writeParameters(place: Place, { network, layout, dt }: Problem): void {
  const { plan, numbers } = place;
  const { bytes, positions } = plan;
  const parameters = parameterVector(network, layout);
  for (const r of layout.parameterRow.values()) {
    const row = parameters.subarray(r * layout.n, (r + 1) * layout.n);
    writeRow(place, plan.parameters + r * positions * bytes, row);
  }
  plan.types.forEach((type, t) => {
    if (type.count === 0) return;
    const placed = layout.openFractions[t]!;
    const ownRow = roundUp(type.count, CHUNK);
    const gathered = (name: string): ((q: number) => number) => {
      const address = placed.parameterAddress.get(name);
      if (address !== undefined) return (q) => parameters[address + q]!;
      const r = layout.parameterRow.get(name)!;
      return (q) => parameters[r * layout.n + placed.presynaptic[q]!]!;
    };
    const writeOwn = (address: number, value: (q: number) => number): void => {
      for (let q = 0; q < ownRow; q++) numbers[address / bytes + q] = value(Math.min(q, type.count - 1));
    };
    type.parameters.forEach((name, k) => writeOwn(type.parameterAddress + k * ownRow * bytes, gathered(name)));
    const pulse = pulseTimes(network, layout, t, dt);
    if (pulse !== undefined && type.pulseAddress !== 0) {
      writeOwn(type.pulseAddress, (q) => pulse.delay[q]!);
      writeOwn(type.pulseAddress + ownRow * bytes, (q) => pulse.length[q]!);
    }
  });
}

/** Who is connected to whom, in the form that the plan has chosen. */
function writeMatrix(
  { memory, plan, numbers, integers }: Place,
  { network, layout }: Problem,
  t: number,
  sum: WasmPlan['types'][number]['sums'][number],
): void {
  const { bytes } = plan;
  const { rowStart, weights } = network.synapses[t]!;
  const { ofSynapse } = layout.openFractions[t]!;
  const { firstNeuron, count } = plan.populations[sum.population]!;
  const rows = blockRows(plan, sum);
  const each = (visit: (row: number, q: number, weight: number) => void): void => {
    for (let r = 0; r < count; r++) {
      const end = rowStart[firstNeuron + r + 1]!;
      for (let s = rowStart[firstNeuron + r]!; s < end; s++) visit(r, ofSynapse[s]!, weights?.[s] ?? 1);
    }
  };
  switch (sum.form) {
    case 'dense': {
      const width = BLOCK_VECTORS * LANES[plan.precision];
      const columns = roundUp(plan.types[t]!.count, 2);
      const first = sum.address / bytes;
      numbers.fill(0, first, first + rows * columns);
      each((r, q, weight) => {
        const block = Math.floor(r / width);
        numbers[first + (block * columns + q) * width + (r % width)] = weight;
      });
      break;
    }
    case 'table': {
      const length = (rows * roundUp(plan.types[t]!.count, CHUNK)) / TABLE_GROUPS;
      const offsets = new Uint16Array(memory.buffer, sum.address, length);
      offsets.fill(0);
      each((r, q) => {
        const chunk = Math.floor(q / CHUNK);
        const group = Math.floor((q % CHUNK) / 8);
        const at = chunk * rows * TABLE_GROUPS + (Math.floor(r / TABLE_ROWS) * TABLE_GROUPS + group) * TABLE_ROWS;
        // The offset in the table: bit b of the entry's number, times the bytes of an entry.
        offsets[at + (r % TABLE_ROWS)]! += bytes << (q % 8);
      });
      break;
    }
    case 'sparse': {
      let k = 0;
      for (let r = 0; r < rows; r++) {
        if (r < count) {
          const end = rowStart[firstNeuron + r + 1]!;
          for (let s = rowStart[firstNeuron + r]!; s < end; s++) {
            if (sum.weights !== 0) numbers[sum.weights / bytes + k] = weights?.[s] ?? 1;
            integers[sum.columns / 4 + k++] = ofSynapse[s]! * bytes;
          }
        }
        integers[sum.address / 4 + r] = 4 * k;
      }
      break;
    }
  }
}

/** What each thread computes: blocks of neurons, vectors of open fractions, as byte offsets in a row. */
function writeThreads(integers: Int32Array, plan: WasmPlan): void {
  const { threads, threadWords, bytes, populations, types, precision } = plan;
  const shares: readonly (Span & { readonly unit: number })[] = [
    ...populations.map((span) => ({ ...span, unit: BLOCK_VECTORS * LANES[precision] })),
    ...types.map((span) => ({ ...span, unit: LANES[precision] })),
  ];
  shares.forEach(({ start, end, unit }, k) => {
    const units = Math.ceil((end - start) / unit);
    for (let thread = 0; thread < threads; thread++) {
      const at = plan.threadTable / 4 + thread * threadWords + 2 * k;
      integers[at] = bytes * Math.min(end, start + unit * Math.floor((units * thread) / threads));
      integers[at + 1] = bytes * Math.min(end, start + unit * Math.floor((units * (thread + 1)) / threads));
    }
  });
}
