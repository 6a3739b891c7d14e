import type { Connectivity, Network } from '../../../model/network.ts';
import type { Layout } from '../../layout.ts';
import type { System } from '../../system.ts';
import { BYTES, LANES, type Precision } from './precision.ts';

/**
 * Where everything lies in the memory of the WebAssembly target: addresses in bytes, all multiples of 64.
 *
 * Neurons stand at positions: each population begins at a multiple of a block (four vectors of 16 bytes), so that no vector holds
 * neurons of two populations; positions beyond a population's count repeat its last neuron without its synapses. A row over the
 * neurons has `positions` entries, one over the open fractions `fractions`; each type begins at a multiple of 64 of them.
 */
export interface WasmPlan {
  readonly precision: Precision;
  readonly bytes: number;
  readonly threads: number;
  readonly positions: number;
  readonly populations: readonly (Span & { readonly firstNeuron: number })[];
  readonly fractions: number;
  readonly types: readonly (Span & {
    /** The position of the first open fraction's presynaptic neuron where all follow each other as the neurons do. */
    readonly presynapticStart: number | undefined;
    /** Rows of synapse parameters, by symbol: presynaptic ones too, gathered. */
    readonly parameters: readonly string[];
    readonly parameterAddress: number;
    /** Of what the gathering reads: the byte offset of each open fraction's presynaptic neuron in a row, i32. */
    readonly presynapticAddress: number;
    /** First half-step and length of the pulse, one number per open fraction each. */
    readonly pulseAddress: number;
    readonly sums: readonly SumPlan[];
  })[];
  /** Rows over neurons. */
  readonly parameters: number;
  readonly x: number;
  readonly low: number;
  readonly stage: number;
  readonly derivatives: number;
  readonly sums: number;
  /** All ones where a position holds a neuron, one row. */
  readonly real: number;
  /** Half-steps since the last spike at the start of even and odd steps, two rows. */
  readonly ages: number;
  /** Rows over open fractions: state at the start of the step, low part, weighted sum of derivatives. */
  readonly fractionX: number;
  readonly fractionLow: number;
  readonly fractionDerivatives: number;
  /** Twice what neurons and open fractions of other threads read, V then O: one being read, one being written. */
  readonly coupled: number;
  readonly coupledBytes: number;
  /** Of one thread after the other: what it takes of each population and type (see `threadWords`). */
  readonly threadTable: number;
  readonly threadWords: number;
  /** Partial sums over eight open fractions: TABLE_GROUPS tables of 256 for each thread. */
  readonly tables: number;
  readonly tableBytes: number;
  readonly schedule: number;
  readonly stimulus: number;
  readonly stimulusColumns: number;
  readonly voltage: number;
  readonly spikes: number;
  readonly spikeBytes: number;
  readonly mostSteps: number;
  /** Of all. */
  readonly memoryBytes: number;
}

/** A stretch of positions or fractions that runs the same code. */
export interface Span {
  readonly name: string;
  readonly count: number;
  readonly start: number;
  /** The end of what is computed: `start + count` rounded up to whole vectors. */
  readonly end: number;
}

/** How the open fractions of one type are summed for the neurons of one population. */
export interface SumPlan {
  /** Number of the population. */
  readonly population: number;
  /**
   * dense: Σ W_ij O_j over all j, a vector of rows at a time.
   * table: of eight O_j at a time all 256 partial sums, then one look-up per row and eight columns (the method of four Russians);
   * where all weights are 1.
   * sparse: compressed rows.
   */
  readonly form: 'dense' | 'table' | 'sparse';
  readonly address: number;
  /** Of sparse: the open fractions' byte offsets; `address` holds the ends of the rows. */
  readonly columns: number;
  /** Of sparse: the weights; 0 where all are 1. */
  readonly weights: number;
  /** Of sparse: how many synapses have room, more than there are: some may be made while the network runs. */
  readonly capacity: number;
}

/** Fixed addresses of what threads tell each other, i32 each, apart by a cache line. */
export const CONTROL = { arrived: 64, generation: 128, sleepers: 192, fault: 256, command: 320 } as const;
const CONTROL_END = 448;

export const BLOCK_VECTORS = 4;
/** Open fractions of one type begin at multiples of this: eight tables of eight. */
export const CHUNK = 64;
export const TABLE_GROUPS = 8;
/** Rows whose look-ups stand side by side. */
export const TABLE_ROWS = 4;
/** Room for the stimulus of one call, in bytes. */
const MOST_STIMULUS_BYTES = 2 ** 24;

export interface WasmOptions {
  readonly precision: Precision;
  readonly threads: number;
  readonly recordEvery: number;
  /** Whether open fractions of a type are added up by tables for a population, [type, population]: chosen where it is left out. */
  readonly byTables?: Uint8Array;
}

/** Lays a network out in a memory. */
export function planWasm(system: System, layout: Layout, network: Network, options: WasmOptions): WasmPlan {
  const { precision, threads, recordEvery, byTables } = options;
  const bytes = BYTES[precision];
  const lanes = LANES[precision];
  const { n, slots } = layout;

  let positions = 0;
  const populations = layout.populations.map(({ name, first, count }) => {
    const span = { name, firstNeuron: first, count, start: positions, end: positions + roundUp(count, lanes) };
    positions += roundUp(count, BLOCK_VECTORS * lanes);
    return span;
  });
  const positionOf = positionsOf(populations);
  let fractions = 0;
  const spans = layout.openFractions.map(({ type, count }) => {
    const span = { name: type, count, start: fractions, end: fractions + roundUp(count, lanes) };
    fractions += roundUp(count, CHUNK);
    return span;
  });

  let at = CONTROL_END;
  const place = (length: number): number => {
    const address = at;
    at += roundUp(length, 64);
    return address;
  };
  const neuronRow = positions * bytes;
  const fractionRow = fractions * bytes;
  const threadWords = 2 * (populations.length + spans.length);
  const threadTable = place(4 * threads * threadWords);
  const coupledBytes = neuronRow + fractionRow;
  const coupled = place(2 * coupledBytes);
  const types = spans.map((span, t) => {
    const { presynaptic } = layout.openFractions[t]!;
    const { presynapticParameters, synapseParameters, usesPulse } = system.openFractions[t]!;
    const parameters = [...presynapticParameters, ...synapseParameters];
    const starts = presynaptic.length > 0 ? positionOf(presynaptic[0]!) : 0;
    const isContiguous = presynaptic.every((j, q) => positionOf(j) === starts + q);
    const row = roundUp(span.count, CHUNK) * bytes;
    return {
      ...span,
      presynapticStart: isContiguous ? starts : undefined,
      parameters,
      parameterAddress: place(parameters.length * row),
      presynapticAddress: isContiguous ? 0 : place(4 * roundUp(span.count, CHUNK)),
      pulseAddress: usesPulse ? place(2 * row) : 0,
      sums: populations.flatMap(({ firstNeuron, count }, population): SumPlan[] => {
        const { synapses, isWeighted } = countSynapses(network.synapses[t]!, firstNeuron, count);
        const isUsed = system.neurons[population]!.synapses.includes(span.name);
        if (synapses === 0 || !isUsed) return [];
        const rows = roundUp(count, BLOCK_VECTORS * lanes);
        const isTable = byTables && byTables[t * populations.length + population] === 1;
        const form = cheapestForm(costsOf(rows, span.count, synapses, lanes), isWeighted, isTable);
        const columns = roundUp(span.count, CHUNK);
        const address = {
          dense: () => place(rows * columns * bytes),
          table: () => place((rows * columns * 2) / TABLE_GROUPS),
          sparse: () => place(4 * rows),
        }[form]();
        if (form !== 'sparse') return [{ population, form, address, columns: 0, weights: 0, capacity: 0 }];
        const capacity = synapses + Math.max(LEAST_ROOM, Math.ceil(ROOM_SHARE * synapses));
        const weights = isWeighted ? place(bytes * capacity) : 0;
        return [{ population, form, address, columns: place(4 * capacity), weights, capacity }];
      }),
    };
  });
  // Bits of spikes and columns of the stimulus for as many steps as one call may take.
  const mostSteps = Math.max(8, Math.min(2048, Math.floor(MOST_STIMULUS_BYTES / (2 * n * bytes)))) & ~7;
  const spikeBytes = 4 * positions * Math.ceil(mostSteps / 32);
  const stimulusColumns = 2 * mostSteps + 1;
  const tableBytes = TABLE_GROUPS * 256 * bytes;
  const plan = {
    precision,
    bytes,
    threads,
    positions,
    populations,
    fractions,
    types,
    parameters: place(layout.parameterRow.size * neuronRow),
    x: place(slots * neuronRow),
    low: place(slots * neuronRow),
    stage: place(slots * neuronRow),
    derivatives: place(slots * neuronRow),
    sums: place(spans.length * neuronRow),
    real: place(neuronRow),
    ages: place(2 * neuronRow),
    fractionX: place(fractionRow),
    fractionLow: place(fractionRow),
    fractionDerivatives: place(fractionRow),
    coupled,
    coupledBytes,
    threadTable,
    threadWords,
    tables: place(threads * tableBytes),
    tableBytes,
    schedule: place(4 * stimulusColumns),
    // Beyond the last column a vector of neurons may reach over its end.
    stimulus: place(stimulusColumns * n * bytes + 64),
    stimulusColumns,
    voltage: place((Math.ceil(mostSteps / recordEvery) + 1) * n * bytes),
    spikes: place(spikeBytes),
    spikeBytes,
    mostSteps,
  };
  return { ...plan, memoryBytes: at };
}

/** The position of a neuron. */
export function positionsOf(populations: WasmPlan['populations']): (neuron: number) => number {
  return (neuron) => {
    const { start, firstNeuron } = populations.findLast((one) => one.firstNeuron <= neuron && one.count > 0)!;
    return start + neuron - firstNeuron;
  };
}

/**
 * Whether the plan of a network, as it is, suits what an edit has made of its synapses: they find room in the forms that were chosen, and
 * no other form would be much faster.
 * @param layout of the edited network, the same as the plan's but for the synapses.
 */
export function suits(plan: WasmPlan, system: System, network: Network, layout: Layout): boolean {
  const lanes = LANES[plan.precision];
  return plan.types.every(({ name, sums }, t) =>
    plan.populations.every(({ firstNeuron, count }, population) => {
      const { synapses, isWeighted } = countSynapses(network.synapses[t]!, firstNeuron, count);
      const isUsed = system.neurons[population]!.synapses.includes(name);
      const held = sums.find((one) => one.population === population);
      if (held === undefined) return synapses === 0 || !isUsed;
      if (isWeighted && (held.form === 'table' || (held.form === 'sparse' && held.weights === 0))) return false;
      if (held.form === 'sparse' && synapses > held.capacity) return false;
      const rows = roundUp(count, BLOCK_VECTORS * lanes);
      const costs = costsOf(rows, layout.openFractions[t]!.count, synapses, lanes);
      const saved = costs[held.form] - costs[cheapestForm(costs, isWeighted)];
      return saved < costs[held.form] / 2 || saved < WORTHWHILE * rows;
    }),
  );
}

/** Instructions for each neuron that are worth a new plan: about a tenth of what a stage takes. */
const WORTHWHILE = 100;
/** Room for synapses that are made while the network runs: this share of those there are, and at least so many. */
const ROOM_SHARE = 1 / 4;
const LEAST_ROOM = 256;

/** The synapses of a type onto some neurons, and whether any weight among them is not 1. */
function countSynapses(
  { rowStart, weights }: Connectivity,
  firstNeuron: number,
  count: number,
): { readonly synapses: number; readonly isWeighted: boolean } {
  const [start, end] = [rowStart[firstNeuron]!, rowStart[firstNeuron + count]!];
  const isWeighted = weights !== undefined && weights.subarray(start, end).some((weight) => weight !== 1);
  return { synapses: end - start, isWeighted };
}

/** Costs in instructions, as counted in the emitted text: what one call of each form takes for `rows` rows. */
function costsOf(rows: number, columns: number, synapses: number, lanes: number): Record<SumPlan['form'], number> {
  const groups = roundUp(columns, CHUNK) / TABLE_GROUPS;
  return {
    dense: (rows * columns * 2.5) / lanes,
    table: groups * ((256 * 3) / lanes + 3 * rows),
    sparse: synapses * 5 + rows * 6,
  };
}

/** @param isTable where it is not to be chosen whether sums are taken by tables: the other forms add in the same order. */
function cheapestForm(costs: Record<SumPlan['form'], number>, isWeighted: boolean, isTable?: boolean): SumPlan['form'] {
  if (isTable && !isWeighted) return 'table';
  const withoutTable = isWeighted || isTable === false;
  const forms: readonly SumPlan['form'][] = withoutTable ? ['dense', 'sparse'] : ['dense', 'table', 'sparse'];
  return forms.reduce((best, form) => (costs[form] < costs[best] ? form : best));
}

/** The least multiple that is not below a value. */
export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
