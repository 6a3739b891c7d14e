import { formatBytes } from '../../wording/formatBytes.ts';
import type { Layout } from '../../compiler/layout.ts';
import { DEFAULT_SAMPLES_PER_MS, type StimulusColumns } from '../../model/stimulus/stimulus.ts';

/** What lies on the device, by its part in a run. */
const BUFFERS = {
  state: 'state variables',
  parameters: 'parameters',
  wiring: 'synapses',
  memory: 'firing memories',
  stimulus: 'stimulus columns',
  schedule: 'stimulus schedule',
  voltage: 'recorded voltages',
  events: 'recorded events',
  batch: 'batch parameters',
  staging: 'results under way',
} as const;

export type BufferName = keyof typeof BUFFERS;

export const labelOf = (name: BufferName): string => BUFFERS[name];

/** The buffers of a run before any of them is made. */
export interface MemoryPlan {
  /** Steps that one submission may take. */
  readonly mostSteps: number;
  /** Columns of one stimulus that so many steps may need. */
  readonly mostColumns: number;
  readonly bytes: Readonly<Record<BufferName, number>>;
  readonly totalBytes: number;
}

/** What a plan is made from. */
export interface MemoryNeeds {
  readonly layout: Layout;
  /** Networks that run at once, and how many stimuli they have. */
  readonly members: number;
  readonly stimuli: readonly StimulusColumns[];
  /** Numbers in one member's copies of the state, its firing memory, and its part of the wiring. */
  readonly stateLength: number;
  readonly memoryLength: number;
  readonly wiringLength: number;
  /** ms. */
  readonly dt: number;
  readonly recordEvery: number;
  /** Bytes of `batch` for so many steps. */
  readonly batchBytes: (steps: number) => number;
}

/** Submissions that may be under way at once: each has a staging buffer. */
export const MOST_IN_FLIGHT = 2;

/** What grows with the steps of a submission, stimulus and recording, is kept to about this much. */
const SUBMISSION_BYTES = 2 ** 25;
const MOST_STEPS = 2048;

/** Plans the buffers of a run: as many steps per submission, up to 2048, as keep stimulus and recording within 32 MiB. */
export function planMemory(needs: MemoryNeeds): MemoryPlan {
  let plan = planFor(needs, MOST_STEPS);
  while (plan.mostSteps > 8 && plan.bytes.stimulus + plan.bytes.voltage > SUBMISSION_BYTES) {
    plan = planFor(needs, plan.mostSteps / 2);
  }
  return plan;
}

function planFor(needs: MemoryNeeds, mostSteps: number): MemoryPlan {
  const { layout, members, stimuli, dt, recordEvery, batchBytes } = needs;
  const { n, items, parameterLength, stateLength } = layout;
  // A run by itself may be edited: it has room for a described current from the start.
  const least = members === 1 ? columnsAt(DEFAULT_SAMPLES_PER_MS, dt, mostSteps) : 0;
  const mostColumns = Math.max(least, ...stimuli.map((stimulus) => columnsOf(stimulus, dt, mostSteps)));
  const voltage = 4 * (Math.ceil(mostSteps / recordEvery) + 1) * members * n;
  const events = 4 * members * (2 * items + Math.ceil(mostSteps / 32) * n);
  const bytes = {
    state: 4 * members * needs.stateLength,
    parameters: 4 * members * parameterLength,
    wiring: 4 * members * (2 + needs.wiringLength),
    memory: 4 * members * needs.memoryLength,
    stimulus: 4 * stimuli.length * mostColumns * n,
    schedule: 4 * stimuli.length * (2 * mostSteps + 1),
    voltage,
    events,
    batch: batchBytes(mostSteps),
    staging: Math.max(voltage + events, 8 * stateLength),
  };
  const totalBytes = Object.values(bytes).reduce((sum, one) => sum + one, (MOST_IN_FLIGHT - 1) * bytes.staging);
  return { mostSteps, mostColumns, bytes, totalBytes };
}

/** Columns of a stimulus that `steps` steps may need. */
export function columnsOf({ samples, samplesPerMs }: StimulusColumns, dt: number, steps: number): number {
  return Math.min(samples, columnsAt(samplesPerMs, dt, steps));
}

/** No more columns than there are half-steps, and than pass in that time. */
function columnsAt(samplesPerMs: number, dt: number, steps: number): number {
  return Math.min(2 * steps + 1, Math.ceil(steps * dt * samplesPerMs) + 2);
}

/**
 * Why a device cannot hold a plan, as a sentence with the need and the limit; undefined where every buffer fits. How much memory a GPU
 * has in all, WebGPU does not tell: what passes here can still be refused when it is taken.
 */
export function findMisfit(
  { bytes, totalBytes }: MemoryPlan,
  limits: Pick<GPUSupportedLimits, 'maxStorageBufferBindingSize' | 'maxBufferSize'>,
): string | undefined {
  for (const [name, need] of Object.entries(bytes) as [BufferName, number][]) {
    const isBound = name !== 'staging' && name !== 'batch';
    const limit = isBound ? Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize) : limits.maxBufferSize;
    if (need > limit) {
      return `the ${labelOf(name)} of this network need ${formatBytes(need)} in one buffer, this GPU takes ${formatBytes(limit)} (${formatBytes(totalBytes)} in all)`;
    }
  }
  return undefined;
}
