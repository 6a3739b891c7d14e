import { ENGINE_NAMES } from '../../engine/engineInfo.ts';
import type { EngineInfo, EngineKind, EngineReport, EngineRequest, Precision } from '../../engine/engineInfo.ts';

export { ENGINE_NAMES };

/** What an engine is, in the words of the menu. @param precision what it computes in, where that is settled */
export function describeEngine(
  { available, precisions, device, isSoftware, problem, kind }: EngineReport,
  precision = precisions.join(' or '),
): string {
  if (!available) return problem ?? 'not available here';
  if (kind === 'reference') return `${device}: slow, and the judge of the others`;
  return `${precision} on ${device}${isSoftware && isGpu(kind) ? ' (software, no GPU)' : ''}`;
}

export function isGpu(kind: EngineKind): boolean {
  return kind === 'webgpu' || kind === 'webgl';
}

/** The precision of a run in a word: 'float64', 'float32', or 'float32+' where it is compensated. */
export function labelPrecision({ precision, isCompensated }: EngineInfo): string {
  return isCompensated ? `${precision}+` : precision;
}

/** In which precision a request is to be computed by an engine, as the run will be labelled: where its device fails the self-test, it says so. */
export function expectedPrecision(
  { precision: asked, isCompensated }: EngineRequest,
  precisions: readonly Precision[],
): string {
  const precision = asked && precisions.includes(asked) ? asked : precisions[0]!;
  return precision === 'float32' && isCompensated !== false ? 'float32+' : precision;
}

/** What is asked for, in a few words: 'Automatic', 'CPU, float32, not compensated'. */
export function describeRequest({ choice, precision, threads, isCompensated }: EngineRequest): string {
  return [
    ENGINE_NAMES[choice],
    ...(precision === undefined ? [] : [precision]),
    ...(isCompensated === false ? ['not compensated'] : []),
    ...(threads === undefined ? [] : [formatThreads(threads)]),
  ].join(', ');
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
export function explainPrecision({ precision, isCompensated, isCompensationOff = false }: EngineInfo): {
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
        `float32 without compensation: ${isCompensationOff ? 'it was switched off for this run' : 'the self-test found that this device’s compiler drops the low part of the state'}. ` +
        'The change of V in 0.01 ms is rounded to about 7 decimal digits, and spikes may move. Where their times matter, ' +
        `${isCompensationOff ? 'switch compensation on for the next run' : 'choose float64'}.`,
      isWarning: true,
    };
  }
  return { text: 'float32: the device computes with about 7 decimal digits.', isWarning: false };
}
