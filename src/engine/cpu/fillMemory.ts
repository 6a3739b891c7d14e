import { initialStateVector, parameterVector, pulseTimes } from '../../compiler/layout.ts';
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

type Numbers = Float32Array<ArrayBufferLike> | Float64Array<ArrayBufferLike>;

/** A view of the memory's numbers, whose index is an address / plan.bytes. */
export function numbersOf(memory: WebAssembly.Memory, { precision }: WasmPlan): Numbers {
  return precision === 'float64' ? new Float64Array(memory.buffer) : new Float32Array(memory.buffer);
}

/** Writes a network and its state into a new memory, at the addresses of the plan. */
export function fillMemory(memory: WebAssembly.Memory, plan: WasmPlan, problem: Problem, ages: Int32Array): void {
  const { network, system, layout } = problem;
  const { bytes, positions, populations } = plan;
  const numbers = numbersOf(memory, plan);
  const integers = new Int32Array(memory.buffer);

  /** A row over the neurons, [n], at an address; positions beyond a population's count repeat its last neuron. */
  const writeRow = (address: number, values: ArrayLike<number>): void => {
    for (const { start, firstNeuron, count } of populations) {
      if (count === 0) continue;
      const capacity = roundUp(count, BLOCK_VECTORS * LANES[plan.precision]);
      for (let k = 0; k < capacity; k++) {
        numbers[address / bytes + start + k] = values[firstNeuron + Math.min(k, count - 1)]!;
      }
    }
  };
  const row = positions * bytes;
  const parameters = parameterVector(network, layout);
  for (const r of layout.parameterRow.values()) {
    writeRow(plan.parameters + r * row, parameters.subarray(r * layout.n, (r + 1) * layout.n));
  }
  const x = initialStateVector(system, network, layout);
  for (let slot = 0; slot < layout.slots; slot++) {
    const values = x.subarray(slot * layout.n, (slot + 1) * layout.n);
    writeRow(plan.x + slot * row, values);
    writeRow(plan.low + slot * row, values.map(lowPart));
    writeRow(slot === 0 ? plan.coupled : plan.stage + slot * row, values);
  }
  for (const { start, count } of populations) {
    // All bits: as a number a NaN, but only ever used as a mask.
    new Uint8Array(memory.buffer, plan.real + start * bytes, count * bytes).fill(0xff);
  }
  writeRow(plan.ages, ages);
  writeRow(plan.ages + row, ages);
  const positionOf = positionsOf(populations);
  plan.types.forEach((type, t) => {
    const placed = layout.openFractions[t]!;
    const own = x.subarray(layout.slots * layout.n + placed.first);
    const ownRow = roundUp(type.count, CHUNK);
    for (let q = 0; q < type.count; q++) {
      const at = type.start + q;
      numbers[plan.fractionX / bytes + at] = own[q]!;
      numbers[plan.fractionLow / bytes + at] = lowPart(own[q]!);
      numbers[(plan.coupled + row) / bytes + at] = own[q]!;
    }
    const gathered = (name: string): ((q: number) => number) => {
      const address = placed.parameterAddress.get(name);
      if (address !== undefined) return (q) => parameters[address + q]!;
      const r = layout.parameterRow.get(name)!;
      return (q) => parameters[r * layout.n + placed.presynaptic[q]!]!;
    };
    const writeOwn = (address: number, value: (q: number) => number): void => {
      for (let q = 0; q < ownRow; q++) numbers[address / bytes + q] = value(Math.min(q, type.count - 1));
    };
    if (type.count === 0) return;
    type.parameters.forEach((name, k) => writeOwn(type.parameterAddress + k * ownRow * bytes, gathered(name)));
    if (type.presynapticStart === undefined) {
      for (let q = 0; q < ownRow; q++) {
        const j = placed.presynaptic[Math.min(q, type.count - 1)]!;
        integers[type.presynapticAddress / 4 + q] = positionOf(j) * bytes;
      }
    }
    const pulse = pulseTimes(network, layout, t, problem.dt);
    if (pulse !== undefined && type.pulseAddress !== 0) {
      writeOwn(type.pulseAddress, (q) => pulse.delay[q]!);
      writeOwn(type.pulseAddress + ownRow * bytes, (q) => pulse.length[q]!);
    }
    for (const sum of type.sums) writeMatrix(memory, numbers, integers, plan, problem, t, sum);
  });
  writeThreads(integers, plan);
}

/** What the type of float32 cannot hold of a value. */
function lowPart(value: number): number {
  return value - Math.fround(value);
}

/** Who is connected to whom, in the form that the plan has chosen. */
function writeMatrix(
  memory: WebAssembly.Memory,
  numbers: Numbers,
  integers: Int32Array,
  plan: WasmPlan,
  { network, layout }: Problem,
  t: number,
  sum: WasmPlan['types'][number]['sums'][number],
): void {
  const { bytes } = plan;
  const { rowStart } = network.synapses[t]!;
  const { ofSynapse } = layout.openFractions[t]!;
  const { firstNeuron, count } = plan.populations[sum.population]!;
  const each = (visit: (row: number, q: number) => void): void => {
    for (let r = 0; r < count; r++) {
      const end = rowStart[firstNeuron + r + 1]!;
      for (let s = rowStart[firstNeuron + r]!; s < end; s++) visit(r, ofSynapse[s]!);
    }
  };
  switch (sum.form) {
    case 'dense': {
      const width = BLOCK_VECTORS * LANES[plan.precision];
      const columns = roundUp(plan.types[t]!.count, 2);
      each((r, q) => {
        const block = Math.floor(r / width);
        numbers[sum.address / bytes + (block * columns + q) * width + (r % width)] = 1;
      });
      break;
    }
    case 'table': {
      const offsets = new Uint16Array(memory.buffer);
      const rows = blockRows(plan, sum);
      each((r, q) => {
        const chunk = Math.floor(q / CHUNK);
        const group = Math.floor((q % CHUNK) / 8);
        const at = chunk * rows * TABLE_GROUPS + (Math.floor(r / TABLE_ROWS) * TABLE_GROUPS + group) * TABLE_ROWS;
        // The offset in the table: bit b of the entry's number, times the bytes of an entry.
        offsets[sum.address / 2 + at + (r % TABLE_ROWS)]! += bytes << (q % 8);
      });
      break;
    }
    case 'sparse': {
      let k = 0;
      for (let r = 0; r < blockRows(plan, sum); r++) {
        if (r < count) {
          const end = rowStart[firstNeuron + r + 1]!;
          for (let s = rowStart[firstNeuron + r]!; s < end; s++)
            integers[sum.columns / 4 + k++] = ofSynapse[s]! * bytes;
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
