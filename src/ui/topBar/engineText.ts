import { ENGINE_NAMES } from '../../engine/engineInfo.ts';
import type { EngineInfo, EngineKind, EngineReport } from '../../engine/engineInfo.ts';

export { ENGINE_NAMES };

/** What an engine is, in the words of the menu. */
export function describeEngine({ available, precisions, device, isSoftware, problem, kind }: EngineReport): string {
  if (!available) return problem ?? 'not available here';
  if (kind === 'reference') return `${device}: slow, and the judge of the others`;
  return `${precisions.join(' or ')} on ${device}${isSoftware && isGpu(kind) ? ' (software, no GPU)' : ''}`;
}

export function isGpu(kind: EngineKind): boolean {
  return kind === 'webgpu' || kind === 'webgl';
}

/** The precision of a run in a word: 'float64', 'float32', or 'float32+' where it is compensated. */
export function labelPrecision({ precision, isCompensated }: EngineInfo): string {
  return isCompensated ? `${precision}+` : precision;
}

/** The engine of a run in a few words: 'CPU, float32+ on 2 threads', 'WebGPU, float32+ on Apple M3'. */
export function describeRunning(engine: EngineInfo): string {
  const { kind, threads, device } = engine;
  const on = threads === undefined ? (isGpu(kind) ? ` on ${device}` : '') : ` on ${formatThreads(threads)}`;
  return `${ENGINE_NAMES[kind]}, ${labelPrecision(engine)}${on}`;
}

export function formatThreads(threads: number): string {
  return `${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}

/** What a precision means for a run; a warning where it may move spikes. */
export function explainPrecision({ precision, isCompensated }: EngineInfo): {
  readonly text: string;
  readonly isWarning: boolean;
} {
  if (precision === 'float64') {
    return { text: 'float64: every value has about 16 decimal digits, as in NumPy and NEURON.', isWarning: false };
  }
  if (isCompensated) {
    return {
      text:
        'float32+ (compensated): the device computes with about 7 decimal digits, and each value of the state is kept as a high and a ' +
        'low part, about 14 digits together. The small change of V in 0.01 ms is not lost, and spikes fall where float64 puts them.',
      isWarning: false,
    };
  }
  if (isCompensated === false) {
    return {
      text:
        'float32 without compensation: the self-test found that this device’s compiler drops the low part of the state. The change of V ' +
        'in 0.01 ms is rounded to about 7 decimal digits, and spikes may move. Where their times matter, choose float64.',
      isWarning: true,
    };
  }
  return { text: 'float32: the device computes with about 7 decimal digits.', isWarning: false };
}
