/** What a thread is given, and where it finds its orders: i32 each, counted from `command`. */
export interface Duty {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly thread: number;
  /** Index in the memory's i32 of the number of the present order; its arguments follow. A number below 0 ends the thread. */
  readonly command: number;
}

/**
 * What runs in a thread: it waits for orders and takes part in them. Of several threads none reports back, since they meet in
 * the program. In Node it is sent as text, so it may use nothing from outside of itself.
 */
export function threadProgram(): void {
  /** Of `run`, after the thread's number. */
  const argumentCount = 4;
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
