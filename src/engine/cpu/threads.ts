/** The little of a Web Worker that a team of threads needs. */
export interface Thread {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
  terminate(): unknown;
}

/** Starts a thread on a script, as text. */
export type StartThread = (script: string) => Thread;

let startThread: StartThread | undefined =
  typeof Worker === 'function'
    ? (script) => {
        const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
        try {
          return new Worker(address) as Thread;
        } finally {
          // The worker has begun to fetch it; later it is not needed.
          setTimeout(() => URL.revokeObjectURL(address), 10_000);
        }
      }
    : undefined;

let hardware = globalThis.navigator?.hardwareConcurrency ?? 1;

/** Tells how threads are started, and how many the machine runs side by side, where there is no `Worker`: in Node. */
export function provideThreads(start: StartThread, count: number): void {
  startThread = start;
  hardware = count;
}

/** Why only one thread can compute here, or undefined where several can: they need memory that threads may share. */
export function threadsProblem(): string | undefined {
  if (startThread === undefined) return 'no threads can be started here';
  if (typeof SharedArrayBuffer === 'undefined' || globalThis.crossOriginIsolated === false) {
    return 'the page is not cross-origin isolated';
  }
  return undefined;
}

/** How many threads this machine runs side by side. */
export function hardwareThreads(): number {
  return hardware;
}

/** What a thread is given, and where it finds its orders: i32 each, counted from `command`. */
interface Duty {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly thread: number;
  /** Index in the memory's i32 of the number of the present order; its arguments follow. A number below 0 ends the thread. */
  readonly command: number;
}

/** Arguments of `run` after the thread's number. */
const ARGUMENTS = 4;

/**
 * What runs in a thread: it waits for orders and takes part in them. Sent as text, so it may use nothing from outside of itself;
 * of several threads none reports back, since they meet in the program.
 */
function threadProgram(argumentCount: number): void {
  const math = { log: Math.log, sin: Math.sin, cos: Math.cos, tanh: Math.tanh, power: Math.pow };
  globalThis.onmessage = (event: MessageEvent<Duty>) => {
    const { module, memory, thread, command } = event.data;
    const { exports } = new WebAssembly.Instance(module, { lab: { memory, onRecorded: () => {} }, math });
    const run = exports['run'] as (...parameters: number[]) => number;
    const orders = new Int32Array(memory.buffer);
    globalThis.postMessage('ready');
    let last = 0;
    for (;;) {
      Atomics.wait(orders, command, last);
      last = Atomics.load(orders, command);
      if (last < 0) return;
      if (last === 0) continue;
      run(thread, ...orders.subarray(command + 1, command + 1 + argumentCount));
    }
  };
}

/** The threads beside the engine's own, on one memory. */
export class ThreadTeam {
  private readonly threads: readonly Thread[];
  private readonly orders: Int32Array;
  private readonly command: number;

  /** @throws Error when a thread does not start. */
  static async start(
    count: number,
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    commandAddress: number,
  ): Promise<ThreadTeam> {
    const command = commandAddress / 4;
    const threads: Thread[] = [];
    try {
      await Promise.all(
        Array.from({ length: count }, async (_, k) => {
          const thread = startThread!(`(${threadProgram.toString()})(${ARGUMENTS})`);
          threads.push(thread);
          await new Promise<void>((resolve, reject) => {
            thread.onmessage = () => resolve();
            thread.onerror = ({ message }) => reject(new Error(`a thread does not start: ${message ?? 'no reason'}`));
            thread.postMessage({ module, memory, thread: k + 1, command } satisfies Duty);
          });
        }),
      );
    } catch (error) {
      for (const thread of threads) void thread.terminate();
      throw error;
    }
    return new ThreadTeam(threads, new Int32Array(memory.buffer), command);
  }

  private constructor(threads: readonly Thread[], orders: Int32Array, command: number) {
    this.threads = threads;
    this.orders = orders;
    this.command = command;
  }

  /** Lets all threads of the team begin `run(thread, …parameters)`. */
  order(parameters: readonly number[]): void {
    this.orders.set(parameters, this.command + 1);
    // Numbers go round long before they could become negative.
    Atomics.store(this.orders, this.command, (Atomics.load(this.orders, this.command) % 1_000_000) + 1);
    Atomics.notify(this.orders, this.command);
  }

  dispose(): void {
    Atomics.store(this.orders, this.command, -1);
    Atomics.notify(this.orders, this.command);
    for (const thread of this.threads) void thread.terminate();
  }
}
