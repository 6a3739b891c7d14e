import type { Duty } from './threadProgram.ts';

/** The little of a Web Worker that a team of threads needs. */
export interface Thread {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
  terminate(): unknown;
}

/** Starts a thread that runs `threadProgram`. */
export type StartThread = () => Thread;

let startThread: StartThread | undefined =
  typeof Worker === 'function'
    ? () => new Worker(new URL('./thread.worker.ts', import.meta.url), { type: 'module' }) as Thread
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
          const thread = startThread!();
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
