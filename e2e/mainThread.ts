/** A task of the page's main thread, ms. */
interface Task {
  readonly wall: number;
  /** Of the wall time, how long the thread had a processor. */
  readonly cpu: number;
  /** Whether the page painted in it. */
  readonly isFrame: boolean;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** µs. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** What `tasksOf` needs to find in a trace. */
export const TRACE_CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** The tasks of main threads in a trace of Chromium. */
export function tasksOf(trace: Buffer): Task[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const idOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const mains = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(idOf),
  );
  const ofMain = traceEvents.filter((event) => mains.has(idOf(event)));
  const frames = ofMain.filter(({ name }) => name === 'FireAnimationFrame');
  return ofMain
    .filter(({ name, ph }) => name === 'RunTask' && ph === 'X')
    .map(({ ts, dur, tdur }) => {
      if (dur === undefined || tdur === undefined) throw new Error('the trace has no times of processors');
      return {
        wall: dur / 1000,
        cpu: tdur / 1000,
        isFrame: frames.some((frame) => frame.ts >= ts && frame.ts < ts + dur),
      };
    });
}
