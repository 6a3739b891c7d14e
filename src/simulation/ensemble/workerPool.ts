import type { MemberPort } from './memberPort.ts';

/** ms: workers that nobody has asked for in this time are ended; each holds some megabytes of compiled code. */
const IDLE_MS = 60_000;

/** Workers that have done their work wait here for the next ensemble, which then starts without loading its code again. */
export class WorkerPool {
  readonly #create: () => MemberPort;
  readonly #idle: MemberPort[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(create: () => MemberPort) {
    this.#create = create;
  }

  /** One that waits, or a new one. */
  take(): MemberPort {
    return this.#idle.pop() ?? this.#create();
  }

  keep(port: MemberPort): void {
    this.#idle.push(port);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), IDLE_MS);
  }

  #end(): void {
    for (const port of this.#idle.splice(0)) port.terminate();
  }
}
